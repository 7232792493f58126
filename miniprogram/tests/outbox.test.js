/** @jest-environment node */
const { createClient } = require('../app/api/client')
const { createOutbox } = require('../app/api/outbox')
const { Phone } = require('./phone')
const { service } = require('./service')

const HOURS = { day: '2026-11-20', minutes: 240, category: 'practice', content: '车床外圆' }
const DAY = 24 * 3600 * 1000

let town, phone, outbox, written, now, answer

beforeEach(async () => {
  written = new Map()
  now = 1000
  answer = null
  town = await service({
    'POST /login': () => ({ body: { tokens: { access_token: 'a', refresh_token: 'r' }, person: {} } }),
    'POST /hours': ({ key, body }) => {
      if (answer) return answer
      if (!written.has(key)) written.set(key, { number: written.size + 1, content: body.content })
      return { status: 201, body: written.get(key) }
    },
  })
  phone = new Phone({ codes: ['c1', 'c2'] })
  reopen()
})

afterEach(() => town.close())

function reopen() {
  const client = createClient({ wx: phone.wx, server: town.url, wait: async () => {} })
  outbox = createOutbox({ wx: phone.wx, client, clock: () => now })
}

const log = (hours = HOURS) => outbox.send('POST', '/hours', hours)

test('what was answered no longer waits', async () => {
  expect(await log()).toMatchObject({ number: 1 })
  expect(outbox.waiting()).toEqual([])
})

test('without a line it waits in storage, also when the mini-program is closed', async () => {
  phone.online = false
  await expect(log()).rejects.toMatchObject({ code: 'network.lost' })
  reopen()
  expect(outbox.waiting()).toMatchObject([{ path: '/hours', body: HOURS }])
  phone.online = true
  expect(await outbox.resend()).toMatchObject([{ answer: { number: 1 } }])
  expect(outbox.waiting()).toEqual([])
})

test('an answer that was lost is asked for again under the same key: never a double', async () => {
  phone.answers = false
  await expect(log()).rejects.toMatchObject({ open: true })
  phone.storage.set('tokens', { access_token: 'a', refresh_token: 'r' })
  await expect(log()).rejects.toMatchObject({ open: true })
  phone.answers = true
  expect(await log()).toMatchObject({ number: 1 })
  expect(written.size).toBe(1)
})

test('a double tap is one request', async () => {
  const found = await Promise.all([log(), log()])
  expect(found.map((one) => one.number)).toEqual([1, 1])
  expect(town.asked.filter((one) => one.path === '/hours')).toHaveLength(1)
})

test('the same words again, after an answer, are meant', async () => {
  await log()
  expect(await log()).toMatchObject({ number: 2 })
})

test('a rule that says no is final and leaves nothing waiting', async () => {
  answer = { status: 422, body: { code: 'hours.over_daily_cap', message: '没有记录：当天最多 8小时。', facts: {} } }
  await expect(log()).rejects.toMatchObject({ message: '没有记录：当天最多 8小时。', open: false })
  expect(outbox.waiting()).toEqual([])
})

test('a conflict is told with what has changed', async () => {
  answer = { status: 409, body: { code: 'hours.changed', message: '这条记录已经变了。', facts: { revision: 2 } } }
  await expect(log()).rejects.toMatchObject({ status: 409, facts: { revision: 2 } })
})

test('a service that is busy has not said no', async () => {
  answer = { status: 503, body: { code: 'requests.not_now', message: '系统忙，没有处理，请稍后再试。' } }
  await expect(log()).rejects.toMatchObject({ open: true })
  expect(outbox.waiting()).toHaveLength(1)
})

test('the queue stops where the line breaks and keeps its order', async () => {
  phone.online = false
  await log().catch(() => {})
  await log({ ...HOURS, content: '识图' }).catch(() => {})
  expect(await outbox.resend()).toMatchObject([{ problem: { code: 'network.lost' } }])
  phone.online = true
  expect((await outbox.resend()).map((one) => one.answer.content)).toEqual(['车床外圆', '识图'])
})

