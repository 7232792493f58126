/** Numbers, days and codes as people say them. Minutes throughout; days are ISO dates, instants are UTC. */
const { CATEGORIES, STATUSES, FLAGS } = require('./texts')

const MINUTE = 60 * 1000
const DAY = 24 * 60 * MINUTE
const SHANGHAI = 8 * 60 * MINUTE
// What WeChat calls letters of normal size, in px, and how far our layout goes along.
const NORMAL_TYPE = 16
const MOST_ENLARGED = 1.5
const WEEKDAYS = '日一二三四五六'

/** 240 → 4小时, 90 → 1.5小时, 80 → 1小时20分, 20 → 20分钟. */
function hours(minutes) {
  const sign = minutes < 0 ? '-' : ''
  const all = Math.abs(minutes)
  const [whole, rest] = [Math.floor(all / 60), all % 60]
  if (rest === 0) return `${sign}${whole}小时`
  if (whole && rest === 30) return `${sign}${whole}.5小时`
  return whole ? `${sign}${whole}小时${rest}分` : `${sign}${rest}分钟`
}

/** 学时 rounded down, so that one missing minute never looks done. */
const lessonsAtMost = (minutes, per) => tenths(Math.floor((minutes * 10) / per))
/** 学时 rounded up, so that one missing minute is seen. */
const lessonsAtLeast = (minutes, per) => tenths(Math.ceil((minutes * 10) / per))
/** 240 → 5.3, 180 → 4. */
const lessons = (minutes, per) => tenths(Math.round((minutes * 10) / per))
const tenths = (count) => String(count / 10)

/** 11月20日 周五. */
function longDay(day) {
  const at = new Date(`${day}T00:00:00Z`)
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日 周${WEEKDAYS[at.getUTCDay()]}`
}

/** 11-20. */
const shortDay = (day) => day.slice(5)
/** 510 → 8:30. */
const clock = (minute) => `${Math.floor(minute / 60) % 24}:${String(minute % 60).padStart(2, '0')}`
/** 0 for Monday to 6 for Sunday. */
const weekday = (day) => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
/** Whole weeks, Monday to Sunday, from a day to a later one; 0 within the same week. */
const weeksBetween = (day, later) => Math.round((mondayOf(later) - mondayOf(day)) / (7 * DAY))
const mondayOf = (day) => Date.parse(`${day}T00:00:00Z`) - weekday(day) * DAY
/** 2026-11 and one month on: 2026-12. */
function monthAfter(of, count) {
  const [year, month] = of.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + count, 1)).toISOString().slice(0, 7)
}
/** 08:30 → 510. */
const minuteOf = (time) => time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
/** 8:30-12:00, or nothing where only a duration was given. */
const span = (starts, ends) => (starts === null || ends === null ? '' : `${clock(starts)}-${clock(ends)}`)
/** The day in Shanghai at this moment (milliseconds). */
const dayAt = (now) => new Date(now + SHANGHAI).toISOString().slice(0, 10)
const daysBefore = (day, count) => new Date(Date.parse(`${day}T00:00:00Z`) - count * DAY).toISOString().slice(0, 10)
/** 11-20 18:05, from an instant or milliseconds. */
const moment = (at) => new Date(new Date(at).getTime() + SHANGHAI).toISOString().slice(5, 16).replace('T', ' ')

/** How much larger than normal letters of this size (px) are; what no phone tells is normal. */
const enlarged = (size = NORMAL_TYPE) => Math.min(Math.max(size / NORMAL_TYPE, 1), MOST_ENLARGED)

const category = (code) => CATEGORIES[code] || code
const flags = (raised) => raised.map((flag) => FLAGS[flag] || flag).join('、')
/** The word of a status and the colour of its tag. */
const status = (code) => STATUSES[code] || { word: code, theme: 'default' }

/** An entry as a line shows it. */
function line(entry) {
  const { word, theme } = status(entry.status)
  const times = span(entry.starts, entry.ends)
  return {
    ...entry,
    when: longDay(entry.day),
    what: [category(entry.category), hours(entry.minutes), times].filter(Boolean).join(' · '),
    why: flags(entry.flags),
    word,
    theme,
  }
}

module.exports = {
  category, clock, dayAt, daysBefore, enlarged, flags, hours, lessons, lessonsAtLeast, lessonsAtMost, line, longDay, minuteOf, moment,
  monthAfter, shortDay, span, status, weekday, weeksBetween,
}
