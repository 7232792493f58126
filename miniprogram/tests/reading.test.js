const { act, open, phone, said, settled, town } = require('./stage')
const { CERTIFICATE, GRADES, ITEM, LIN, NOTICE, TRAINING, apprentice, consent, refusal } = require('./answers')

let place, said_

beforeEach(async () => {
  said_ = { certificates: [CERTIFICATE], trainings: [TRAINING], items: [ITEM], consent: consent() }
  place = await town({
    ...apprentice,
    'GET /progress': () => ({ body: { trainings: said_.trainings } }),
    'GET /grades': () => ({ body: GRADES }),
    'GET /certificates': () => ({ body: { certificates: said_.certificates } }),
    'GET /inbox': () => ({ body: { items: said_.items, more: 2, next: null } }),
    'GET /notices/5': () => ({ body: NOTICE }),
    'POST /notices/5/acknowledge': () => ({ body: { number: 5, title: '补贴申报', at: '2026-11-20T05:00:00Z', again: false } }),
    'GET /preferences': () => ({ body: { on: true, at: 1080, paused_until: null } }),
    'GET /me/consent': () => ({ body: said_.consent }),
    'GET /privacy': () => ({ body: { version: '2026-11', paragraphs: ['谁处理：您的用人单位。'] } }),
    'POST /me/consent': ({ body }) => {
      if (body.privacy_version !== '2026-11') return refusal(409, 'login.outdated_privacy', '《个人信息保护说明》有更新。')
      return { body: consent({ version: '2026-11', at: '2026-11-20T04:00:00Z', asked: false }) }
    },
    'PUT /preferences': ({ body }) => ({ body: { on: body.on, at: body.at || 1080, paused_until: null } }),
    'POST /logout': () => ({ status: 204 }),
  })
})

afterEach(() => place.close())

test('progress tells pace, forecast, what is missing, and the conditions of the next grade with their clauses', async () => {
  const text = said(await open('pages/progress/index'))
  expect(text).toContain('数控车工 → 中级工')
  expect(text).toContain('完成 29%，按进度应为 39%')
  expect(text).toContain('已确认 412 · 待确认 9 · 要求 1400 学时')
  expect(text).toContain('实操150/320 还差 170')
  expect(text).toContain('照现在的速度预计 2027-09 完成，比期限晚。')
  expect(text).toContain('还差：中期评估（2026-12-31）。')
  expect(text).toContain('○规定学时全部确认（二（三）1）')
  expect(text).toContain('✓已有初级工')
})

test('who has no agreement is told whom to ask', async () => {
  said_.trainings = []
  expect(said(await open('pages/progress/index'))).toContain('还没有培养协议。请联系单位管理员。')
})

test('a certificate that ran out is called so, and its link can be handed on', async () => {
  const page = await open('pages/certificates/index')
  expect(said(page)).toContain('学徒培训合格证书已过期JM-2026-0001')
  await act(page, '.copy')
  expect(phone.told).toEqual(['https://jiangmiao.example/v/abc', '链接已复制'])
  await act(page, '.show')
  expect(said(page)).toContain('扫码查看证书是否有效')
})

test('no certificate yet is no failure', async () => {
  said_.certificates = []
  expect(said(await open('pages/certificates/index'))).toContain('还没有证书。')
})

test('a message tells whether it is new, and a notice opens', async () => {
  const page = await open('pages/inbox/index')
  expect(said(page)).toContain('补贴申报新请在 12月31日前申报。11-20 12:00')
  expect(said(page)).toContain('还有 2 条新的，下拉查看')
  await act(page, '.message')
  expect(phone.opened).toEqual(['to /pages/notice/index?number=5'])
})

test('a notice that asks for it is acknowledged once', async () => {
  const page = await open('pages/notice/index', { number: '5' })
  await act(page, '.acknowledge')
  expect(said(page)).toContain('您已于 11-20 13:00 确认已阅。')
  expect(page.querySelector('.acknowledge')).toBeUndefined()
})

test('reminders are turned off, and their time is chosen', async () => {
  const page = await open('pages/me/index')
  expect(said(page)).toContain('提醒时间18:00')
  await act(page, '.time', 'change', { value: '20:30' })
  expect(place.asked.at(-1).body).toEqual({ on: true, at: 1230 })
  expect(said(page)).toContain('20:30')
  await act(page, '.turn', 'change', { value: false })
  expect(place.asked.at(-1).body).toEqual({ on: false })
})

test('a privacy text that changed is shown and agreed to anew', async () => {
  expect(said(await open('pages/me/index'))).toContain('个人信息保护说明有更新，请看')
  const page = await open('pages/privacy/index')
  expect(said(page)).toContain('谁处理：您的用人单位。')
  expect(said(page)).toContain('您同意过 2025-01 版，说明已有更新。')
  await act(page, '.agree')
  expect(place.asked.at(-1).body).toEqual({ privacy_version: '2026-11' })
  expect(said(page)).toContain('您已于 11-20 12:00 同意这一版。')
  expect(page.querySelector('.agree')).toBeUndefined()
})

test('who is under fourteen is told that a guardian consents, and has nothing to tap', async () => {
  said_.consent = consent({ version: '', at: null, guardian_missing: true, asked: false })
  const page = await open('pages/privacy/index')
  expect(said(page)).toContain('您未满 14岁，要由监护人同意')
  expect(page.querySelector('.agree')).toBeUndefined()
})

test('whoever leaves leaves nothing on the phone', async () => {
  const page = await open('pages/me/index')
  expect(said(page)).toContain(LIN.name)
  phone.modals = [{ confirm: true }]
  await act(page, '.logout')
  await settled()
  expect([...phone.storage.keys()].filter((name) => name !== 'outbox')).toEqual([])
  expect(phone.opened).toEqual(['relaunch /pages/bind/index?left=1'])
})
