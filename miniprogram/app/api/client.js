const { createSession } = require('./session')
const { transport } = require('./transport')

// A person waits so long for a list; a longer wait is told.
const PATIENCE = 4
const MEMORY = 'read:'

const pause = (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000))

/**
 * The service as this phone's person sees it. `wx` is the platform; a test may give another.
 * All requests raise Problem.
 */
function createClient({ wx, server, wait = pause, clock = Date.now }) {
  const ask = transport(wx, server)
  const session = createSession({ wx, ask })

  /** One request in the person's name; a token that has run out is renewed once. */
  async function authorized(request) {
    if (!session.access()) await session.renew('')
    const token = session.access()
    try {
      return await ask(bearing(request, token))
    } catch (problem) {
      if (problem.status !== 401) throw problem
    }
    await session.renew(token)
    return ask(bearing(request, session.access()))
  }

  /** Asked too fast, or the service is busy for a moment: once more when it says so. */
  async function patient(request) {
    try {
      return await authorized(request)
    } catch (problem) {
      if (!problem.retryAfter || problem.retryAfter > PATIENCE) throw problem
      await wait(problem.retryAfter)
      return authorized(request)
    }
  }

  /**
   * A GET: `{ body, at, stale }`. Without a line, what was last read, `stale`, from the time `at` in milliseconds.
   */
  async function read(path) {
    const known = wx.getStorageSync(MEMORY + path) || null
    try {
      const answer = await patient({ method: 'GET', path, header: known ? { 'If-None-Match': known.tag } : {} })
      const body = answer.status === 304 ? known.body : answer.body
      const found = { body, tag: answer.header.etag || '', at: clock() }
      wx.setStorageSync(MEMORY + path, found)
      return { body, at: found.at, stale: false }
    } catch (problem) {
      if (problem.status || !known) throw problem
      return { body: known.body, at: known.at, stale: true }
    }
  }

  /** A change; `key` names it, so that the same one sent twice is done once. */
  async function write(method, path, body, key) {
    return (await patient({ method, path, body, header: { 'Idempotency-Key': key } })).body
  }

  /** What this phone has read of the person. */
  function forget() {
    const { keys } = wx.getStorageInfoSync()
    keys.filter((name) => name.startsWith(MEMORY)).forEach((name) => wx.removeStorageSync(name))
    session.forget()
  }

  return { read, write, forget, bind: session.bind, open: async (path) => (await ask({ method: 'GET', path })).body }
}

const bearing = (request, token) => ({
  ...request,
  header: { ...request.header, Authorization: `Bearer ${token}` },
})

module.exports = { createClient }
