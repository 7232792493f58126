const { act, open, phone, said, town } = require('./stage')
const { apprentice, entry, refusal } = require('./answers')

const PAGE = 'pages/entry/index'
const thread = (facts, more) => ({
  entry: entry(facts),
  revisions: [],
  signatures: [],
  disputes: [],
  evidence: 0,
  mentors: [{ name: '王建国', deputy_name: null }],
  school: false,
  ...more,
})

let place, held

beforeEach(async () => {
  held = thread({})
  place = await town({
    ...apprentice,
    'GET /hours/128': () => ({ body: held }),
    'POST /hours/128/amend': () => answer(),
    'POST /hours/128/withdraw': () => ({ body: { entry: entry({ status: 'withdrawn' }), again: false } }),
    'POST /hours/128/press': () => refusal(422, 'hours.too_early_to_press', '等满 3天才能催办。'),
  })
})

afterEach(() => place.close())

let answer
const last = (path) => place.asked.filter((one) => one.path === path).at(-1)

test('a returned entry shows who returned it, why, and what was changed', async () => {
  held = thread(
    { status: 'returned', revision: 2 },
    {
      signatures: [
        { revision: 1, decision: 'returned', reason: '时间不符', signer: '王建国', role: 'mentor', instead_of: '陈志明', decided_at: '2026-11-20T10:05:00Z' },
      ],
      revisions: [
        { revision: 1, status: 'returned', facts: {}, replaced_at: '2026-11-20T10:06:00Z', changes: [{ field: 'minutes', before: 240, after: 180 }] },
      ],
    },
  )
  const page = await open(PAGE, { number: '128' })
  expect(said(page)).toContain('已退回')
  expect(said(page)).toContain('王建国 退回（代 陈志明）11-20 18:05时间不符')
  expect(said(page)).toContain('时长：4小时 → 3小时')
})

test('an edit sends what was changed and the version that was seen', async () => {
  answer = () => ({ body: {} })
  const page = await open(PAGE, { number: '128' })
  await act(page, '.edit')
  await act(page, '.less')
  await act(page, '.amend')
  expect(last('/hours/128/amend').body).toEqual({ version: { revision: 1, status: 'submitted' }, minutes: 210 })
  expect(phone.told).toEqual(['已改，重新等待确认。'])
})

test('an edit of what changed meanwhile shows the new entry, keeps what was typed and names the new version next', async () => {
  answer = () => {
    held = thread({ status: 'confirmed' })
    return refusal(409, 'hours.changed_meanwhile', '刚刚有变化。', {})
  }
  const page = await open(PAGE, { number: '128' })
  await act(page, '.edit')
  await act(page, '.less')
  await act(page, '.amend')
  expect(said(page)).toContain('这条记录刚刚有变化，已换成最新的。请核对后再改。')
  expect(said(page)).toContain('已确认')
  answer = () => ({ body: {} })
  await act(page, '.amend')
  expect(last('/hours/128/amend').body).toEqual({ version: { revision: 1, status: 'confirmed' }, minutes: 210 })
})

test('nothing is withdrawn without being asked', async () => {
  const page = await open(PAGE, { number: '128' })
  await act(page, '.withdraw')
  expect(last('/hours/128/withdraw')).toBeUndefined()
  phone.modals = [{ confirm: true }]
  await act(page, '.withdraw')
  expect(phone.told.at(-1)).toBe('已撤回。')
})

test('pressing too early is told as the service tells it', async () => {
  const page = await open(PAGE, { number: '128' })
  await act(page, '.press')
  expect(said(page)).toContain('等满 3天才能催办。')
})
