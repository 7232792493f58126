const random = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0')

/** A name that no other write of this person has, made at `now` (milliseconds); it is no secret. */
const newKey = (now) => `${now.toString(36)}-${random()}${random()}`

module.exports = { newKey }