test('a wish that was changed meanwhile is told only as it is now', async () => {
  phone.online = false
  for (const on of [false, true, false]) await outbox.send('PUT', '/preferences', { on }).catch(() => {})
  expect(outbox.waiting().map((one) => one.body)).toEqual([{ on: false }])
})

test('what waited longer than the service remembers is given back, not sent', async () => {
  phone.online = false
  await log().catch(() => {})
  Object.assign(phone, { online: true, requests: [] })
  now += 7 * DAY
  expect(await outbox.resend()).toMatchObject([{ unfit: true, item: { body: HOURS } }])
  expect([outbox.waiting(), phone.requests]).toEqual([[], []])
})

test("one person's hours are not sent in the name of another who was bound on the same phone", async () => {
  phone.online = false
  phone.storage.set('read:/me', { body: { name: '林子轩' } })
  await log().catch(() => {})
  Object.assign(phone, { online: true, requests: [] })
  phone.storage.set('read:/me', { body: { name: '黄雨桐' } })
  expect(await outbox.resend()).toMatchObject([{ unfit: true }])
  expect(phone.requests).toEqual([])
})

describe('pictures', () => {
  let sent

  beforeEach(() => {
    sent = []
    const photo = ({ path, body, key }) => {
      sent.push([path, body.content, key])
      return { status: 201, body: {} }
    }
    town.also({ 'POST /entries/1/photos': photo, 'POST /entries/128/photos': photo })
    for (const name of ['lathe', 'mill']) {
      phone.take(name, name)
      phone.disk.saveFileSync(`tmp/${name}`)
    }
  })

  const withPhotos = () => outbox.send('POST', '/hours', HOURS, ['store/lathe', 'store/mill'])
  const files = () => outbox.waiting().map(({ file, after }) => [file, Boolean(after)])

  test('those of an entry wait for its number and follow it, each under its own key', async () => {
    phone.online = false
    await withPhotos().catch(() => {})
    reopen()
    expect(files().slice(1)).toEqual([['store/lathe', true], ['store/mill', true]])
    phone.online = true
    await outbox.resend()
    expect(sent.map(([path, content]) => [path, content])).toEqual([['/entries/1/photos', 'lathe'], ['/entries/1/photos', 'mill']])
    expect([new Set(sent.map(([, , key]) => key)).size, outbox.waiting()]).toEqual([2, []])
  })

  test('one whose answer was lost goes again under its key', async () => {
    await withPhotos()
    phone.answers = false
    await outbox.resend()
    phone.answers = true
    await outbox.resend()
    expect(sent.map(([, content]) => content)).toEqual(['lathe', 'lathe', 'mill'])
    expect(sent[0][2]).toBe(sent[1][2])
  })

  test('those of an entry that a rule refuses or the person lets go of end with it', async () => {
    phone.online = false
    await withPhotos().catch(() => {})
    phone.online = true
    answer = { status: 422, body: { code: 'hours.over_daily_cap', message: '没有记录。', facts: {} } }
    expect(await outbox.resend()).toMatchObject([{ lost: ['store/lathe', 'store/mill'] }])
    answer = null
    phone.online = false
    await withPhotos().catch(() => {})
    outbox.discard(outbox.waiting()[0].key)
    expect(outbox.waiting()).toEqual([])
  })

  test('words go before pictures, which take long', async () => {
    outbox.attach(128, ['store/lathe'])
    phone.online = false
    await log().catch(() => {})
    Object.assign(phone, { online: true, requests: [] })
    await outbox.resend()
    expect(phone.requests.map((one) => one.path).slice(1)).toEqual(['/api/v1/hours', '/api/v1/entries/128/photos'])
  })

  test('one that is no longer on the phone is told, and holds up no other', async () => {
    outbox.attach(128, ['store/lathe', 'store/mill'])
    phone.files.delete('store/lathe')
    expect(await outbox.resend()).toMatchObject([{ problem: { code: 'photo.lost', open: false } }, { answer: {} }])
  })
})

test('a sign-in that does not succeed has not said no', async () => {
  phone.codes = []
  await expect(log()).rejects.toMatchObject({ open: true })
  expect(outbox.waiting()).toHaveLength(1)
})
