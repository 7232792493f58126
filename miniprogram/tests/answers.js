/** What the service says of the cast of the tests, as /api/v1 says it. */

const LIN = { name: '林子轩', roles: [{ role: 'apprentice', organization: 1 }] }
const WANG = { name: '王建国', roles: [{ role: 'mentor', organization: 1 }] }

const entry = (facts) => ({
  number: 128,
  revision: 1,
  status: 'submitted',
  day: '2026-11-20',
  minutes: 240,
  starts: null,
  ends: null,
  category: 'practice',
  place: '',
  content: '车床外圆',
  late_reason: '',
  flags: [],
  entered_at: '2026-11-20T04:00:00Z',
  waiting_since: '2026-11-20T04:00:00Z',
  ...facts,
})

const hours = (...entries) => ({ entries, next: null, week_confirmed: 60, week_waiting: 240, waiting: 240, reversed: {} })

const logged = (facts) => ({
  ...entry({ number: 129 }),
  lesson_minutes: 45,
  room: { day_total: 360, left: 120 },
  mentors: [{ name: '王建国', deputy_name: null }],
  school: true,
  twice: false,
  ...facts,
})

const line = (facts) => ({
  ...entry({}),
  entry_id: 7,
  name: '林子轩',
  instead_of: '',
  ...facts,
})

const outcome = (of, obstacle = null) => ({ line: of, obstacle, decided_by: '陈志明', again: false })

const refusal = (status, code, message, facts = {}) => ({ status, body: { code, message, facts } })

/** A picture that the service keeps. */
const photo = (facts) => ({ id: 5, kind: 'image', received_at: '2026-11-20T04:00:00Z', state: 'here', ...facts })

/** The answers that every page of an apprentice needs. */
const apprentice = {
  'GET /me': () => ({ body: LIN }),
  'GET /plan': () => ({ body: { categories: ['theory', 'practice'], lesson_minutes: 45 } }),
  'GET /hours': () => ({ body: hours(entry({})) }),
  'GET /subscriptions': () => ({ body: { templates: { hours_decided: 'T1', hours_to_confirm: 'T2' } } }),
}

module.exports = { LIN, WANG, apprentice, entry, hours, line, logged, outcome, photo, refusal }
