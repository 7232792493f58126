/** The platform's dialogs as promises; null where the person let it be. */

const agreed = (title, content) =>
  new Promise((resolve) => {
    wx.showModal({ title, content, success: ({ confirm }) => resolve(confirm || null), fail: () => resolve(null) })
  })

/** One line of own words. */
const words = (title, hint) =>
  new Promise((resolve) => {
    wx.showModal({
      title,
      editable: true,
      placeholderText: hint,
      success: ({ confirm, content }) => resolve((confirm && (content || '').trim()) || null),
      fail: () => resolve(null),
    })
  })

const chosen = (itemList) =>
  new Promise((resolve) => {
    wx.showActionSheet({ itemList, success: ({ tapIndex }) => resolve(itemList[tapIndex]), fail: () => resolve(null) })
  })

const toast = (title) => wx.showToast({ title, icon: 'none', duration: 2500 })

module.exports = { agreed, chosen, toast, words }
