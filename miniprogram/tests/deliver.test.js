const { act, open, phone, said, settled, town } = require('./stage')
const { LIN, WANG, apprentice, logged, refusal } = require('./answers')
const path = require('node:path')

let place, deliver, answer

beforeEach(async () => {
  answer = () => ({ status: 201, body: logged() })
  place = await town({ ...apprentice, 'POST /hours': () => answer() })
  ;({ deliver } = require(path.resolve(__dirname, '../build/app/api/deliver')))
})

afterEach(async () => {
  await settled()
  await place.close()
})

async function keptWithoutLine() {
  const page = await open('pages/log/index')
  await act(page, '.category', 'change', { checked: true })
  await act(page, '.content', 'change', { value: '车床外圆' })
  phone.online = false
  await act(page, '.submit')
  phone.online = true
  return page
}

test('when the line is back, what waited is sent, told, and the open page shows it', async () => {
  const page = await keptWithoutLine()
  global.getCurrentPages = () => [page.instance]
  await deliver()
  await settled()
  expect(phone.told).toEqual(['已补交 1 条'])
  expect(said(page)).not.toContain('等待补交')
})

test('a page counts down while pictures go', async () => {
  const page = await open('pages/log/index')
  place.also({ 'POST /entries/128/photos': () => ({ status: 201, body: {} }) })
  const { outbox } = require(path.resolve(__dirname, '../build/app/api/index'))
  for (const name of ['lathe', 'mill']) phone.files.set(`store/${name}`, Buffer.from(name))
  outbox.attach(128, ['store/lathe', 'store/mill'])
  const counts = []
  global.getCurrentPages = () => [{ sentOne: () => (page.instance.sentOne(), counts.push(page.data.waits)) }]
  await deliver()
  expect(counts).toEqual(['1 张照片等待上传', ''])
  expect(phone.told).toEqual(['照片已传上 2 张'])
})

test('a refusal that comes late is told in its own words', async () => {
  await keptWithoutLine()
  answer = () => refusal(422, 'hours.over_daily_cap', '没有记录：当天最多 8小时。')
  await deliver()
  expect(phone.told).toEqual(['有内容没有提交成功 没有记录：当天最多 8小时。已放回“学时”页，可以改好再记。'])
})

test('a service that is too busy is asked again after a while', async () => {
  await keptWithoutLine()
  answer = () => ({ status: 503, body: { code: 'requests.not_now', message: '系统忙，请稍后再试。' } })
  jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'], advanceTimers: 500 })
  await deliver()
  answer = () => ({ status: 201, body: logged() })
  await jest.advanceTimersByTimeAsync(11000)
  jest.useRealTimers()
  await settled()
  expect(phone.told).toEqual(['已补交 1 条'])
})

test('where the line is still gone nothing is said', async () => {
  await keptWithoutLine()
  phone.online = false
  await deliver()
  expect(phone.told).toEqual([])
})

test('a page that is open is the chosen tab', async () => {
  const page = await open('pages/log/index')
  const chosen = []
  page.instance.getTabBar = () => ({ choose: (name) => chosen.push(name) })
  await page.instance.onShow()
  expect(chosen).toEqual([page.instance.is])
})

test('the tabs are those of the roles', async () => {
  const words = async (person) => {
    phone.storage.set('read:/me', { body: person })
    const bar = await open('custom-tab-bar/index')
    bar.instance.choose('pages/log/index')
    await settled()
    return said(bar)
  }
  expect(await words(LIN)).toBe('学时进度证书通知')
  expect(await words(WANG)).toBe('待确认通知')
  // Opened first by a message, when nobody is known yet.
  expect(await words(undefined)).toBe('学时进度证书通知')
  expect(await words({ name: '', roles: [...LIN.roles, ...WANG.roles] })).toBe('学时待确认进度证书通知')
})
