const path = require('node:path')
const { act, open, phone, said, settled, town } = require('./stage')
const { WANG, apprentice, logged, refusal } = require('./answers')

const PAGE = 'pages/log/index'
let place

/** What the mini-program does by itself when it is opened and when the line is back. */
const deliver = () => require(path.resolve(__dirname, '../build/app/api/deliver')).deliver()

afterEach(() => place.close())

const before = async (answers = {}) => (place = await town({ ...apprentice, ...answers }))
const posted = () => place.asked.filter((one) => one.path === '/hours' && one.body).map((one) => one.body)

async function written(page) {
  await act(page, '.category', 'change', { checked: true })
  await act(page, '.content', 'change', { value: '车床外圆' })
}

test('the page shows what was logged and what the plan allows', async () => {
  await before()
  const page = await open(PAGE)
  expect(said(page)).toContain('理论')
  expect(said(page)).toContain('本周已确认 1小时，待确认 4小时')
  expect(said(page)).toContain('11月20日 周五')
  expect(said(page)).toContain('实操 · 4小时')
})

test('hours are told once and the answer says what comes next', async () => {
  await before({ 'POST /hours': () => ({ status: 201, body: logged() }) })
  const page = await open(PAGE)
  await written(page)
  await act(page, '.duration >> .more')
  await act(page, '.submit')
  expect(posted()).toMatchObject([{ minutes: 270, category: 'theory', content: '车床外圆' }])
  expect(said(page)).toContain('已记录，编号 129。当天共 6小时，还可记 2小时。等待王建国或学校老师确认。')
  expect(page.data.draft.content).toBe('')
})

test('what is missing is asked for before anything is sent', async () => {
  await before()
  const page = await open(PAGE)
  await act(page, '.submit')
  expect(said(page)).toContain('请选择类别。')
  expect(posted()).toEqual([])
})

test('a rule that says no is shown in its own words, and what was typed stays', async () => {
  await before({ 'POST /hours': () => refusal(422, 'hours.over_daily_cap', '没有记录：当天最多 8小时。') })
  const page = await open(PAGE)
  await written(page)
  await act(page, '.submit')
  expect(said(page)).toContain('没有记录：当天最多 8小时。')
  expect(page.data.draft.content).toBe('车床外圆')
})

test('an old day asks for a reason only when the service does', async () => {
  await before({ 'POST /hours': () => refusal(422, 'hours.reason_needed', '补记 8 到 30 天前的学时要写原因。') })
  const page = await open(PAGE)
  expect(page.querySelector('.reason')).toBeUndefined()
  await written(page)
  await act(page, '.submit')
  await act(page, '.reason', 'change', { value: '出差' })
  await act(page, '.submit')
  expect(posted()[1]).toMatchObject({ reason: '出差' })
})

test('a draft survives the closing of the mini-program', async () => {
  await before()
  await written(await open(PAGE))
  const again = await open(PAGE)
  expect(again.data.draft).toMatchObject({ content: '车床外圆', category: 'theory' })
})

test('without a line the hours wait on the phone, and the page says so', async () => {
  await before({ 'POST /hours': () => ({ status: 201, body: logged() }) })
  const page = await open(PAGE)
  await written(page)
  phone.online = false
  await act(page, '.submit')
  expect(said(page)).toContain('没有收到回应，已存在手机里，联网后自动补交，不会重复。')
  expect(said(page)).toContain('1 条等待补交')
  expect(page.data.draft.content).toBe('')
})

test('what waits can be let go of, with a warning', async () => {
  await before()
  const page = await open(PAGE)
  await written(page)
  phone.online = false
  await act(page, '.submit')
  phone.modals = [{ confirm: true }]
  await act(page, '.discard')
  expect(phone.told[0]).toContain('它可能已经记上了')
  expect(page.data.waiting).toEqual([])
})

test('the same once more is meant only when the person says so', async () => {
  const answers = [logged({ twice: true }), logged({ number: 130 })]
  await before({ 'POST /hours': () => ({ status: 201, body: answers.shift() }) })
  const page = await open(PAGE)
  await written(page)
  await act(page, '.submit')
  expect(said(page)).toContain('刚才已经记过，编号 129，没有重复记。')
  await act(page, '.again')
  expect(posted()[1]).toMatchObject({ content: '车床外圆', again: true })
  expect(said(page)).toContain('已记录，编号 130。')
})

test('a first visit without a line says so and can be tried again', async () => {
  await before()
  phone.online = false
  const page = await open(PAGE)
  expect(said(page)).toContain('网络不通，请稍后再试。')
  phone.online = true
  page.instance.retry()
  await settled()
  expect(said(page)).toContain('车床外圆')
})

test('later, without a line, the last content is shown and called so', async () => {
  await before()
  await open(PAGE)
  phone.online = false
  const page = await open(PAGE)
  expect(said(page)).toMatch(/网络不通，这是 .+ 的内容。/)
  expect(said(page)).toContain('车床外圆')
})

test('a mentor is led to the queue', async () => {
  await before({ 'GET /me': () => ({ body: WANG }) })
  await open(PAGE)
  expect(phone.opened).toEqual(['tab /pages/queue/index'])
})

test('whoever is not bound is led to the binding', async () => {
  await before({
    'GET /me': () => refusal(401, 'login.needed', '请先登录。'),
    'POST /token': () => refusal(401, 'login.refresh_refused', '登录已失效。'),
    'POST /login': () => refusal(403, 'login.not_bound', '这个微信还没有绑定，请先绑定。', { known: true }),
  })
  phone.codes = ['c1']
  await open(PAGE)
  expect(phone.opened).toEqual([expect.stringMatching('^relaunch /pages/bind/index\\?known=1&to=')])
})

