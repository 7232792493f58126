const { newKey } = require('./key')

const PLACE = 'outbox'
// The service knows a key for seven days; whoever sends later might do it twice.
const LIFE = 6 * 24 * 3600 * 1000

/**
 * Writes that are on their way. Each is in storage, with its key, before it leaves and until it is answered, so a
 * lost line, a closed mini-program or a second tap never makes it two.
 */
function createOutbox({ wx, client, clock = Date.now }) {
  const flying = new Map()
  const all = () => wx.getStorageSync(PLACE) || []
  const save = (items) => wx.setStorageSync(PLACE, items)
  const whose = () => (client.known('/me') || { name: '' }).name
  const drop = (key) => save(all().filter((item) => item.key !== key))

  function kept(method, path, body) {
    const same = JSON.stringify([method, path, body])
    const earlier = all().find((one) => JSON.stringify([one.method, one.path, one.body]) === same)
    if (earlier) return earlier
    // What is put later stands instead of what was put before.
    const others = method === 'PUT' ? all().filter((item) => item.method !== method || item.path !== path) : all()
    const item = { key: newKey(clock()), method, path, body, at: clock(), whose: whose() }
    save([...others, item])
    return item
  }

  async function attempt(item) {
    try {
      const answer = await client.write(item.method, item.path, item.body, item.key)
      drop(item.key)
      return answer
    } catch (problem) {
      if (!problem.open) drop(item.key)
      throw problem
    }
  }

  /** Twice at once is once. */
  function fly(item) {
    if (!flying.has(item.key)) {
      flying.set(item.key, attempt(item).finally(() => flying.delete(item.key)))
    }
    return flying.get(item.key)
  }

  async function resent(item) {
    if (unfit(item)) {
      drop(item.key)
      return { item, unfit: true }
    }
    try {
      return { item, answer: await fly(item) }
    } catch (problem) {
      return { item, problem }
    }
  }

  /** Too old, or of somebody else who was bound on this phone. */
  function unfit({ at, whose: then }) {
    return clock() - at > LIFE || Boolean(then && whose() && then !== whose())
  }

  return {
    /** The answer; a Problem that is `open` leaves the write waiting here. */
    send: (method, path, body) => fly(kept(method, path, body)),
    waiting: all,
    /** Nobody may know whether it was done: the person has been told. */
    discard: drop,
    clear: () => save([]),
    /**
     * All that wait, oldest first, until one stays unanswered: `{ item, answer }`, `{ item, problem }`, or
     * `{ item, unfit: true }` for what is given back instead.
     */
    async resend() {
      const told = []
      for (const item of all()) {
        const one = await resent(item)
        told.push(one)
        if (one.problem && one.problem.open) break
      }
      return told
    },
  }
}

module.exports = { createOutbox }
