const { client, outbox } = require('../api/index')
const { newKey } = require('../api/key')
const { SENDING } = require('../texts')

/** A page that changes something: `busy` while it is on its way, `trouble` and `refused` where it was refused, or `kept` for later. */
module.exports = Behavior({
  data: { busy: false, trouble: '', kept: false },

  methods: {
    /** The answer; null where there is none. What was not answered goes again later, by itself, with its pictures. */
    send(method, path, body, photos) {
      return this.sent(() => outbox.send(method, path, body, photos), SENDING.kept)
    },

    /** The same for what makes sense only now. */
    sendNow(method, path, body) {
      return this.sent(() => client.write(method, path, body, newKey(Date.now())), '')
    },

    /** A second tap meanwhile does nothing. */
    async sent(send, kept) {
      if (this.data.busy) return null
      this.refused = null
      this.setData({ busy: true, trouble: '', kept: false })
      try {
        return (await send()) || {}
      } catch (problem) {
        if (problem.name !== 'Problem') throw problem
        this.refused = problem
        const waits = Boolean(problem.open && kept)
        this.setData({ trouble: waits ? kept : problem.message, kept: waits })
        return null
      } finally {
        this.setData({ busy: false })
      }
    },
  },
})
