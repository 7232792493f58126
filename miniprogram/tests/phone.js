/** A phone for tests that run in Node: `wx` over real HTTP, with storage in memory. */

class Phone {
  constructor({ codes = [] } = {}) {
    Object.assign(this, { storage: new Map(), codes, online: true, answers: true, requests: [] })
  }

  get wx() {
    const phone = this
    return {
      getStorageSync: (name) => structuredClone(phone.storage.get(name)) ?? '',
      setStorageSync: (name, value) => phone.storage.set(name, structuredClone(value)),
      removeStorageSync: (name) => phone.storage.delete(name),
      getStorageInfoSync: () => ({ keys: [...phone.storage.keys()] }),
      login: ({ success, fail }) => (phone.online && phone.codes.length ? success({ code: phone.codes.shift() }) : fail({ errMsg: 'login:fail' })),
      request: (asked) => phone.request(asked),
    }
  }

  /** Off the line nothing leaves; where `answers` is false the request is done but its answer is lost. */
  async request({ url, method, data, header, success, fail }) {
    this.requests.push({ method, path: new URL(url).pathname, key: header['Idempotency-Key'] })
    if (!this.online) return fail({ errMsg: 'request:fail' })
    try {
      const answer = await fetch(url, { method, body: data, headers: header })
      const found = { statusCode: answer.status, data: await answer.text(), header: Object.fromEntries(answer.headers) }
      return this.answers ? success(found) : fail({ errMsg: 'request:fail timeout' })
    } catch {
      return fail({ errMsg: 'request:fail' })
    }
  }
}

module.exports = { Phone }
