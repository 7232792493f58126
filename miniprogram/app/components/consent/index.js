const { client, outbox } = require('../../api/index')
const { CONSENT } = require('../../texts')
const { toast } = require('../../asking')

/**
 * A button that lets one subscription message of each kind in `kinds` come. Without templates there is nothing to ask,
 * and no button. The ids are read beforehand: the platform asks only right after a tap.
 */
Component({
  properties: { kinds: { type: Array, value: [] }, label: { type: String, value: '' } },

  data: { ids: [] },

  lifetimes: {
    attached() {
      this.read()
    },
  },

  methods: {
    async read() {
      try {
        const { templates } = (await client.read('/subscriptions')).body
        this.setData({ ids: this.data.kinds.map((kind) => templates[kind]).filter(Boolean) })
      } catch (problem) {
        // The page above tells that there is no line; here only the button stays away.
        if (problem.name !== 'Problem') throw problem
      }
    },

    ask() {
      const { ids } = this.data
      wx.requestSubscribeMessage({
        tmplIds: ids,
        success: (said) => this.tell(ids.filter((id) => id in said).map((id) => ({ template_id: id, accepted: said[id] === 'accept' }))),
        fail: () => toast(CONSENT.none),
      })
    },

    async tell(templates) {
      if (!templates.length) return toast(CONSENT.none)
      try {
        await outbox.send('POST', '/subscriptions', { templates })
        toast(templates.some((one) => one.accepted) ? CONSENT.done : CONSENT.none)
      } catch (problem) {
        toast(problem.message)
      }
    },
  },
})
