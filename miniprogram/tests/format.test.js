/** @jest-environment node */
const format = require('../app/format')
const drafts = require('../app/draft')

test.each([[240, '4小时'], [90, '1.5小时'], [80, '1小时20分'], [20, '20分钟'], [-60, '-1小时']])('%i minutes are %s', (minutes, words) => {
  expect(format.hours(minutes)).toBe(words)
})

test('one missing minute never looks done', () => {
  expect([format.lessonsAtMost(8999, 45), format.lessonsAtLeast(1, 45), format.lessons(240, 45)]).toEqual(['199.9', '0.1', '5.3'])
})

test("a day is Shanghai's", () => {
  expect(format.dayAt(Date.parse('2026-11-20T16:30:00Z'))).toBe('2026-11-21')
  expect(format.moment('2026-11-20T16:30:00Z')).toBe('11-21 00:30')
  expect(format.longDay('2026-11-20')).toBe('11月20日 周五')
})

test('a length goes by half hours, from half an hour to twelve hours', () => {
  expect([drafts.stepped(30, -1), drafts.stepped(240, 1), drafts.stepped(720, 1)]).toEqual([30, 270, 720])
})

test('weeks are counted from Monday to Sunday', () => {
  expect([['2026-11-16', '2026-11-22'], ['2026-11-15', '2026-11-16'], ['2026-10-20', '2026-11-21']].map((pair) => format.weeksBetween(...pair))).toEqual([0, 1, 4])
})

test("letters go along with WeChat's own size, up to half as large again", () => {
  expect([undefined, 12, 16, 20, 32].map((size) => format.enlarged(size))).toEqual([1, 1, 1, 1.25, 1.5])
})
