/** A phone for tests: `wx` over real HTTP, with storage in memory and a person who taps as told. */
const http = require('node:http')

// What wx.request can do.
const METHODS = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']

const copy = (value) => (value === undefined ? '' : JSON.parse(JSON.stringify(value)))

class Phone {
  constructor({ codes = [] } = {}) {
    Object.assign(this, { storage: new Map(), codes, online: true, answers: true, requests: [], flying: 0, server: '' })
    // What was shown and opened, and what the person will do with the next dialogs.
    Object.assign(this, { told: [], opened: [], modals: [], choices: [], allows: {} })
  }

  get wx() {
    const phone = this
    const open = (how) => ({ url }) => phone.opened.push(`${how} ${url}`)
    return {
      getStorageSync: (name) => copy(phone.storage.get(name)),
      setStorageSync: (name, value) => phone.storage.set(name, copy(value)),
      removeStorageSync: (name) => phone.storage.delete(name),
      getStorageInfoSync: () => ({ keys: [...phone.storage.keys()] }),
      getAccountInfoSync: () => ({ miniProgram: { envVersion: 'release' } }),
      login: ({ success, fail }) =>
        phone.online && phone.codes.length ? success({ code: phone.codes.shift() }) : fail({ errMsg: 'login:fail' }),
      request: (asked) => phone.request(asked),
      showToast: ({ title }) => phone.told.push(title),
      showModal: ({ title, content, success }) => {
        phone.told.push([title, content].filter(Boolean).join(' '))
        if (success) success(phone.modals.shift() || { confirm: false })
      },
      showActionSheet: ({ success, fail }) => (phone.choices.length ? success({ tapIndex: phone.choices.shift() }) : fail()),
      requestSubscribeMessage: ({ tmplIds, success }) =>
        success(Object.fromEntries(tmplIds.map((id) => [id, phone.allows[id] || 'reject']))),
      setClipboardData: ({ data, success }) => {
        phone.told.push(data)
        success()
      },
      navigateTo: open('to'),
      reLaunch: open('relaunch'),
      switchTab: open('tab'),
      navigateBack: () => phone.opened.push('back'),
      stopPullDownRefresh: () => {},
    }
  }

  /** Off the line nothing leaves; where `answers` is false the request is done but its answer is lost. */
  async request({ url, method, data, header, success, fail }) {
    this.requests.push({ method, path: new URL(url).pathname, key: header['Idempotency-Key'] })
    this.flying += 1
    await this.answered(url, method, header, data, success, fail).finally(() => (this.flying -= 1))
  }

  async answered(url, method, header, data, success, fail) {
    const { pathname, search } = new URL(url)
    if (!this.online || !METHODS.includes(method)) return fail({ errMsg: 'request:fail' })
    const answer = await exchange((this.server || new URL(url).origin) + pathname + search, method, header, data).catch(() => null)
    return answer && this.answers ? success(answer) : fail({ errMsg: 'request:fail' })
  }
}

function exchange(url, method, headers, data) {
  return new Promise((resolve, reject) => {
    const length = data === undefined ? {} : { 'Content-Length': Buffer.byteLength(data) }
    const request = http.request(url, { method, headers: { ...headers, ...length }, agent: false }, async (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      for await (const piece of answer) text += piece
      resolve({ statusCode: answer.statusCode, data: text, header: answer.headers })
    })
    request.on('error', reject)
    request.end(data)
  })
}

module.exports = { Phone }
