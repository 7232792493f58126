const { client, outbox } = require('./index')
const drafts = require('../draft')
const photos = require('../photos')
const { DELIVERED } = require('../texts')

// A service that is too busy is asked again, as long as the mini-program is open.
const AGAIN_SECONDS = 10

let going = null
let later = null

/** Sends what waits, tells what came of it, and lets the page that is open read anew. Twice at once is once. */
function deliver() {
  going = going || delivered().finally(() => (going = null))
  return going
}

async function delivered() {
  const told = await outbox.resend(() => shown((page) => page.sentOne && page.sentOne()))
  tell(told)
  photos.tidy(inUse)
  clearTimeout(later)
  if (told.some(({ problem }) => problem && problem.open && problem.status)) later = setTimeout(deliver, AGAIN_SECONDS * 1000)
}

function tell(told) {
  const done = told.filter((one) => 'answer' in one)
  const failed = told.filter((one) => one.unfit || (one.problem && !one.problem.open)).map(mendable)
  if (done.length) {
    const pictures = done.filter((one) => one.item.file).length
    wx.showToast({ title: DELIVERED.done(done.length - pictures, pictures), icon: 'none' })
  }
  if (failed.length) {
    wx.showModal({ title: DELIVERED.title, content: failed.map(DELIVERED.why).join('\n'), showCancel: false })
  }
  if (done.length || failed.length) shown((page) => page.onShow && page.onShow())
}

/** The page that is open, if there is one. */
const shown = (tell) => getCurrentPages().slice(-1).forEach(tell)

/** Hours that a rule refused go back into the form; nothing that was another person's or may be done already does. */
function mendable(one) {
  const { item, problem, lost } = one
  return { ...one, back: Boolean(problem && item.path === '/hours' && drafts.giveBack(item.body, lost)) }
}

/** The pictures that are still to be sent, or belong to what is being written. */
const inUse = () => [...outbox.waiting().map((item) => item.file), ...drafts.photos()]

/** Nothing of the person stays on this phone. */
function forget() {
  outbox.clear()
  drafts.forget()
  photos.forget()
  photos.tidy(inUse)
  client.forget()
}

module.exports = { deliver, forget }
