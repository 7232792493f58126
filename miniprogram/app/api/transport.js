const { Problem } = require('./problem')
const { NETWORK } = require('../texts')

const TIMEOUT = 15000

/** One request over `wx`: `{ status, body, header }` for whatever the service answers; a Problem where nothing came. */
function transport(wx, server) {
  return ({ method, path, body, header }) =>
    new Promise((resolve, reject) => {
      wx.request({
        url: `${server}/api/v1${path}`,
        method,
        data: body === undefined ? undefined : JSON.stringify(body),
        header: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...header },
        dataType: 'text',
        timeout: TIMEOUT,
        success: (answer) => resolve(read(answer)),
        fail: () => reject(new Problem(0, NETWORK.lost)),
      })
    }).then(judged)
}

function read({ statusCode, data, header = {} }) {
  const lower = Object.fromEntries(Object.entries(header).map(([name, value]) => [name.toLowerCase(), value]))
  return { status: statusCode, body: parsed(data), header: lower }
}

/** A page of a proxy in between is no answer of the service. */
function parsed(data) {
  try {
    return data ? JSON.parse(data) : null
  } catch {
    return undefined
  }
}

function judged(answer) {
  const { status, body, header } = answer
  if (status === 304) return answer
  if (body === undefined) throw new Problem(status < 500 ? 0 : status, NETWORK.strange)
  if (status >= 200 && status < 300) return answer
  const said = body && body.message ? body : NETWORK.strange
  throw new Problem(status, said, Number(header['retry-after']) || 0)
}

module.exports = { transport }
