const { transformSync } = require('@babel/core')

const OPTIONS = { babelrc: false, configFile: false, plugins: ['@babel/plugin-transform-modules-commonjs'] }

/** `import` and `export` as `require` and `exports`. */
module.exports = { process: (source, filename) => ({ code: transformSync(source, { ...OPTIONS, filename }).code }) }
