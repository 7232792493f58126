const { Problem } = require('./problem')
const { NETWORK } = require('../texts')

const PLACE = 'tokens'

/** The sign-in of this phone: its tokens, kept in storage, and how new ones come. `ask` makes one request. */
function createSession({ wx, ask }) {
  let coming = null

  const tokens = () => wx.getStorageSync(PLACE) || null
  const keep = (pair) => wx.setStorageSync(PLACE, pair)
  const forget = () => wx.removeStorageSync(PLACE)

  /** A fresh one-use code of wx.login. */
  const code = () =>
    new Promise((resolve, reject) => {
      wx.login({ success: (found) => resolve(found.code), fail: () => reject(new Problem(0, NETWORK.lost)) })
    })

  async function signedIn(path, facts) {
    const { body } = await ask({ method: 'POST', path, body: { ...facts, code: await code() } })
    keep(body.tokens)
    return body.person
  }

  async function renewed() {
    const held = tokens()
    if (!held) return signedIn('/login', {})
    try {
      const asked = { refresh_token: held.refresh_token }
      keep((await ask({ method: 'POST', path: '/token', body: asked })).body)
    } catch (problem) {
      if (problem.status !== 401) throw problem
      // The refresh token is spent or void; WeChat still knows who this is.
      forget()
      await signedIn('/login', {})
    }
  }

  return {
    access: () => (tokens() || {}).access_token || '',
    forget,
    /** One exchange for all requests that wait for it; `seen` is the token that was refused. */
    renew(seen) {
      const held = tokens()
      if (held && held.access_token !== seen) return Promise.resolve()
      coming = coming || renewed().finally(() => (coming = null))
      return coming
    },
    /** Binds by `/bind/invitation`, `/bind/phone` or `/bind/wechat` and signs in. */
    bind: (way, facts) => signedIn(`/bind/${way}`, facts),
  }
}

module.exports = { createSession }
