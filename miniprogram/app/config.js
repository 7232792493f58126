/** Where the service is reached: the PUBLIC_URL of its settings, in the list of allowed domains of the mini-program. */
module.exports = { server: 'https://jiangmiao.example' }
