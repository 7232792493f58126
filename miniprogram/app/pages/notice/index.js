const format = require('../../format')
const { INBOX } = require('../../texts')

/** A policy notice in full. */
Component({
  behaviors: [require('../../behaviors/reading'), require('../../behaviors/writing')],

  data: { notice: {}, from: '', asks: false, said: '' },

  methods: {
    onLoad({ number }) {
      this.number = number
      return this.load()
    },

    query() {
      return `number=${this.number}`
    },

    path() {
      return `/notices/${this.number}`
    },

    shown(notice) {
      const at = notice.acknowledged_at
      return {
        notice,
        from: INBOX.from(notice.author, format.moment(notice.sent_at)),
        asks: notice.needs_acknowledgement && !at && !notice.cancelled,
        said: notice.cancelled ? INBOX.cancelled : at ? INBOX.acknowledged(format.moment(at)) : '',
      }
    },

    async acknowledge() {
      const answer = await this.send('POST', `${this.path()}/acknowledge`)
      if (answer) this.setData({ asks: false, said: INBOX.acknowledged(format.moment(answer.at)) })
    },
  },
})
