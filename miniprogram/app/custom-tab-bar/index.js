const { client } = require('../api/index')
const { tabsOf } = require('../tabs')

/** The tabs of the person's roles. */
Component({
  data: { value: '', tabs: [] },

  methods: {
    /** The page that is open, by its path. One that a message opened first knows nobody yet. */
    async choose(page) {
      this.setData({ value: page, tabs: tabsOf(client.known('/me')) })
      if (client.known('/me')) return
      try {
        this.setData({ tabs: tabsOf((await client.read('/me')).body) })
      } catch (problem) {
        // The page tells why there is nothing.
        if (problem.name !== 'Problem') throw problem
      }
    },

    go({ detail }) {
      wx.switchTab({ url: `/${detail.value}` })
    },
  },
})
