const http = require('node:http')

const unknown = () => ({ status: 404, body: { code: 'requests.unknown_path', message: '没有这个地址。', facts: {} } })

/** The name and the content of a form's one file, which is text in these tests. */
function partOf(text) {
  const [, name, content] = /name="(\w+)".*?\r\n\r\n(.*?)\r\n--/s.exec(text)
  return { name, content }
}

/** A service that answers as it is told: `answers` maps "METHOD /path" to functions of the request. */
async function service(answers) {
  const asked = []
  const server = http.createServer(async (request, response) => {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const form = (request.headers['content-type'] || '').startsWith('multipart/')
    const one = {
      path: request.url.replace('/api/v1', ''),
      token: (request.headers.authorization || '').replace('Bearer ', ''),
      key: request.headers['idempotency-key'],
      tag: request.headers['if-none-match'],
      body: form ? partOf(text) : text ? JSON.parse(text) : undefined,
    }
    asked.push(one)
    const { status = 200, body, header = {}, raw } = await (answers[`${request.method} ${one.path}`] || unknown)(one)
    response.writeHead(status, { Connection: 'close', ...header })
    response.end(raw ?? (body === undefined ? undefined : JSON.stringify(body)))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    asked,
    also: (more) => Object.assign(answers, more),
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

module.exports = { service }
