const { Problem } = require('./problem')
const { NETWORK, PHOTOS } = require('../texts')

const TIMEOUT = 15000
// A picture on a bad line takes its time.
const FILE_TIMEOUT = 60000

/**
 * One request over `wx`: `{ status, body, header }` for whatever the service answers; a Problem where nothing came.
 * With `file` its content goes as the field `photo`; with `download` the body is the path of a temporary file.
 */
function transport(wx, server) {
  const way = ({ file, download }) => (file ? uploaded : download ? downloaded : plain)
  return (request) =>
    new Promise((resolve, reject) => {
      const common = {
        url: `${server}/api/v1${request.path}`,
        header: request.header || {},
        fail: () => reject(new Problem(0, NETWORK.lost)),
      }
      way(request)(wx, request, common, resolve, reject)
    }).then(judged)
}

function plain(wx, { method, body }, common, resolve, reject) {
  const type = body === undefined ? {} : { 'Content-Type': 'application/json' }
  wx.request({
    ...common,
    method,
    data: body === undefined ? undefined : JSON.stringify(body),
    header: { ...type, ...common.header },
    dataType: 'text',
    timeout: TIMEOUT,
    success: (answer) => resolve(read(answer)),
  })
}

function uploaded(wx, { file }, common, resolve, reject) {
  if (!there(wx, file)) return reject(new Problem(410, PHOTOS.lost))
  wx.uploadFile({
    ...common,
    filePath: file,
    name: 'photo',
    timeout: FILE_TIMEOUT,
    success: (answer) => resolve(read(answer)),
  })
}

/** The platform puts whatever comes into a file, also a refusal. */
function downloaded(wx, _, common, resolve, reject) {
  wx.downloadFile({
    ...common,
    timeout: FILE_TIMEOUT,
    success({ statusCode: status, tempFilePath }) {
      if (status === 200) resolve({ status, body: tempFilePath, header: {} })
      else reject(new Problem(status, status === 404 ? PHOTOS.gone : NETWORK.strange))
    },
  })
}

function there(wx, file) {
  try {
    wx.getFileSystemManager().accessSync(file)
    return true
  } catch {
    return false
  }
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
  if (body === undefined && status === 413) throw new Problem(status, PHOTOS.large)
  if (body === undefined) throw new Problem(status < 500 ? 0 : status, NETWORK.strange)
  if (status >= 200 && status < 300) return answer
  const said = body && body.message ? body : NETWORK.strange
  throw new Problem(status, said, Number(header['retry-after']) || 0)
}

module.exports = { transport }
