/** Pages and components as the platform shows them, before a service that answers as it is told. */
const path = require('node:path')
const exparser = require('miniprogram-exparser')
const simulate = require('miniprogram-simulate')
const { Phone } = require('./phone')
const { service } = require('./service')

const ROOT = path.resolve(__dirname, '../build/app')
const TOKENS = { access_token: 'a', refresh_token: 'r' }
const ids = new Map()

/** One phone for all tests of a file: what the mini-program loads once, it keeps. */
const phone = new Phone()
Object.assign(global.wx, phone.wx, { getAppBaseInfo: () => ({ SDKVersion: '3.8.0', platform: 'android' }) })
Object.assign(global, { getApp: () => ({}), getCurrentPages: () => [] })

/** A service with these answers, and a phone that is signed in to it and has shown nothing yet. */
async function town(answers) {
  const found = await service(answers)
  Object.assign(phone, new Phone(), { server: found.url, storage: phone.storage })
  phone.storage.clear()
  phone.storage.set('tokens', TOKENS)
  return found
}

/** Each page registers its own copies of what it is made of, so all of it runs anew. */
function load(name) {
  jest.resetModules()
  return simulate.load(path.join(ROOT, name), name.split('/').slice(-2)[0], { rootPath: ROOT })
}

/** A page after it was opened with these parameters; `tap`, `words` and `settled` for what follows. */
async function open(name, options = {}) {
  if (!ids.has(name)) ids.set(name, load(name))
  const page = simulate.render(ids.get(name))
  page.attach(document.body)
  const { onLoad, onShow } = page.instance
  if (onLoad) onLoad.call(page.instance, options)
  if (onShow) onShow.call(page.instance)
  await settled()
  return page
}

/** Until nothing is on its way any more. */
async function settled() {
  let calm = 0
  while (calm < 3) {
    await simulate.sleep(5)
    calm = phone.flying ? 0 : calm + 1
  }
}

/** A part of the page; what is in a component of ours comes after `>>`. */
const within = (node, selectors) =>
  selectors.split(' >> ').reduce((outer, selector) => {
    const found = outer.querySelector(selector)
    if (!found) throw new Error(`nothing is ${selectors}`)
    return found
  }, node)

/** What a person does to a part of the page. */
async function act(page, selector, event = 'tap', detail = {}) {
  const { _exparserNode: node } = within(page, selector)
  exparser.Event.dispatchEvent(node, exparser.Event.create(event, detail, { bubbles: true, capturePhase: true, composed: true }))
  await settled()
}

const said = (page) => page.dom.textContent.replace(/\s+/g, ' ').trim()

module.exports = { act, open, phone, said, settled, town }
