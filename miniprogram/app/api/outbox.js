const { newKey } = require('./key')

const PLACE = 'outbox'
// The service knows a key for seven days; whoever sends later might do it twice.
const LIFE = 6 * 24 * 3600 * 1000

const photosOf = (number) => `/entries/${number}/photos`

/**
 * Writes that are on their way. Each is in storage, with its key, before it leaves and until it is answered, so a
 * lost line, a closed mini-program or a second tap never makes it two. A picture is a write of its own with a `file`;
 * one of an entry that has not been answered waits for it (`after`), since only the answer tells the entry's number.
 */
function createOutbox({ wx, client, clock = Date.now }) {
  const flying = new Map()
  const all = () => wx.getStorageSync(PLACE) || []
  const save = (items) => wx.setStorageSync(PLACE, items)
  const whose = () => (client.known('/me') || { name: '' }).name
  const drop = (key) => save(all().filter((item) => item.key !== key && item.after !== key))
  const stamped = (facts) => ({ key: newKey(clock()), ...facts, at: clock(), whose: whose() })
  const photo = (file, path, after) => stamped({ method: 'POST', path, file, after })
  const follow = ({ key }, files) => files.map((file) => photo(file, '', key))

  function kept(method, path, body, files) {
    const same = JSON.stringify([method, path, body])
    const earlier = all().find((one) => JSON.stringify([one.method, one.path, one.body]) === same)
    if (earlier) {
      save([...all(), ...follow(earlier, files)])
      return earlier
    }
    // What is put later stands instead of what was put before.
    const others = method === 'PUT' ? all().filter((item) => item.method !== method || item.path !== path) : all()
    const item = stamped({ method, path, body })
    save([...others, item, ...follow(item, files)])
    return item
  }

  /** The pictures of what was answered can go now. */
  function settle({ key }, answer) {
    const left = all().filter((item) => item.key !== key)
    save(left.map((item) => (item.after === key ? { ...item, after: '', path: photosOf(answer.number) } : item)))
  }

  async function attempt(item) {
    try {
      const answer = await sent(item)
      settle(item, answer)
      return answer
    } catch (problem) {
      if (!problem.open) drop(item.key)
      throw problem
    }
  }

  const sent = ({ method, path, body, file, key }) =>
    file ? client.upload(path, file, key) : client.write(method, path, body, key)

  /** Twice at once is once. */
  function fly(item) {
    if (!flying.has(item.key)) {
      flying.set(item.key, attempt(item).finally(() => flying.delete(item.key)))
    }
    return flying.get(item.key)
  }

  async function resent(item) {
    const lost = all().filter((one) => one.after === item.key).map((one) => one.file)
    if (unfit(item)) {
      drop(item.key)
      return { item, unfit: true, lost }
    }
    try {
      return { item, answer: await fly(item) }
    } catch (problem) {
      return { item, problem, lost }
    }
  }

  /** Too old, or of somebody else who was bound on this phone. */
  function unfit({ at, whose: then }) {
    return clock() - at > LIFE || Boolean(then && whose() && then !== whose())
  }

  return {
    /** The answer; a Problem that is `open` leaves the write waiting here, as its pictures `files` wait in any case. */
    send: (method, path, body, files = []) => fly(kept(method, path, body, files)),
    /** Pictures of an entry that the service knows; `resend` sends them. */
    attach: (number, files) => save([...all(), ...files.map((file) => photo(file, photosOf(number), ''))]),
    /** The pictures that wait for this entry. */
    photos: (number) => all().filter((item) => item.file && item.path === photosOf(number)),
    waiting: all,
    /** Nobody may know whether it was done: the person has been told. */
    discard: drop,
    clear: () => save([]),
    /**
     * All that wait, oldest first and pictures last, until one stays unanswered: `{ item, answer }`, `{ item, problem }`, or
     * `{ item, unfit: true }` for what is given back instead; `lost` are the pictures that end with it. What is
     * put in meanwhile goes too. `each` is called after every one.
     */
    async resend(each = () => {}) {
      const told = []
      const tried = new Set()
      const next = () => {
        const left = all().filter(({ key, after }) => !after && !tried.has(key))
        return left.find(({ file }) => !file) || left[0]
      }
      for (let item = next(); item; item = next()) {
        tried.add(item.key)
        const one = await resent(item)
        told.push(one)
        each()
        if (one.problem && one.problem.open) break
      }
      return told
    },
  }
}

module.exports = { createOutbox }
