const PLACE = 'draft'
const HALF_HOUR = 30
const LONGEST = 12 * 60
const DAY = 24 * 60

/** What is being written, kept on the phone with each change. `starts` and `ends` are minutes of the day or null. */
const fresh = (today) => ({
  day: today, minutes: 4 * 60, category: '', content: '', reason: '', starts: null, ends: null, photos: [],
})
const stored = () => wx.getStorageSync(PLACE) || {}
const keep = (draft) => wx.setStorageSync(PLACE, draft)
const forget = () => wx.removeStorageSync(PLACE)

/** A draft without words is of today, whenever it was begun. */
function read(today) {
  const kept = { ...fresh(today), ...stored() }
  return kept.content ? kept : { ...kept, day: today }
}

/** The next entry is likely of the same kind, and of today. */
function next({ minutes, category }, today) {
  const draft = { ...fresh(today), minutes, category }
  keep(draft)
  return draft
}

let wished = ''

/** The day that another page asks the form for; it is told once. */
const wish = (day) => (wished = day)
function takeWish() {
  const day = wished
  wished = ''
  return day
}

/** What a rule refused later is there to be mended, unless something else is being written. */
function giveBack(told, photos) {
  if (stored().content) return false
  keep({ ...fresh(told.day), ...told, photos })
  return true
}

/** The pictures that go with what is being written. */
const photos = () => stored().photos || []

/** Minutes between the times, over midnight too; 0 where one is not said. */
function between({ starts, ends }) {
  if (starts === null || ends === null) return 0
  return ends > starts ? ends - starts : ends + DAY - starts
}

/** One time is said and the other is not. */
const half = ({ starts, ends }) => (starts === null) !== (ends === null)

/** As long as the times say, so far as one entry may be. */
const timed = (draft) => ({ ...draft, minutes: Math.min(between(draft), LONGEST) || draft.minutes })

/** Half an hour more or less; an entry has at most `most` minutes, twelve hours or what lies between its times. */
const stepped = (minutes, steps, most) =>
  Math.min(Math.max(minutes + steps * HALF_HOUR, HALF_HOUR), most || LONGEST, LONGEST)

module.exports = { between, forget, giveBack, half, keep, next, photos, read, stepped, takeWish, timed, wish }
