const babel = require('@babel/core')
module.exports = { process: (src, filename) => ({ code: babel.transformSync(src, { filename, babelrc: false, configFile: false, plugins: ['@babel/plugin-transform-modules-commonjs'] }).code }) }