test('a consent to one message is recorded as the person gave it', async () => {
  await before({ 'POST /hours': () => ({ status: 201, body: logged() }), 'POST /subscriptions': () => ({ status: 204 }) })
  const page = await open(PAGE)
  await written(page)
  await act(page, '.submit')
  phone.allows = { T1: 'accept' }
  const consent = page.querySelector('.consent')
  consent.instance.ask()
  await settled()
  expect(place.asked.at(-1)).toMatchObject({ path: '/subscriptions', body: { templates: [{ template_id: 'T1', accepted: true }] } })
  expect(phone.told).toEqual(['好的，有消息时通知您一次。'])
})

describe('pictures and times', () => {
  const uploads = () => place.asked.filter((one) => one.path.endsWith('/photos'))
  const loggedThen = { 'POST /hours': () => ({ status: 201, body: logged() }), 'POST /entries/129/photos': () => ({ status: 201, body: {} }) }

  async function photographed(page) {
    phone.take('lathe', 'a lathe')
    page.instance.addPhotos()
    await settled()
  }

  test('pictures go to the entry once it has a number', async () => {
    await before(loggedThen)
    const page = await open(PAGE)
    await written(page)
    await photographed(page)
    await act(page, '.submit')
    expect(uploads()).toMatchObject([{ path: '/entries/129/photos', body: { content: 'a lathe' } }])
    expect([phone.storage.get('outbox'), phone.saved, page.data.tiles]).toEqual([[], [], []])
  })

  test('without a line they wait with their entry, and both go when it is back', async () => {
    await before(loggedThen)
    const page = await open(PAGE)
    await written(page)
    await photographed(page)
    phone.online = false
    await act(page, '.submit')
    expect(said(page)).toContain('1 条等待补交，1 张照片等待上传')
    phone.online = true
    await open(PAGE)
    await deliver()
    expect(place.asked.filter((one) => one.key).map((one) => one.path)).toEqual(['/hours', '/entries/129/photos'])
    expect(phone.told).toEqual(['已补交 1 条，照片已传上 1 张'])
  })

  test('an entry that a rule refuses keeps its pictures in the draft, also when the mini-program is closed', async () => {
    await before({ 'POST /hours': () => refusal(422, 'hours.over_daily_cap', '没有记录：当天最多 8小时。') })
    const page = await open(PAGE)
    await written(page)
    await photographed(page)
    await act(page, '.submit')
    await deliver()
    expect((await open(PAGE)).data.tiles).toMatchObject([{ src: 'store/lathe' }])
    expect([phone.saved, phone.storage.get('outbox'), uploads()]).toEqual([['store/lathe'], [], []])
  })

  test('what a rule refuses later is given back into the form, pictures and all', async () => {
    await before({ 'POST /hours': () => refusal(422, 'hours.over_daily_cap', '没有记录：当天最多 8小时。') })
    const page = await open(PAGE)
    await written(page)
    await photographed(page)
    phone.online = false
    await act(page, '.submit')
    expect(page.data.draft.content).toBe('')
    phone.online = true
    await deliver()
    expect(phone.told[0]).toContain('没有记录：当天最多 8小时。已放回“学时”页，可以改好再记。')
    expect((await open(PAGE)).data).toMatchObject({ draft: { content: '车床外圆' }, tiles: [{ src: 'store/lathe' }] })
  })

  test('a picture can be left out again', async () => {
    await before()
    const page = await open(PAGE)
    await photographed(page)
    page.instance.removePhoto({ detail: { key: 'store/lathe' } })
    await deliver()
    expect([page.data.tiles, phone.saved]).toEqual([[], []])
  })

  const time = (page, which, value) => act(page, `.duration >> .${which}`, 'change', { value })

  test('from eight to twelve is four hours, and a break makes it less', async () => {
    await before(loggedThen)
    const page = await open(PAGE)
    await written(page)
    await time(page, 'starts', '08:00')
    await time(page, 'ends', '12:00')
    await act(page, '.duration >> .more')
    expect(page.querySelector('.duration').data.length).toBe('4小时')
    await act(page, '.duration >> .less')
    await act(page, '.submit')
    expect(posted()).toMatchObject([{ minutes: 210, starts: 480, ends: 720 }])
  })

  test('a night from ten to six is eight hours', async () => {
    await before()
    const page = await open(PAGE)
    await time(page, 'starts', '22:00')
    await time(page, 'ends', '06:00')
    expect([page.querySelector('.duration').data.length, page.querySelector('.duration').data.advice]).toEqual(['8小时', ''])
  })

  test('half of the times is asked for, and both can be left out again', async () => {
    await before(loggedThen)
    const page = await open(PAGE)
    await written(page)
    await time(page, 'starts', '08:00')
    await act(page, '.submit')
    expect(said(page)).toContain('起止时间要写全，或者都不写。')
    await act(page, '.duration >> .clear')
    await act(page, '.submit')
    expect(posted()[0].starts).toBeUndefined()
  })

  test('over six hours the times are asked for, since a mentor must open it otherwise', async () => {
    await before()
    const page = await open(PAGE)
    for (let step = 0; step < 5; step += 1) await act(page, '.duration >> .more')
    expect(said(page)).toContain('超过6小时请写起止时间')
  })
})
