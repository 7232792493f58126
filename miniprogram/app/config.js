/**
 * Where the service is reached. The first is the PUBLIC_URL of its settings and must stand in the list of allowed
 * domains of the mini-program; the second is a service on one's own machine, for the vendor's tool.
 */
const SERVER = 'https://jiangmiao.example'
const ON_THIS_MACHINE = 'http://127.0.0.1:8080'

module.exports = { serverOf: (version) => (version === 'develop' ? ON_THIS_MACHINE : SERVER) }
