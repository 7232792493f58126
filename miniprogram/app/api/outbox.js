const PLACE = 'outbox'
// The service knows a key for seven days; whoever sends later might do it twice.
const LIFE = 6 * 24 * 3600 * 1000

/** A name no other write of this person has; it is no secret. */
const newKey = (now) => `${now.toString(36)}-${random()}${random()}`
const random = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0')

/**
 * Writes that are on their way. Each is in storage, with its key, before it leaves and until it is answered, so a
 * lost line, a closed mini-program or a second tap never makes it two.
 */
function createOutbox({ wx, client, clock = Date.now }) {
  const flying = new Map()
  const all = () => wx.getStorageSync(PLACE) || []
  const save = (items) => wx.setStorageSync(PLACE, items)
  const drop = (key) => save(all().filter((item) => item.key !== key))

  function kept(method, path, body) {
    const same = JSON.stringify([method, path, body])
    const earlier = all().find((item) => JSON.stringify([item.method, item.path, item.body]) === same)
    if (earlier) return earlier
    const item = { key: newKey(clock()), method, path, body, at: clock() }
    save([...all(), item])
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

  return {
    /** The answer; a Problem that is `open` leaves the write waiting here. */
    send: (method, path, body) => fly(kept(method, path, body)),
    waiting: all,
    /** Nobody may know whether it was done: the person has been told. */
    discard: drop,
    clear: () => save([]),
    /** All that wait, oldest first, until one stays unanswered: `{ item, answer }` or `{ item, problem }` of each. */
    async resend() {
      const told = []
      for (const item of all()) {
        if (clock() - item.at > LIFE) {
          drop(item.key)
          told.push({ item, expired: true })
          continue
        }
        try {
          told.push({ item, answer: await fly(item) })
        } catch (problem) {
          told.push({ item, problem })
          if (problem.open) break
        }
      }
      return told
    },
  }
}

module.exports = { createOutbox }
