const { client } = require('../api/index')
const { tabsOf } = require('../tabs')

/** The tabs of the person's roles. */
Component({
  data: { value: '', tabs: [] },

  methods: {
    /** The page that is open, by its path. */
    choose(page) {
      this.setData({ value: page, tabs: tabsOf(client.known('/me')) })
    },

    go({ detail }) {
      wx.switchTab({ url: `/${detail.value}` })
    },
  },
})
