/** The one client and the one outbox of this mini-program. */
const { serverOf } = require('../config')
const { createClient } = require('./client')
const { createOutbox } = require('./outbox')

const client = createClient({ wx, server: serverOf(wx.getAccountInfoSync().miniProgram.envVersion) })

module.exports = { client, outbox: createOutbox({ wx, client }) }
