const PLACE = 'draft'
const HALF_HOUR = 30
const LONGEST = 12 * 60

/** What is being written, kept on the phone with each change. */
const fresh = (today) => ({ day: today, minutes: 4 * 60, category: '', content: '', reason: '' })
const keep = (draft) => wx.setStorageSync(PLACE, draft)

/** A draft without words is of today, whenever it was begun. */
function read(today) {
  const kept = { ...fresh(today), ...(wx.getStorageSync(PLACE) || {}) }
  return kept.content ? kept : { ...kept, day: today }
}

/** The next entry is likely of the same kind, and of today. */
function next({ minutes, category }, today) {
  const draft = { ...fresh(today), minutes, category }
  keep(draft)
  return draft
}

/** Half an hour more or less; an entry has at most twelve hours. */
const stepped = (minutes, steps) => Math.min(Math.max(minutes + steps * HALF_HOUR, HALF_HOUR), LONGEST)

module.exports = { keep, next, read, stepped }
