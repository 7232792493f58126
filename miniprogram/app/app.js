const { deliver } = require('./api/deliver')

App({
  onLaunch() {
    wx.onNetworkStatusChange(({ isConnected }) => isConnected && deliver())
  },

  onShow() {
    deliver()
  },
})
