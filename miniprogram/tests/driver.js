/** Phones for a test that is written elsewhere: a JSON line asks something of one of them, a JSON line answers. */
const readline = require('node:readline')
const { createClient } = require('../app/api/client')
const { createOutbox } = require('../app/api/outbox')
const { Phone } = require('./phone')

const server = process.argv[2]
const phones = new Map()

function phoneOf(name) {
  if (!phones.has(name)) {
    const phone = new Phone()
    const client = createClient({ wx: phone.wx, server })
    phones.set(name, { phone, client, outbox: createOutbox({ wx: phone.wx, client }) })
  }
  return phones.get(name)
}

const calls = {
  set: ({ phone }, facts) => void Object.assign(phone, facts),
  codes: ({ phone }, codes) => void phone.codes.push(...codes),
  bind: ({ client }, way, facts) => client.bind(way, facts),
  open: ({ client }, path) => client.open(path),
  read: ({ client }, path) => client.read(path),
  send: ({ outbox }, ...request) => outbox.send(...request),
  resend: ({ outbox }) => outbox.resend(),
  keep: ({ phone }, name, base64) => void phone.files.set(name, Buffer.from(base64, 'base64')),
  attach: ({ outbox }, number, files) => outbox.attach(number, files),
  download: async ({ phone, client }, path) => phone.files.get(await client.download(path)).toString('base64'),
  waiting: ({ outbox }) => outbox.waiting(),
  requests: ({ phone }) => phone.requests,
}

const told = ({ status, code, message, facts, open }) => ({ status, code, message, facts, open })

async function answered(line) {
  const { phone, call, args } = JSON.parse(line)
  try {
    return { answer: (await calls[call](phoneOf(phone), ...args)) ?? null }
  } catch (problem) {
    return problem.name === 'Problem' ? { problem: told(problem) } : { broken: String(problem.stack) }
  }
}

async function main() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    process.stdout.write(JSON.stringify(await answered(line)) + '\n')
  }
}

main()
