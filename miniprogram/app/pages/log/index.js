const { client, outbox } = require('../../api/index')
const { agreed } = require('../../asking')
const drafts = require('../../draft')
const format = require('../../format')
const { homeOf, showTab } = require('../../tabs')
const { LOG, confirmers } = require('../../texts')

const HERE = 'pages/log/index'
// How many earlier contents are offered to tap.
const SUGGESTED = 4

const today = () => format.dayAt(Date.now())

/** An apprentice writes down hours and sees the latest ones. */
Component({
  behaviors: [require('../../behaviors/reading'), require('../../behaviors/writing')],

  data: { words: LOG, draft: {}, categories: [], lines: [], waiting: [], suggestions: [], said: null, reasoned: false },

  methods: {
    onLoad() {
      this.setDraft(drafts.read(today()))
    },

    async onShow() {
      this.showWaiting()
      await this.load()
      showTab(this)
    },

    path: () => '/hours',

    /** Whoever is no apprentice is led to their own page. The plan says what may be written. */
    async prepare() {
      const home = homeOf((await client.read('/me')).body)
      if (home !== HERE) {
        wx.switchTab({ url: `/${home}` })
        return false
      }
      const { categories } = (await client.read('/plan')).body
      this.setData({ categories: categories.map((code) => ({ code, word: format.category(code) })) })
      return true
    },

    shown(body, earlier) {
      const lines = [...(earlier ? earlier.lines : []), ...body.entries.map(format.line)]
      const contents = lines.map((one) => one.content.trim()).filter(Boolean)
      return {
        lines,
        suggestions: [...new Set(contents)].slice(0, SUGGESTED),
        sums: LOG.sums(format.hours(body.week_confirmed), format.hours(body.week_waiting)),
      }
    },

    setDraft(draft) {
      this.setData({ draft, day: format.longDay(draft.day), length: format.hours(draft.minutes), last: today() })
    },

    write(change) {
      const draft = { ...this.data.draft, ...change }
      drafts.keep(draft)
      this.setDraft(draft)
    },

    chooseDay({ detail }) {
      this.write({ day: detail.value })
    },

    step({ currentTarget }) {
      this.write({ minutes: drafts.stepped(this.data.draft.minutes, Number(currentTarget.dataset.steps)) })
    },

    chooseCategory({ currentTarget }) {
      this.write({ category: currentTarget.dataset.code })
    },

    writeContent({ detail }) {
      this.write({ content: detail.value })
    },

    suggest({ currentTarget }) {
      this.write({ content: currentTarget.dataset.content })
    },

    writeReason({ detail }) {
      this.write({ reason: detail.value })
    },

    submit() {
      const { day, minutes, category, content, reason } = this.data.draft
      if (!category) return this.setData({ trouble: LOG.choose })
      if (!content.trim()) return this.setData({ trouble: LOG.write })
      return this.log({ day, minutes, category, content: content.trim(), ...(reason.trim() ? { reason: reason.trim() } : {}) })
    },

    /** The same once more, though it was told a moment ago. */
    again() {
      return this.log({ ...this.told, again: true })
    },

    async log(told) {
      if (this.data.busy) return
      this.told = told
      this.setData({ said: null })
      const answer = await this.send('POST', '/hours', told)
      if (answer) this.logged(answer)
      this.showWaiting()
      if (answer || this.refused.open) return this.startAnew()
      if (this.refused.code === 'hours.reason_needed') this.setData({ reasoned: true })
    },

    logged(answer) {
      const { room } = answer
      this.setData({
        said: {
          first: LOG.logged(answer),
          then: LOG.room(format.hours(room.day_total), room.left ? format.hours(room.left) : '') + LOG.awaited(confirmers(answer)),
          twice: answer.twice,
        },
      })
      this.load()
    },

    startAnew() {
      this.setDraft(drafts.next(this.data.draft, today()))
      this.setData({ reasoned: false })
    },

    /** What has not been answered yet; after a while it goes again by itself. */
    showWaiting() {
      const waiting = outbox.waiting().filter((item) => item.method === 'POST' && item.path === '/hours')
      const words = ({ day, category, minutes, content }) =>
        `${format.shortDay(day)} ${format.category(category)} ${format.hours(minutes)} ${content}`
      this.setData({
        waiting: waiting.map(({ key, body }) => ({ key, words: words(body) })),
        waits: waiting.length ? LOG.waiting(waiting.length) : '',
      })
    },

    async discard({ currentTarget }) {
      if (!(await agreed(LOG.discardTitle, LOG.discard))) return
      outbox.discard(currentTarget.dataset.key)
      this.showWaiting()
    },

    open({ currentTarget }) {
      wx.navigateTo({ url: `/pages/entry/index?number=${currentTarget.dataset.number}` })
    },
  },
})
