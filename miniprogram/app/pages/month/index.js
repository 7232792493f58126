const { toast, words } = require('../../asking')
const drafts = require('../../draft')
const format = require('../../format')
const { MONTH } = require('../../texts')

// The service closes no week further back.
const MOST_WEEKS = 4

/** One's month by days: what is confirmed, waits, was returned, and where nothing was written. */
Component({
  behaviors: [require('../../behaviors/reading'), require('../../behaviors/writing')],

  data: { words: MONTH, weekdays: [...MONTH.weekdays], blanks: [], days: [], of: '', title: '', chosen: null },

  methods: {
    onShow() {
      return this.load()
    },

    path() {
      const { of } = this.data
      return of ? `/month?of=${of}` : '/month'
    },

    shown({ days, ...sums }) {
      const first = days[0].day
      const of = first.slice(0, 7)
      const today = format.dayAt(Date.now())
      return {
        of: this.data.of,
        title: MONTH.title(of),
        sums: MONTH.sums(format.hours(sums.confirmed), format.hours(sums.waiting), sums.missing),
        blanks: Array.from({ length: format.weekday(first) }, (_, index) => index),
        days: days.map((one) => cellOf(one, today)),
        before: format.monthAfter(of, -1),
        after: of < today.slice(0, 7) ? format.monthAfter(of, 1) : '',
        chosen: null,
      }
    },

    turn({ currentTarget }) {
      this.setData({ of: currentTarget.dataset.of })
      this.load()
    },

    choose({ currentTarget }) {
      this.setData({ chosen: this.data.days.find(({ day }) => day === currentTarget.dataset.day), trouble: '' })
    },

    /** 本周无训练: of the week of the chosen day, which is counted back from today, so it doesn't wait for a line. */
    async closeWeek() {
      const { weeksAgo } = this.data.chosen
      const reason = await words(MONTH.closeTitle, MONTH.closeHint)
      if (!reason || !(await this.sendNow('POST', '/weeks/close', { reason, weeks_ago: weeksAgo }))) return
      toast(MONTH.closedNow)
      await this.load()
    },

    /** The form is opened for this day. */
    write() {
      drafts.wish(this.data.chosen.day)
      wx.switchTab({ url: '/pages/log/index' })
    },
  },
})

function cellOf(one, today) {
  const { day, confirmed, waiting, returned } = one
  const minutes = confirmed + waiting + returned
  const state = returned ? 'returned' : waiting ? 'waiting' : confirmed ? 'confirmed' : one.missing ? 'missing' : one.closed ? 'closed' : ''
  const weeksAgo = format.weeksBetween(day, today)
  return {
    day,
    state,
    weeksAgo,
    closes: state === 'missing' && weeksAgo <= MOST_WEEKS,
    number: Number(day.slice(8)),
    today: day === today,
    past: day <= today,
    hours: minutes ? String(Math.round(minutes / 6) / 10) : '',
    mark: MONTH.marks[state] || '',
    said: `${format.longDay(day)}：${detail(one)}`,
  }
}

/** All that the day holds, in words. */
function detail({ confirmed, waiting, returned, missing, closed }) {
  const held = [[MONTH.confirmed, confirmed], [MONTH.waiting, waiting], [MONTH.returned, returned]]
  const words = held.filter(([, minutes]) => minutes).map(([word, minutes]) => `${word} ${format.hours(minutes)}`)
  return words.join('，') || (missing ? MONTH.missing : closed ? MONTH.closed : MONTH.nothing)
}
