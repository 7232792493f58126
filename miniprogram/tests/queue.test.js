const { act, open, phone, said, town } = require('./stage')
const { line, outcome, photo, refusal } = require('./answers')

const PAGE = 'pages/queue/index'
const FIRST = line({})
const FLAGGED = line({ entry_id: 8, number: 129, name: '黄雨桐', minutes: 420, flags: ['long'] })

let place, waiting, decided

beforeEach(async () => {
  waiting = [FIRST, FLAGGED]
  decided = () => ({ outcomes: [outcome(FIRST)], undo_until: '2026-11-20T04:00:10Z' })
  place = await town({
    'GET /queue': () => ({ body: { lines: waiting, next: null, total: waiting.length, waited: 2 } }),
    'GET /subscriptions': () => ({ body: { templates: {} } }),
    'POST /queue/confirm': () => ({ body: decided() }),
    'POST /queue/return': () => ({ body: { outcomes: [outcome(FIRST)], undo_until: null } }),
    'POST /queue/undo': () => ({ body: { count: 1 } }),
    'GET /photos/5': () => ({ raw: 'a lathe' }),
    'GET /queue/8': () => ({
      body: {
        line: FLAGGED, evidence: 1, photos: [photo()], decision: null, decided_by: '', right: 'mentor', proof: '8:1.sealed',
        compared: { revision: 1, status: 'returned', changes: [{ field: 'content', before: '', after: '装配' }] },
      },
    }),
  })
})

afterEach(() => place.close())

const sent = (path) => place.asked.filter((one) => one.path === path && one.body).map((one) => one.body)

test('the queue says how many wait, since when, and what must be opened', async () => {
  const page = await open(PAGE)
  expect(said(page)).toContain('2 条待确认，最早已等 2 天')
  expect(said(page)).toContain('⚑ 连续超过6小时无休息，请点开查看')
  expect(page.querySelectorAll('.tick')).toHaveLength(1)
})

test('what is ticked is confirmed in the revision that was seen, and can be taken back', async () => {
  const page = await open(PAGE)
  await act(page, '.tick')
  expect(said(page)).toContain('确认所选 1 条')
  await act(page, '.confirm')
  expect(sent('/queue/confirm')).toEqual([{ lines: [{ entry_id: 7, revision: 1 }] }])
  expect(said(page)).toContain('已确认 1 条')
  await act(page, '.undo')
  expect(sent('/queue/undo')).toEqual([{ lines: [{ entry_id: 7, revision: 1 }] }])
  expect(phone.told).toEqual(['已撤销，1 条重新等待确认。'])
})

test('all means all that need not be opened', async () => {
  const page = await open(PAGE)
  await act(page, '.all')
  expect(page.data.count).toBe(1)
})

test('a line that another decided or the apprentice amended is told, not hidden', async () => {
  decided = () => ({ outcomes: [outcome(line({ status: 'confirmed' }), 'decided')], undo_until: null })
  const page = await open(PAGE)
  await act(page, '.tick')
  await act(page, '.confirm')
  expect(said(page)).toContain('林子轩 11-20：已由陈志明确认。')
  expect(page.querySelector('.undo')).toBeUndefined()
})

test('a tick does not outlive the revision it was put on', async () => {
  const page = await open(PAGE)
  await act(page, '.tick')
  waiting = [line({ revision: 2 })]
  await page.instance.load()
  expect(page.data.count).toBe(0)
})

test('a return bears a reason, canned or own', async () => {
  const page = await open(PAGE)
  await act(page, '.tick')
  phone.choices = [1]
  await act(page, '.return')
  await act(page, '.tick')
  Object.assign(phone, { choices: [4], modals: [{ confirm: true, content: ' 请写清楚 ' }] })
  await act(page, '.return')
  expect(sent('/queue/return').map((one) => one.reason)).toEqual(['时间不符', '请写清楚'])
})

test('a return without a reason is not sent', async () => {
  const page = await open(PAGE)
  await act(page, '.tick')
  await act(page, '.return')
  expect(sent('/queue/return')).toEqual([])
})

test('nothing waiting is said so', async () => {
  waiting = []
  expect(said(await open(PAGE))).toContain('现在没有待确认的学时。')
})

test('an opened entry shows what was amended and its pictures, and its proof goes with the decision', async () => {
  const page = await open('pages/opened/index', { entry: '8' })
  expect(said(page)).toContain('内容：（空） → 装配')
  expect(phone.files.get(page.data.tiles[0].src).toString()).toBe('a lathe')
  decided = () => ({ outcomes: [outcome(FLAGGED)], undo_until: null })
  await act(page, '.confirm')
  expect(sent('/queue/confirm')).toEqual([{ lines: [{ entry_id: 8, revision: 1, proof: '8:1.sealed' }] }])
  expect(phone.opened).toEqual(['back'])
})

test('who may not see the queue is told why', async () => {
  await place.close()
  place = await town({ 'GET /queue': () => refusal(403, 'signing.only_mentors', '只有导师可以确认学时。') })
  expect(said(await open(PAGE))).toContain('只有导师可以确认学时。')
})
