/** A phone for tests: `wx` over real HTTP, with storage in memory and a person who taps as told. */
const http = require('node:http')

// What wx.request can do.
const METHODS = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT']

const BOUNDARY = 'a-boundary-that-no-picture-has'

const copy = (value) => (value === undefined ? '' : JSON.parse(JSON.stringify(value)))

class Phone {
  constructor({ codes = [] } = {}) {
    Object.assign(this, { storage: new Map(), codes, online: true, answers: true, requests: [], flying: 0, server: '' })
    // Files by their paths: what the camera gave, what was saved, and what came.
    Object.assign(this, { files: new Map(), chosen: [], looked: [] })
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
      uploadFile: (asked) => phone.upload(asked),
      downloadFile: (asked) => phone.download(asked),
      getFileSystemManager: () => phone.disk,
      chooseMedia: ({ count, success, fail }) =>
        phone.chosen.length
          ? success({ tempFiles: phone.chosen.splice(0, count).map((name) => ({ tempFilePath: name })) })
          : fail({ errMsg: 'chooseMedia:fail cancel' }),
      previewMedia: (looked) => phone.looked.push(looked),
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

  /** The camera gives a temporary file, which `saveFileSync` moves to where it stays. */
  take(name, content) {
    this.files.set(`tmp/${name}`, Buffer.from(content))
    this.chosen.push(`tmp/${name}`)
  }

  get saved() {
    return [...this.files.keys()].filter((name) => name.startsWith('store/'))
  }

  get disk() {
    const { files } = this
    const known = (name) => {
      if (!files.has(name)) throw new Error('fail no such file')
    }
    return {
      accessSync: known,
      saveFileSync: (name) => {
        known(name)
        const place = name.replace('tmp/', 'store/')
        files.set(place, files.get(name))
        files.delete(name)
        return place
      },
      getSavedFileList: ({ success }) => success({ fileList: this.saved.map((filePath) => ({ filePath })) }),
      removeSavedFile: ({ filePath }) => files.delete(filePath),
    }
  }

  /** As the platform sends one: a form with one file. */
  upload({ filePath, name, header, success, ...asked }) {
    const kind = { 'Content-Type': `multipart/form-data; boundary=${BOUNDARY}` }
    const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n`
    const data = Buffer.concat([Buffer.from(head), this.files.get(filePath), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)])
    // It tells no headers of the answer.
    const told = ({ statusCode, data: said }) => success({ statusCode, data: said })
    return this.request({ ...asked, method: 'POST', header: { ...header, ...kind }, data, success: told })
  }

  download({ success, ...asked }) {
    const told = ({ statusCode, content }) => {
      const tempFilePath = `tmp/came-${this.files.size}`
      this.files.set(tempFilePath, content)
      success({ statusCode, tempFilePath })
    }
    return this.request({ ...asked, method: 'GET', success: told })
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
      const pieces = []
      for await (const piece of answer) pieces.push(piece)
      const content = Buffer.concat(pieces)
      resolve({ statusCode: answer.statusCode, data: content.toString(), content, header: answer.headers })
    })
    request.on('error', reject)
    request.end(data)
  })
}

module.exports = { Phone }
