/** Puts the mini-program and the parts of TDesign that it uses together in build/app, as the vendor's tool would. */
const fs = require('node:fs')
const path = require('node:path')

const ROOT = path.resolve(__dirname, '..')
const DIST = path.join(ROOT, 'node_modules/tdesign-miniprogram/miniprogram_dist')
const OUT = path.join(ROOT, 'build/app')
const NPM = path.join(OUT, 'miniprogram_npm/tdesign-miniprogram')
// What components import that is no component.
const SHARED = ['common', 'mixins', 'config-provider', 'locale']

const jsons = (folder) =>
  fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.json')).map((name) => path.join(folder, name))

const used = (json) => Object.values(JSON.parse(fs.readFileSync(json, 'utf8')).usingComponents || {})

/** The folders of components, and of those that they use in turn. */
function folders() {
  const found = new Set()
  const asked = jsons(path.join(ROOT, 'app')).flatMap(used).filter((name) => name.startsWith('/miniprogram_npm/'))
  const queue = asked.map((name) => name.split('/')[3])
  while (queue.length) {
    const folder = queue.pop()
    if (found.has(folder)) continue
    found.add(folder)
    for (const json of jsons(path.join(DIST, folder))) {
      queue.push(...used(json).map((name) => path.relative(DIST, path.join(path.dirname(json), name)).split(path.sep)[0]))
    }
  }
  return found
}

module.exports = async () => {
  fs.rmSync(OUT, { recursive: true, force: true })
  fs.cpSync(path.join(ROOT, 'app'), OUT, { recursive: true, filter: (name) => !name.includes('miniprogram_npm') })
  for (const folder of [...SHARED, ...folders()]) {
    fs.cpSync(path.join(DIST, folder), path.join(NPM, folder), { recursive: true })
  }
}
