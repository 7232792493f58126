/** An entry's history in words. */
const format = require('./format')
const { ENTRY, FIELDS } = require('./texts')

const shown = {
  minutes: format.hours,
  starts: format.clock,
  ends: format.clock,
  category: format.category,
  work_date: format.longDay,
}

const worded = (field, value) => (value === null || value === '' ? '（空）' : (shown[field] || String)(value))

/** 时长：4小时 → 3小时. */
const compared = ({ field, before, after }) =>
  `${FIELDS[field] || field}：${worded(field, before)} → ${worded(field, after)}`

/** Who decided what, when, and why. */
const signature = ({ decision, signer, instead_of: instead, reason, decided_at: at }) => ({
  who: ENTRY.signed(decision, signer) + (instead ? ENTRY.instead(instead) : ''),
  reason,
  at: format.moment(at),
})

/** What became of its words: changed, left as they were when a confirmation was taken back, withdrawn. */
const history = (revisions, withdrawn) => [
  ...revisions.map(replaced),
  ...(withdrawn ? [{ title: ENTRY.withdrawnBy(withdrawn.by, format.moment(withdrawn.at)), lines: [] }] : []),
]

const replaced = ({ revision, changes, undone_by: by, replaced_at: at }) => ({
  title: by ? ENTRY.undone(by, format.moment(at)) : ENTRY.replaced(revision),
  lines: changes.map(compared),
})

module.exports = { compared, history, signature }
