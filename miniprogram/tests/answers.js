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

const TRAINING = {
  occupation: '数控车工', target_grade: 3, programme: 'student_apprenticeship', employer: '海晟智能装备', lesson_minutes: 45,
  progress: {
    lines: [{ category: 'practice', required: 14400, confirmed: 6750, waiting: 0, missing: 7650 }],
    starts_on: '2026-07-01', ends_on: '2027-06-30', required: 63000, confirmed: 18540, waiting: 405, missing: 44460,
    done_percent: 29, expected_percent: 39, forecast: '2027-09-03', out_of_reach: 0,
  },
  due: [{ kind: 'midterm', day: '2026-12-31' }],
  passed: [],
}
const GRADES = {
  held: 2, ladder: [], records: [],
  nexts: [{
    occupation: '数控车工', grade: 3, name: '', levels: [],
    ways: [{ way: 'assessment', source: '粤人社规〔2022〕26号 二（三）1', met: false, conditions: [
      { condition: 'hours', passed: false, words: '规定学时全部确认', clause: '二（三）1' },
      { condition: 'grade', passed: true, words: '已有初级工', clause: '' },
    ] }],
  }],
}
const CERTIFICATE = {
  number: 'JM-2026-0001', kind: 'k', title: '学徒培训合格证书', state: 'valid', state_reason: '', issued_on: '2026-06-30',
  expires_on: '2026-07-01', replaced_by: '', url: 'https://jiangmiao.example/v/abc',
}
const ITEM = { kind: 'notice', title: '补贴申报', text: '请在 12月31日前申报。', at: '2026-11-20T04:00:00Z', new: true, mark: 'unread', notice: 5 }
const NOTICE = {
  number: 5, title: '补贴申报', body: '请在 12月31日前申报。', author: '周敏', sent_at: '2026-11-20T04:00:00Z',
  needs_acknowledgement: true, acknowledged_at: null, cancelled: false,
}

const consent = (facts) => ({
  version: '2025-01', at: '2025-02-01T04:00:00Z', current: '2026-11', guardian: '', guardian_missing: false, asked: true, ...facts,
})

/** A day of the month, and all of a month's; `facts` by the day's number. */
const dayOf = (facts) => ({ confirmed: 0, waiting: 0, returned: 0, missing: false, closed: false, ...facts })
const days = (month, count, facts) =>
  Array.from({ length: count }, (_, index) =>
    dayOf({ day: `${month}-${String(index + 1).padStart(2, '0')}`, ...facts[index + 1] }),
  )

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

module.exports = {
  CERTIFICATE, GRADES, ITEM, LIN, NOTICE, TRAINING, WANG,
  apprentice, consent, dayOf, days, entry, hours, line, logged, outcome, photo, refusal,
}
