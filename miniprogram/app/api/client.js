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

  /** First pages only; where storage is full, what was read before makes room. */
  function remember(path, found) {
    if (path.includes('?')) return
    try {
      wx.setStorageSync(MEMORY + path, found)
    } catch {
      forgetReads()
    }
  }

  const remembered = (path) => wx.getStorageSync(MEMORY + path) || null

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
    const known = remembered(path)
    try {
      const answer = await patient({ method: 'GET', path, header: known && known.tag ? { 'If-None-Match': known.tag } : {} })
      const body = answer.status === 304 ? known.body : answer.body
      const found = { body, tag: answer.header.etag || '', at: clock() }
      remember(path, found)
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

  /** A picture on this phone; its `key` names it as that of a change does. */
  async function upload(path, file, key) {
    return (await patient({ method: 'POST', path, file, header: { 'Idempotency-Key': key } })).body
  }

  /** A picture or a film of the service, as a temporary file. */
  const download = async (path) => (await patient({ method: 'GET', path, download: true })).body

  function forgetReads() {
    const { keys } = wx.getStorageInfoSync()
    keys.filter((name) => name.startsWith(MEMORY)).forEach((name) => wx.removeStorageSync(name))
  }

  /** Nothing of the person stays on the phone. */
  function forget() {
    forgetReads()
    session.forget()
  }

  /** Binds in one of the ways and signs in; answers the person. */
  async function bind(way, facts) {
    const body = await session.bind(way, facts)
    forgetReads()
    remember('/me', { body, tag: '', at: clock() })
    return body
  }

  return {
    read,
    write,
    upload,
    download,
    bind,
    forget,
    /** A GET that is open to strangers. */
    open: async (path) => (await ask({ method: 'GET', path })).body,
    /** What a path said last, or null. */
    known: (path) => (remembered(path) || { body: null }).body,
  }
}

const bearing = (request, token) => ({
  ...request,
  header: { ...request.header, Authorization: `Bearer ${token}` },
})

module.exports = { createClient }
