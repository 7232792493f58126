const { toast } = require('../../asking')
const { done, lineOf, reasonToReturn, seenOf } = require('../../deciding')
const { showTab } = require('../../tabs')
const { QUEUE } = require('../../texts')

// The service takes back a confirmation for ten seconds; the way there takes some of them.
const UNDO_SECONDS = 8

const counted = (ticked) => ({ ticked, count: Object.keys(ticked).length, confirms: QUEUE.confirm(Object.keys(ticked).length) })

/** What waits for a mentor: tick and confirm; what is flagged is opened first. */
Component({
  behaviors: [require('../../behaviors/reading'), require('../../behaviors/writing')],

  data: { words: QUEUE, lines: [], ticked: {}, count: 0, undo: [], said: '', obstacles: [] },

  lifetimes: {
    detached() {
      clearTimeout(this.closing)
    },
  },

  methods: {
    onShow() {
      showTab(this)
      return this.load()
    },

    path: () => '/queue',

    /** Ticks stay on lines whose revision is still the one that was seen. */
    shown(body, earlier) {
      const lines = [...(earlier ? earlier.lines : []), ...body.lines.map(lineOf)]
      const ticked = Object.fromEntries(lines.filter((one) => this.data.ticked[one.key]).map((one) => [one.key, true]))
      return { lines, empty: !lines.length, head: QUEUE.head(body.total, body.waited), ...counted(ticked) }
    },

    tick({ currentTarget }) {
      const { key } = currentTarget.dataset
      const { [key]: was, ...others } = this.data.ticked
      this.setData(counted(was ? others : { ...others, [key]: true }))
    },

    tickAll() {
      const free = this.data.lines.filter((one) => !one.flags.length)
      this.setData(counted(Object.fromEntries(free.map((one) => [one.key, true]))))
    },

    open({ currentTarget }) {
      wx.navigateTo({ url: `/pages/opened/index?entry=${currentTarget.dataset.entry}` })
    },

    seen() {
      return this.data.lines.filter((one) => this.data.ticked[one.key]).map((one) => seenOf(one))
    },

    async confirm() {
      const lines = this.seen()
      if (!lines.length) return
      const decided = await this.send('POST', '/queue/confirm', { lines })
      if (!decided) return
      this.decided(decided, QUEUE.confirmed)
      if (decided.undo_until) this.offerUndo(done(decided).map((one) => seenOf(one.line)))
      await this.load()
    },

    async giveBack() {
      const lines = this.seen()
      const reason = lines.length ? await reasonToReturn() : null
      if (!reason) return
      const decided = await this.send('POST', '/queue/return', { lines, reason })
      if (!decided) return
      this.decided(decided, QUEUE.returned)
      await this.load()
    },

    decided(decided, said) {
      const obstacles = decided.outcomes.filter((one) => one.obstacle && !one.again).map(QUEUE.obstacle)
      const count = done(decided).length
      this.setData({ obstacles, said: count ? said(count) : '', undo: [], ...counted({}) })
    },

    offerUndo(undo) {
      this.setData({ undo })
      clearTimeout(this.closing)
      this.closing = setTimeout(() => this.setData({ undo: [], said: '' }), UNDO_SECONDS * 1000)
    },

    async undo() {
      const lines = this.data.undo
      clearTimeout(this.closing)
      this.setData({ undo: [], said: '' })
      const answer = await this.sendNow('POST', '/queue/undo', { lines })
      if (answer) toast(QUEUE.undone(answer.count))
      await this.load()
    },
  },
})
