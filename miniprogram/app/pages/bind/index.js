const { client } = require('../../api/index')
const { BIND } = require('../../texts')

const HOME = '/pages/log/index'

/** An account becomes a person's: by WeChat's own word, by the phone, or by an invitation. */
Component({
  behaviors: [require('../../behaviors/type')],

  data: { state: 'loading', message: '', note: '', privacy: {}, known: false, left: false, agreed: false, open: false, invitation: '', digits: '', busy: false, way: '', trouble: '', asked: false },

  methods: {
    /**
     * `known`: the same WeChat user is bound in the official account; `left`: signed out a moment ago; `to`: the page
     * that a message or a link opened.
     */
    onLoad({ known, left, to }) {
      this.to = to ? decodeURIComponent(to) : HOME
      this.setData({ known: known === '1', left: left === '1' })
      return this.load()
    },

    async load() {
      try {
        this.setData({ privacy: await client.open('/privacy'), state: 'ready' })
      } catch (problem) {
        if (problem.name !== 'Problem') throw problem
        this.setData({ state: 'failed', message: problem.message })
      }
    },

    retry() {
      this.setData({ state: 'loading' })
      return this.load()
    },

    unfold() {
      this.setData({ open: !this.data.open })
    },

    agree() {
      this.setData({ agreed: !this.data.agreed, trouble: '', asked: false })
    },

    /** Said where the person tapped, and shown where the box is. */
    remind(way) {
      this.setData({ way, trouble: BIND.agree, asked: true })
    },

    remindOfPhone() {
      this.remind('phone')
    },

    writeInvitation({ detail }) {
      this.setData({ invitation: detail.value.trim() })
    },

    writeDigits({ detail }) {
      this.setData({ digits: detail.value.trim() })
    },

    byWechat() {
      return this.bind('wechat', {})
    },

    byPhone({ detail }) {
      if (!detail.code) return this.setData({ way: 'phone', trouble: BIND.phone })
      return this.bind('phone', { phone_code: detail.code })
    },

    byInvitation() {
      const { invitation, digits } = this.data
      if (!invitation || !/^[0-9]{4}$/.test(digits)) return this.setData({ way: 'invitation', trouble: BIND.invitation })
      return this.bind('invitation', { invitation, digits })
    },

    /** Who has signed out only needs to be known again. */
    async enter() {
      await this.arrive('', () => client.read('/me'))
    },

    async bind(way, facts) {
      if (!this.data.agreed) return this.remind(way)
      await this.arrive(way, () => client.bind(way, { ...facts, privacy_version: this.data.privacy.version }))
    },

    async arrive(way, enter) {
      if (this.data.busy) return
      this.setData({ busy: true, way, trouble: '' })
      try {
        await enter()
        wx.reLaunch({ url: this.to })
      } catch (problem) {
        await this.stay(problem)
      }
      this.setData({ busy: false })
    },

    async stay(problem) {
      if (problem.name !== 'Problem') throw problem
      this.setData({ trouble: problem.message })
      if (problem.code === 'login.not_bound') this.setData({ left: false, known: Boolean(problem.facts.known) })
      if (problem.code === 'login.outdated_privacy') {
        this.setData({ agreed: false, open: true })
        await this.load()
      }
    },
  },
})
