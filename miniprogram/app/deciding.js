/** What a mentor's two pages share. */
const { chosen, words } = require('./asking')
const format = require('./format')
const { QUEUE, RETURN_REASONS } = require('./texts')

/** An entry as a mentor's line; `key` names the revision on the screen. */
function lineOf(line) {
  return {
    ...format.line(line),
    key: `${line.entry_id}-${line.revision}`,
    instead: line.instead_of ? QUEUE.instead(line.instead_of) : '',
  }
}

/** What says to the service which revision was seen; `proof` that it was opened. */
const seenOf = ({ entry_id, revision }, proof) => ({ entry_id, revision, ...(proof ? { proof } : {}) })

/** The lines of an answer that were decided. */
const done = ({ outcomes }) => outcomes.filter((one) => !one.obstacle)

/** A canned reason or own words; null where the person let it be. */
async function reasonToReturn() {
  const reason = await chosen([...RETURN_REASONS, QUEUE.other])
  return reason === QUEUE.other ? words(QUEUE.returnTitle, QUEUE.otherHint) : reason
}

module.exports = { done, lineOf, reasonToReturn, seenOf }
