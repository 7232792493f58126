/**
 * Not a test: each page in each state as a file in build/pictures that a browser shows at any width. FONT is WeChat's
 * size of letters in px.
 */
const fs = require('node:fs')
const path = require('node:path')
const utils = require('miniprogram-simulate/src/utils')

// As wide as the browser's window, not as jsdom's.
utils.transformRpx = (style) => style.replace(/(-?[\d.]+)rpx/gi, 'calc($1 * var(--rpx))')

const { act, open, phone, settled, town } = require('./stage')
const answers = require('./answers')
const { apprentice, entry, hours, line, photo } = answers

const APP = path.resolve(__dirname, '../build/app')
const OUT = path.resolve(__dirname, '../build/pictures')
// What the platform gives its own elements.
const SHELL = `
  :root { --rpx: calc(100vw / 750); }
  body { margin: 0; font-family: "Noto Sans CJK SC", sans-serif; }
  wx-view, wx-picker, wx-input, wx-textarea, wx-image, main { display: block; }
  wx-button { display: block; text-align: center; }
  wx-textarea { min-height: 60px; }
  wx-image { background: linear-gradient(135deg, #99aaaa, #556666); }
  wx-canvas { display: block; width: 220px; height: 220px; background: #eee; }
`

const LONG_WORDS = '读装配图，跟王师傅学看数控车床的报警代码和处理办法'
const SEEN = {
  ...apprentice,
  'GET /plan': () => ({ body: { categories: ['theory', 'practice', 'on_the_job', 'public_base', 'safety'], lesson_minutes: 45 } }),
  'GET /hours': () => ({
    body: hours(
      entry({}),
      entry({ number: 127, day: '2026-11-19', status: 'confirmed', category: 'theory', minutes: 90, content: LONG_WORDS }),
      entry({ number: 126, day: '2026-11-18', status: 'returned', content: '铣床' }),
    ),
  }),
  'GET /hours/128': () => ({
    body: {
      entry: entry({ status: 'returned', revision: 2, flags: ['late'], place: '二号车间', late_reason: '上周出差' }),
      revisions: [{ revision: 1, changes: [{ field: 'minutes', before: 240, after: 180 }] }],
      signatures: [{ decision: 'returned', reason: '时间不符', signer: '王建国', instead_of: '', decided_at: '2026-11-20T10:05:00Z' }],
      disputes: [],
      mentors: [],
      photos: [photo(), photo({ id: 6, kind: 'video' }), photo({ id: 7, state: 'coming' })],
      room: 6,
    },
  }),
  'GET /photos/5': () => ({ raw: 'a picture' }),
  'GET /month': () => ({
    body: {
      days: answers.days('2026-11', 30, { 9: { missing: true }, 16: { confirmed: 240 }, 18: { returned: 240 }, 20: { waiting: 480 } }),
      confirmed: 240, waiting: 480, missing: 1,
    },
  }),
  'GET /queue': () => ({
    body: {
      lines: [
        line({}),
        line({ entry_id: 8, name: '黄雨桐', minutes: 420, flags: ['long', 'same_words'], content: '装配' }),
        line({ entry_id: 9, name: '欧阳子轩', category: 'theory', minutes: 90, content: '识图', instead_of: '陈志明' }),
      ],
      next: null, total: 3, waited: 2,
    },
  }),
  'GET /queue/8': () => ({
    body: {
      line: line({ entry_id: 8, name: '黄雨桐', minutes: 420, flags: ['long'], place: '二号车间' }),
      photos: [photo()], decision: null, decided_by: '', right: 'mentor', proof: 'sealed',
      compared: { changes: [{ field: 'minutes', before: 240, after: 420 }] },
    },
  }),
  'GET /progress': () => ({ body: { trainings: [answers.TRAINING] } }),
  'GET /grades': () => ({ body: answers.GRADES }),
  'GET /certificates': () => ({ body: { certificates: [answers.CERTIFICATE] } }),
  'GET /inbox': () => ({ body: { items: [answers.ITEM], more: 2, next: null } }),
  'GET /notices/5': () => ({ body: answers.NOTICE }),
  'GET /preferences': () => ({ body: { on: true, at: 1080, paused_until: null } }),
  'GET /me/consent': () => ({ body: answers.consent() }),
  'GET /privacy': () => ({ body: { version: '2026-11', paragraphs: ['谁处理：您的用人单位、院校。', '处理什么：姓名、手机号、学时和证书。'] } }),
  'POST /bind/invitation': () => answers.refusal(403, 'bind.wrong_digits', '手机后 4位不对，还可以试 4 次。'),
}
const NOTHING = {
  'GET /hours': () => ({ body: { ...hours(), week_confirmed: 0, week_waiting: 0 } }),
  'GET /queue': () => ({ body: { lines: [], next: null, total: 0, waited: 0 } }),
  'GET /progress': () => ({ body: { trainings: [] } }),
  'GET /grades': () => ({ body: { nexts: [] } }),
  'GET /certificates': () => ({ body: { certificates: [] } }),
  'GET /inbox': () => ({ body: { items: [], more: 0, next: null } }),
}
const PAGES = {
  log: {}, entry: { number: '128' }, month: {}, queue: {}, opened: { entry: '8' }, progress: {}, certificates: {}, inbox: {},
  notice: { number: '5' }, me: {}, privacy: {}, bind: { known: '1' },
}
/** What a person does there. */
const DONE = {
  log: async (page) => {
    await act(page, '.category', 'change', {})
    await act(page, '.content', 'change', { value: '车床外圆' })
    await act(page, '.duration >> .starts', 'change', { value: '08:00' })
    await act(page, '.duration >> .ends', 'change', { value: '16:30' })
    phone.take('lathe', 'a lathe')
    page.instance.addPhotos()
    await settled()
  },
  entry: (page) => act(page, '.edit'),
  month: (page) => page.instance.choose({ currentTarget: { dataset: { day: '2026-11-09' } } }),
  queue: (page) => act(page, '.tick'),
  certificates: (page) => act(page, '.show'),
  bind: async (page) => {
    await act(page, '.agree')
    await act(page, '.invitation', 'change', { value: '7KX4M2PQ' })
    await act(page, '.digits', 'change', { value: '1234' })
    await act(page, '.by-invitation')
  },
}

