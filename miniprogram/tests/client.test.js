/** @jest-environment node */
const { createClient } = require('../app/api/client')
const { Phone } = require('./phone')
const { service } = require('./service')

const PERSON = { name: '林子轩', roles: [] }
const pair = (number) => ({ access_token: `a${number}`, refresh_token: `r${number}`, expires_in: 7200 })
const refused = (code) => ({ status: 401, body: { code, message: '请先登录。', facts: {} } })

let town, phone, client, valid, waits

async function open(more) {
  valid = 'a1'
  waits = []
  const renew = ({ body }) => {
    if (body.refresh_token !== 'r1') return refused('login.refresh_refused')
    valid = 'a2'
    return { body: pair(2) }
  }
  const me = ({ token }) => (token === valid ? { body: PERSON } : refused('login.needed'))
  town = await service({
    'POST /login': () => ((valid = 'a1'), { body: { tokens: pair(1), person: PERSON } }),
    'POST /token': renew,
    'GET /me': me,
    ...more,
  })
  phone = new Phone({ codes: ['c1', 'c2'] })
  client = createClient({ wx: phone.wx, server: town.url, wait: async (seconds) => waits.push(seconds) })
}

afterEach(() => town.close())

const paths = () => town.asked.map((one) => one.path)

test('the first request signs in, the next ones bear its token', async () => {
  await open()
  expect((await client.read('/me')).body).toEqual(PERSON)
  await client.read('/me')
  expect(paths()).toEqual(['/login', '/me', '/me'])
})

test('when a token has run out, all requests that wait share one exchange', async () => {
  await open()
  await client.read('/me')
  valid = 'none'
  const found = await Promise.all([1, 2, 3].map(() => client.read('/me')))
  expect(found.map((one) => one.body.name)).toEqual(['林子轩', '林子轩', '林子轩'])
  expect(paths().filter((path) => path === '/token')).toHaveLength(1)
})

test('a refresh token that is refused is followed by a new sign-in, which asks nothing of the person', async () => {
  await open()
  await client.read('/me')
  phone.wx.setStorageSync('tokens', { ...pair(0), access_token: 'old' })
  expect((await client.read('/me')).body).toEqual(PERSON)
  expect(paths()).toEqual(['/login', '/me', '/me', '/token', '/login', '/me'])
})

test('a stranger is told so, once for all requests', async () => {
  const body = { code: 'login.not_bound', message: '这个微信还没有绑定，请先绑定。', facts: { known: true } }
  await open({ 'POST /login': () => ({ status: 403, body }) })
  const found = await Promise.all([client.read('/me'), client.read('/me')].map((one) => one.catch((problem) => problem)))
  expect(found.map((one) => [one.code, one.facts.known])).toEqual([
    ['login.not_bound', true],
    ['login.not_bound', true],
  ])
  expect(paths()).toEqual(['/login'])
})

test('asked too fast, it waits as long as it is told and asks once more', async () => {
  let times = 0
  const slow = { status: 429, header: { 'Retry-After': '2' }, body: { code: 'requests.too_many', message: '操作太快了。' } }
  await open({ 'GET /hours': () => (times++ ? { body: { entries: [] } } : slow) })
  expect((await client.read('/hours')).body).toEqual({ entries: [] })
  expect(waits).toEqual([2])
})

test('a wait that is too long for a person is told instead', async () => {
  const slow = { status: 429, header: { 'Retry-After': '60' }, body: { code: 'requests.too_many', message: '操作太快了。' } }
  await open({ 'GET /hours': () => slow })
  await expect(client.read('/hours')).rejects.toMatchObject({ status: 429, message: '操作太快了。', open: true })
  expect(waits).toEqual([])
})

test('what has not changed is not sent again, and without a line the last answer is shown as such', async () => {
  await open({
    'GET /hours': ({ tag }) => (tag === 'W/"1"' ? { status: 304 } : { body: { waiting: 3 }, header: { ETag: 'W/"1"' } }),
  })
  await client.read('/hours')
  expect(await client.read('/hours')).toMatchObject({ body: { waiting: 3 }, stale: false })
  phone.online = false
  expect(await client.read('/hours')).toMatchObject({ body: { waiting: 3 }, stale: true })
  await expect(client.read('/inbox')).rejects.toMatchObject({ code: 'network.lost', message: '网络不通，请稍后再试。' })
})

test('whoever signs out leaves nothing on the phone', async () => {
  await open()
  await client.read('/me')
  client.forget()
  expect([...phone.storage.keys()]).toEqual([])
})

test("a proxy's page is not taken for an answer", async () => {
  await open({ 'GET /hours': () => ({ status: 502, raw: '<html>' }), 'GET /plan': () => ({ raw: '<html>' }) })
  await expect(client.read('/hours')).rejects.toMatchObject({ status: 502, code: 'network.strange' })
  await expect(client.read('/plan')).rejects.toMatchObject({ status: 0, code: 'network.strange' })
})
