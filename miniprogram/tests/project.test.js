/** @jest-environment node */
const fs = require('node:fs')
const path = require('node:path')

const BUILT = path.resolve(__dirname, '../build/app')
const read = (name) => fs.readFileSync(path.join(BUILT, name), 'utf8')
const json = (name) => JSON.parse(read(name))
const there = (name) => fs.existsSync(path.join(BUILT, name))

const { pages, tabBar } = json('app.json')
const components = ['components/album/index', 'components/duration/index', 'components/page-state/index', 'components/consent/index', 'custom-tab-bar/index']
const behaviors = fs.readdirSync(path.join(BUILT, 'behaviors')).map((name) => read(`behaviors/${name}`)).join('\n')

test.each([...pages, ...components])('%s has its four files and all the components it names', (name) => {
  expect(['js', 'json', 'wxml', 'wxss'].filter((kind) => !there(`${name}.${kind}`))).toEqual([])
  const { usingComponents } = json(`${name}.json`)
  expect(Object.values(usingComponents).filter((used) => !there(`${used}.json`))).toEqual([])
  const tags = [...read(`${name}.wxml`).matchAll(/<((?:t-|page-state|consent|album|duration)[a-z-]*)/g)].map((found) => found[1])
  expect([...new Set(tags)].sort()).toEqual(Object.keys(usingComponents).sort())
})

test.each([...pages, ...components])('%s has a method for each event it binds', (name) => {
  const code = read(`${name}.js`) + behaviors
  const bound = [...read(`${name}.wxml`).matchAll(/(?:bind|catch):?[a-z]+="(\w+)"/g)].map((found) => found[1])
  expect(bound.filter((method) => !new RegExp(`^ {4}(async )?${method}\\(`, 'm').test(code))).toEqual([])
})

test('the tabs are pages, and those that roles choose from', () => {
  const { tabsOf } = require(path.join(BUILT, 'tabs'))
  const everybody = { roles: ['apprentice', 'mentor'].map((role) => ({ role })) }
  expect(tabsOf(everybody).map(({ page, text }) => ({ pagePath: page, text }))).toEqual(tabBar.list)
  const teacher = { roles: [{ role: 'teacher' }] }
  expect(tabsOf(teacher).map(({ text }) => text)).toEqual(['待确认', '通知'])
  expect(tabBar.list.every((tab) => pages.includes(tab.pagePath))).toBe(true)
})

test('every page that is opened by its address is there', () => {
  const code = pages.map((name) => read(`${name}.js`)).join('\n') + behaviors
  const opened = [...code.matchAll(/\/(pages\/\w+\/index)/g)].map((found) => found[1])
  expect(opened.filter((name) => !pages.includes(name))).toEqual([])
})

test("every page begins with the person's size of letters, and all letters go along", () => {
  expect(pages.filter((name) => !read(`${name}.wxml`).startsWith('<view class="root" style="--type: {{type}}">'))).toEqual([])
  expect(['styles', ...pages, ...components].filter((name) => /font-size: \d/.test(read(`${name}.wxss`)))).toEqual([])
})
