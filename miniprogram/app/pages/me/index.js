const { client, outbox } = require('../../api/index')
const { forget } = require('../../api/deliver')
const { agreed } = require('../../asking')
const format = require('../../format')
const { ME, PRIVACY } = require('../../texts')

/** Reminders, consent to messages, and leaving. */
Component({
  behaviors: [require('../../behaviors/reading'), require('../../behaviors/writing')],

  data: { person: {}, roles: '', timed: false, on: false, time: '', paused: '', privacy: '' },

  methods: {
    onShow() {
      return this.load()
    },

    path: () => '/preferences',

    async prepare() {
      const person = (await client.read('/me')).body
      const { asked } = (await client.read('/me/consent')).body
      const held = person.roles.map((one) => one.role)
      // Digests of mentors and teachers come at a fixed time.
      const timed = held.includes('apprentice')
      this.setData({ person, roles: ME.roles(held), timed, privacy: asked ? PRIVACY.wanted : '' })
      return true
    },

    shown: ({ on, at, paused_until: until }) => ({
      on,
      time: format.clock(at),
      paused: until ? ME.paused(until) : '',
    }),

    openPrivacy() {
      wx.navigateTo({ url: '/pages/privacy/index' })
    },

    turn({ detail }) {
      return this.prefer({ on: detail.value })
    },

    chooseTime({ detail }) {
      return this.prefer({ on: true, at: format.minuteOf(detail.value) })
    },

    async prefer(wish) {
      const answer = await this.send('PUT', '/preferences', wish)
      this.setData(answer ? this.shown(answer) : { on: this.data.on })
    },

    async logout() {
      if (await agreed(ME.logoutTitle, this.warned(ME.logout))) await this.leave('/logout')
    },

    async unbind() {
      if (await agreed(ME.unbindTitle, this.warned(ME.unbind))) await this.leave('/unbind')
    },

    warned(said) {
      const count = outbox.waiting().length
      return count ? `${said}${ME.unsent(count)}` : said
    },

    async leave(path) {
      if (!(await this.sendNow('POST', path))) return
      forget()
      wx.reLaunch({ url: '/pages/bind/index?left=1' })
    },
  },
})
