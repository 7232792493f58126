const { client, outbox } = require('./index')
const { DELIVERED } = require('../texts')

let going = null

/** Sends what waits, tells what came of it, and lets the page that is open read anew. Twice at once is once. */
function deliver() {
  going = going || delivered().finally(() => (going = null))
  return going
}

async function delivered() {
  if (!outbox.waiting().length) return
  const told = await outbox.resend()
  const done = told.filter((one) => 'answer' in one).length
  const failed = told.filter((one) => one.unfit || (one.problem && !one.problem.open))
  if (done) wx.showToast({ title: DELIVERED.done(done), icon: 'none' })
  if (failed.length) {
    wx.showModal({ title: DELIVERED.title, content: failed.map(DELIVERED.why).join('\n'), showCancel: false })
  }
  if (done || failed.length) getCurrentPages().slice(-1).forEach((page) => page.onShow && page.onShow())
}

/** Nothing of the person stays on this phone. */
function forget() {
  outbox.clear()
  wx.removeStorageSync('draft')
  client.forget()
}

module.exports = { deliver, forget }
