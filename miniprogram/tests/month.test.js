const { act, open, phone, said, settled, town } = require('./stage')
const { apprentice, dayOf, days } = require('./answers')

const PAGE = 'pages/month/index'
const OCTOBER = days('2020-10', 31, {
  9: { confirmed: 210 }, 12: { confirmed: 60, waiting: 240 }, 13: { returned: 240 }, 14: { missing: true }, 19: { closed: true },
})

let place

beforeEach(async () => {
  place = await town({
    ...apprentice,
    'GET /month': () => ({ body: { days: OCTOBER, confirmed: 270, waiting: 240, missing: 1 } }),
    'GET /month?of=2020-09': () => ({ body: { days: days('2020-09', 30, {}), confirmed: 0, waiting: 0, missing: 0 } }),
  })
})

afterEach(() => place.close())

const { dayAt, daysBefore } = require('../app/format')
const ago = (count) => daysBefore(dayAt(Date.now()), count)

test('a week without training is closed with its reason', async () => {
  const missing = dayOf({ day: ago(14), missing: true })
  place.also({
    'GET /month': () => ({ body: { days: [missing], confirmed: 0, waiting: 0, missing: 1 } }),
    'POST /weeks/close': () => ({ body: { monday: '', sunday: '', again: false } }),
  })
  const page = await open(PAGE)
  page.instance.choose({ currentTarget: { dataset: { day: missing.day } } })
  await settled()
  phone.modals = [{ confirm: true, content: '停工' }]
  await act(page, '.close')
  expect(place.asked.find((one) => one.path === '/weeks/close').body).toEqual({ reason: '停工', weeks_ago: 2 })
  expect(phone.told.at(-1)).toBe('已记下，这一周无训练。')
})

const day = (page, number) => page.data.days[number - 1]

test('a month begins under its weekday and says of each day what it holds', async () => {
  const page = await open(PAGE)
  expect(said(page)).toContain('2020年10月')
  expect(said(page)).toContain('已确认 4.5小时 · 待确认 4小时 · 缺 1天')
  // The first of October 2020 was a Thursday.
  expect(page.data.blanks).toHaveLength(3)
  expect([9, 12, 13, 14, 19, 20].map((number) => [day(page, number).hours, day(page, number).mark])).toEqual([
    ['3.5', '确认'], ['5', '待'], ['4', '退回'], ['', '缺'], ['', '休'], ['', ''],
  ])
  expect(day(page, 12).said).toBe('10月12日 周一：已确认 1小时，待确认 4小时')
})

test('other months are a tap away', async () => {
  const page = await open(PAGE)
  await act(page, '.before')
  expect(said(page)).toContain('2020年9月')
  expect(page.data.after).toBe('2020-10')
})

test('a day without hours is written down from here', async () => {
  const page = await open(PAGE)
  page.instance.choose({ currentTarget: { dataset: { day: '2020-10-14' } } })
  await settled()
  expect(said(page)).toContain('10月14日 周三：工作日，没有记录。')
  await act(page, '.write')
  expect(phone.opened).toEqual(['tab /pages/log/index'])
  const drafts = require('node:path').resolve(__dirname, '../build/app/draft')
  expect([require(drafts).takeWish(), require(drafts).takeWish()]).toEqual(['2020-10-14', ''])
})