const imported = (name) => css(path.resolve(APP, name))
const css = (file) =>
  utils.transformRpx(fs.readFileSync(file, 'utf8').replace(/@import ['"](.+?)['"];/g, (_, name) => css(path.resolve(path.dirname(file), name))))
// The simulation puts the page's name before each class.
const shared = () =>
  imported('app.wxss').replace(/(?<![.\w-])page\b(?=[\s,{])/g, ':root').replace(/(^|\n)\.root\b/g, '$1[class*="--root"]')

/** The browser knows <progress> as something else. */
function keep(name, page) {
  const head = `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><style>${SHELL}${shared()}</style>`
  const html = document.documentElement.outerHTML.replace('<head>', head).replace(/<(\/?)progress(?=[ >])/g, '<$1main')
  fs.writeFileSync(path.join(OUT, `${name}.html`), `<!doctype html>${html}`)
  page.detach()
  document.head.innerHTML = document.body.innerHTML = ''
}

let place

beforeEach(async () => {
  fs.mkdirSync(OUT, { recursive: true })
  global.wx.getAppBaseInfo = () => ({ SDKVersion: '3.8.0', fontSizeSetting: Number(process.env.FONT || 16) })
  place = await town(SEEN)
  phone.codes = ['c1']
})

afterEach(() => place.close())

const shown = (name) => open(`pages/${name}/index`, PAGES[name])

test.each(Object.keys(PAGES))('%s', async (name) => {
  keep(name, await shown(name))
  if (DONE[name]) {
    const page = await shown(name)
    await DONE[name](page)
    await settled()
    keep(`${name}-done`, page)
  }
  phone.online = false
  keep(`${name}-stale`, await shown(name))
  phone.storage.clear()
  keep(`${name}-failed`, await shown(name))
})

test.each(['log', 'queue', 'progress', 'certificates', 'inbox'])('%s with nothing to show', async (name) => {
  await place.close()
  place = await town({ ...SEEN, ...NOTHING })
  keep(`${name}-empty`, await shown(name))
})
