const { toast, words } = require('../../asking')
const { done, lineOf, reasonToReturn, seenOf } = require('../../deciding')
const { compared } = require('../../thread')
const { QUEUE } = require('../../texts')

/** One entry that waits, in full, with what an amendment changed. */
Component({
  behaviors: [require('../../behaviors/reading'), require('../../behaviors/writing'), require('../../behaviors/album')],

  data: { words: QUEUE, line: {}, changes: [], obstacles: [], open: false },

  methods: {
    onLoad({ entry }) {
      this.entry = entry
      return this.load()
    },

    query() {
      return `entry=${this.entry}`
    },

    path() {
      return `/queue/${this.entry}`
    },

    shown({ line, photos = [], compared: found, decision, decided_by: by, right, proof }) {
      Object.assign(this, { proof, right, photos })
      return {
        line: lineOf(line),
        changes: found ? found.changes.map(compared) : [],
        decided: decision && line.status !== 'submitted' ? QUEUE.seen(by, decision) : '',
        open: line.status === 'submitted',
      }
    },

    after() {
      return this.showPhotos(this.photos)
    },

    /** An administrator confirms with a reason. */
    async confirm() {
      const byAdministrator = this.right === 'administrator'
      const reason = byAdministrator ? await words(QUEUE.reasonTitle, QUEUE.reasonHint) : ''
      if (byAdministrator && !reason) return
      await this.decide('/queue/confirm', reason ? { reason } : {}, QUEUE.confirmed)
    },

    async giveBack() {
      const reason = await reasonToReturn()
      if (reason) await this.decide('/queue/return', { reason }, QUEUE.returned)
    },

    async decide(path, facts, said) {
      const decided = await this.send('POST', path, { lines: [seenOf(this.data.line, this.proof)], ...facts })
      if (!decided) return
      const obstacles = decided.outcomes.filter((one) => one.obstacle && !one.again).map(QUEUE.obstacle)
      this.setData({ obstacles })
      if (obstacles.length) return this.load()
      toast(said(done(decided).length || 1))
      wx.navigateBack()
    },
  },
})
