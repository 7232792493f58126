const { enlarged } = require('../format')

/** The letters as large as the person has them in WeChat: `type` multiplies every size. */
module.exports = Behavior({ data: { type: enlarged(wx.getAppBaseInfo().fontSizeSetting) } })
