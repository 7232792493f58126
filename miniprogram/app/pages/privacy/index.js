const { client } = require('../../api/index')
const format = require('../../format')
const { PRIVACY } = require('../../texts')

/** What is done with personal data, to which version this account agreed, and agreeing anew. */
Component({
  behaviors: [require('../../behaviors/reading'), require('../../behaviors/writing')],

  data: { version: '', paragraphs: [], said: '', warned: '', asks: false },

  methods: {
    onLoad() {
      return this.load()
    },

    path: () => '/me/consent',

    async prepare() {
      const { version, paragraphs } = (await client.read('/privacy')).body
      this.setData({ version, paragraphs })
      return true
    },

    shown: ({ version, at, guardian, guardian_missing: missing, asked }) => ({
      asks: asked,
      warned: missing ? PRIVACY.guardianMissing : '',
      said: [guardian ? PRIVACY.guardian(guardian) : '', asked ? PRIVACY.before(version) : '', agreed(asked, missing, at)].filter(Boolean),
    }),

    /** Makes sense only for the text that is on the screen; one that was replaced meanwhile is shown. */
    async agree() {
      const answer = await this.sendNow('POST', '/me/consent', { privacy_version: this.data.version })
      if (answer) this.setData(this.shown(answer))
      else if (this.refused && this.refused.code === 'login.outdated_privacy') await this.load()
    },
  },
})

const agreed = (asked, missing, at) => (asked || missing || !at ? '' : PRIVACY.agreed(format.moment(at)))
