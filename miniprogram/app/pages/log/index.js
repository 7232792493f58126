const { client, outbox } = require('../../api/index')
const { deliver } = require('../../api/deliver')
const { agreed } = require('../../asking')
const format = require('../../format')
const { homeOf, showTab } = require('../../tabs')
const { LOG, confirmers } = require('../../texts')

const HERE = 'pages/log/index'
// How many earlier contents are offered to tap.
const SUGGESTED = 4

/** An apprentice writes down hours and sees the latest ones. */
Component({
  behaviors: [
    require('../../behaviors/reading'),
    require('../../behaviors/writing'),
    require('../../behaviors/album'),
    require('../../behaviors/drafting'),
  ],

  data: { words: LOG, categories: [], lines: [], waiting: [], waits: '', suggestions: [], said: null, reasoned: false },

  methods: {
    onLoad() {
      this.begin()
    },

    async onShow() {
      this.resume()
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

    submit() {
      const told = this.told()
      if (typeof told === 'string') return this.setData({ trouble: told })
      return this.log(told, this.data.draft.photos)
    },

    /** The same once more, though it was told a moment ago; its pictures are with the first. */
    again() {
      return this.log({ ...this.last, again: true }, [])
    },

    async log(told, photos) {
      if (this.data.busy) return
      this.last = told
      this.setData({ said: null })
      const answer = await this.send('POST', '/hours', told, photos)
      if (answer || this.refused.open) this.startAnew()
      this.showWaiting()
      if (answer) return this.logged(answer)
      if (this.refused.code === 'hours.reason_needed') this.setData({ reasoned: true })
    },

    /** The pictures go when the entry is known. */
    async logged(answer) {
      const { room } = answer
      this.setData({
        said: {
          first: LOG.logged(answer),
          then: LOG.room(format.hours(room.day_total), room.left ? format.hours(room.left) : '') + LOG.awaited(confirmers(answer)),
          twice: answer.twice,
        },
      })
      await this.load()
      await deliver()
      this.showWaiting()
    },

    /** What has not been answered yet; after a while it goes again by itself. */
    showWaiting() {
      const all = outbox.waiting()
      const waiting = all.filter((item) => item.method === 'POST' && item.path === '/hours')
      const words = ({ day, category, minutes, content }) =>
        `${format.shortDay(day)} ${format.category(category)} ${format.hours(minutes)} ${content}`
      this.setData({
        waiting: waiting.map(({ key, body }) => ({ key, words: words(body) })),
        waits: LOG.waiting(waiting.length, all.filter((item) => item.file).length),
      })
    },

    sentOne() {
      this.showWaiting()
    },

    async discard({ currentTarget }) {
      if (!(await agreed(LOG.discardTitle, LOG.discard))) return
      outbox.discard(currentTarget.dataset.key)
      this.showWaiting()
    },

    openMonth() {
      wx.navigateTo({ url: '/pages/month/index' })
    },

    open({ currentTarget }) {
      wx.navigateTo({ url: `/pages/entry/index?number=${currentTarget.dataset.number}` })
    },
  },
})
