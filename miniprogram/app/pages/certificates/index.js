const { toast } = require('../../asking')
const format = require('../../format')
const { showTab } = require('../../tabs')
const { CERTIFICATES, CERTIFICATE_STATES } = require('../../texts')

/** The own certificates; a QR code leads an employer to the public page that checks one. */
Component({
  behaviors: [require('../../behaviors/reading')],

  data: { words: CERTIFICATES, lines: [], opened: '' },

  methods: {
    onShow() {
      showTab(this)
      return this.load()
    },

    path: () => '/certificates',

    shown({ certificates }) {
      const today = format.dayAt(Date.now())
      return { lines: certificates.map((one) => lineOf(one, today)), empty: !certificates.length }
    },

    toggle({ currentTarget }) {
      const { number } = currentTarget.dataset
      this.setData({ opened: this.data.opened === number ? '' : number })
    },

    copy({ currentTarget }) {
      wx.setClipboardData({ data: currentTarget.dataset.url, success: () => toast(CERTIFICATES.copied) })
    },
  },
})

/** What was decided comes before what ran out. */
function lineOf(one, today) {
  const state = one.state === 'valid' && one.expires_on && one.expires_on < today ? 'expired' : one.state
  return {
    ...one,
    ...(CERTIFICATE_STATES[state] || { word: state, theme: 'default' }),
    dates: CERTIFICATES.dates(one.issued_on, one.expires_on),
    why: one.replaced_by ? CERTIFICATES.replaced(one.replaced_by) : state === 'valid' ? '' : one.state_reason,
  }
}
