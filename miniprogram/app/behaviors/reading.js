const { client } = require('../api/index')
const { moment } = require('../format')
const { PAGE } = require('../texts')

/**
 * A page that shows what the service answers. It has `path()`, the address, and `shown(body, earlier)`, its data;
 * `earlier` is the page's data when a next page is added. `empty` in what it shows says that there is nothing.
 * `prepare()`, where there is one, reads what else is needed; false leaves the page. `after()` shows what may come later. `query()` names the page's parameters, where it has some. `state` is loading, failed, empty or ready.
 */
module.exports = Behavior({
  behaviors: [require('./type')],

  data: { state: 'loading', message: '', note: '', next: null },

  methods: {
    async load() {
      try {
        if (this.prepare && !(await this.prepare())) return
        const { body, at, stale } = await client.read(this.path())
        const shown = this.shown(body, null)
        this.setData({
          ...shown,
          state: shown.empty ? 'empty' : 'ready',
          next: stale ? null : body.next || null,
          note: stale ? PAGE.stale(moment(at)) : '',
        })
        if (this.after) this.after()
      } catch (problem) {
        this.failed(problem)
      }
    },

    /** What is on the screen stays there; a page that shows nothing yet says why. */
    failed(problem) {
      if (problem.code === 'login.not_bound') {
        wx.reLaunch({ url: `/pages/bind/index?known=${problem.facts.known ? 1 : 0}&to=${encodeURIComponent(addressOf(this))}` })
      } else if (this.data.state === 'ready' || this.data.state === 'empty') {
        this.setData({ note: said(problem) })
      } else {
        this.setData({ state: 'failed', message: said(problem) })
      }
    },

    async retry() {
      this.setData({ state: 'loading' })
      await this.load()
    },

    async onPullDownRefresh() {
      await this.load()
      wx.stopPullDownRefresh()
    },

    async onReachBottom() {
      const { next, adding } = this.data
      if (!next || adding) return
      this.setData({ adding: true })
      try {
        const { body, stale } = await client.read(`${this.path()}?cursor=${next}`)
        if (!stale) this.setData({ ...this.shown(body, this.data), next: body.next || null })
      } catch (problem) {
        this.setData({ note: said(problem) })
      }
      this.setData({ adding: false })
    },
  },
})

/** A page with its parameters, to come back to. */
const addressOf = (page) => `/${page.is}${page.query ? `?${page.query()}` : ''}`

/** Something of our own that went wrong is not hidden behind a sentence of the service. */
function said(problem) {
  if (problem.name !== 'Problem') throw problem
  return problem.message
}
