const { act, open, phone, said, town } = require('./stage')
const { LIN, refusal } = require('./answers')

const PAGE = 'pages/bind/index'
const TOKENS = { access_token: 'a2', refresh_token: 'r2', expires_in: 7200 }
const signedIn = () => ({ body: { tokens: TOKENS, person: LIN } })

let place, version

beforeEach(async () => {
  version = '2026-11'
  place = await town({
    'GET /privacy': () => ({ body: { version, paragraphs: ['谁处理：您的用人单位。'] } }),
    'POST /bind/wechat': signedIn,
    'POST /bind/phone': signedIn,
    'POST /bind/invitation': ({ body }) => {
      if (body.privacy_version !== '2026-11') return refusal(409, 'login.outdated_privacy', '《个人信息保护说明》有更新。')
      return body.digits === '5678' ? signedIn() : refusal(403, 'bind.wrong_digits', '手机后 4位不对，还可以试 4 次。')
    },
  })
  phone.storage.clear()
  phone.codes = ['c1', 'c2', 'c3']
})

afterEach(() => place.close())

const sent = () => place.asked.filter((one) => one.body).map((one) => one.body)

async function invited(page, digits) {
  await act(page, '.invitation', 'change', { value: '7KX4M2PQ' })
  await act(page, '.digits', 'change', { value: digits })
  await act(page, '.by-invitation')
}

test('nobody is bound without having agreed', async () => {
  const page = await open(PAGE)
  await invited(page, '5678')
  await act(page, '.by-phone')
  expect(said(page)).toContain('一致即可。请先阅读并同意《个人信息保护说明》。用微信手机号绑定')
  expect(sent()).toEqual([])
})

test('an invitation and the last digits bind and open the home page', async () => {
  const page = await open(PAGE)
  await act(page, '.agree')
  await invited(page, '1234')
  expect(said(page)).toContain('手机后4位手机后 4位不对，还可以试 4 次。绑定')
  await invited(page, '5678')
  expect(sent()[1]).toEqual({ invitation: '7KX4M2PQ', digits: '5678', privacy_version: '2026-11', code: 'c2' })
  expect(phone.opened).toEqual(['relaunch /pages/log/index'])
  expect(phone.storage.get('tokens')).toEqual(TOKENS)
})

test('who came by a message goes on to its page', async () => {
  const page = await open(PAGE, { to: encodeURIComponent('/pages/entry/index?number=128') })
  await act(page, '.agree')
  await invited(page, '5678')
  expect(phone.opened).toEqual(['relaunch /pages/entry/index?number=128'])
})

test('the phone that WeChat knows binds', async () => {
  const page = await open(PAGE)
  await act(page, '.agree')
  await act(page, '.by-phone', 'getphonenumber', {})
  expect(said(page)).toContain('没有取到手机号')
  await act(page, '.by-phone', 'getphonenumber', { code: 'p1' })
  expect(sent()).toMatchObject([{ phone_code: 'p1' }])
})

test('who is bound in the official account needs one tap', async () => {
  const page = await open(PAGE, { known: '1' })
  await act(page, '.agree')
  await act(page, '.by-wechat')
  expect(sent()).toEqual([{ privacy_version: '2026-11', code: 'c1' }])
})

test('a privacy text that was replaced is read and agreed to anew', async () => {
  version = '2026-10'
  const page = await open(PAGE)
  await act(page, '.agree')
  version = '2026-11'
  await invited(page, '5678')
  expect(said(page)).toContain('《个人信息保护说明》有更新。')
  expect(page.data).toMatchObject({ agreed: false, open: true })
})

test('without a line the page says so', async () => {
  phone.online = false
  expect(said(await open(PAGE))).toContain('网络不通，请稍后再试。')
})
