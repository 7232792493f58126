const format = require('../../format')
const { showTab } = require('../../tabs')
const { INBOX } = require('../../texts')

/** Every message, since WeChat often won't carry it. */
Component({
  behaviors: [require('../../behaviors/reading')],

  data: { words: INBOX, lines: [], more: '' },

  methods: {
    onShow() {
      showTab(this)
      return this.load()
    },

    path: () => '/inbox',

    shown({ items, more }, earlier) {
      const before = earlier ? earlier.lines : []
      const lines = [...before, ...items.map((one, index) => lineOf(one, before.length + index))]
      return { lines, empty: false, more: more ? INBOX.more(more) : '' }
    },

    open({ currentTarget }) {
      const { notice } = currentTarget.dataset
      if (notice) wx.navigateTo({ url: `/pages/notice/index?number=${notice}` })
    },

    me() {
      wx.navigateTo({ url: '/pages/me/index' })
    },
  },
})

const lineOf = (one, index) => ({
  ...one,
  key: index,
  when: format.moment(one.at),
  tag: one.new ? '新' : INBOX.marks[one.mark] || '',
  theme: one.new || one.mark === 'unread' ? 'danger' : 'default',
})
