const { outbox } = require('../../api/index')
const { deliver } = require('../../api/deliver')
const { agreed, toast, words } = require('../../asking')
const drafts = require('../../draft')
const format = require('../../format')
const photos = require('../../photos')
const { history, signature } = require('../../thread')
const { ENTRY, LENGTH, PHOTOS, confirmers } = require('../../texts')

const waitingTile = ({ key, file }) => ({ key, src: file, word: PHOTOS.waits, removes: true })

/** What is written otherwise. Times go with the length, and are dropped by one without them. */
function changeOf({ minutes, starts, ends, content }, line) {
  const same = minutes === line.minutes && starts === line.starts && ends === line.ends
  const length = same ? {} : { minutes, ...(starts === null ? {} : { starts, ends }) }
  return { ...length, ...(content === line.content ? {} : { content }) }
}

/** One own entry: what became of it, and what can be done with it. */
Component({
  behaviors: [require('../../behaviors/reading'), require('../../behaviors/writing'), require('../../behaviors/album')],

  data: { line: {}, changes: [], signatures: [], editing: null, room: 0 },

  methods: {
    onLoad({ number }) {
      this.number = number
    },

    onShow() {
      return this.load()
    },

    query() {
      return `number=${this.number}`
    },

    path() {
      return `/hours/${this.number}`
    },

    /** What was read before the service knew of pictures has none. */
    shown({ entry, revisions, withdrawn, signatures, disputes, mentors, school, photos: kept = [], room = 0 }) {
      Object.assign(this, { kept, room })
      return {
        line: format.line(entry),
        waits: entry.status === 'submitted' ? confirmers({ mentors, school }) : '',
        changes: history(revisions, withdrawn),
        signatures: signatures.map(signature),
        disputes: disputes.map(({ reason, settlement, settled_by: by }) => ({ reason, settlement, by })),
        can: {
          amend: entry.status !== 'withdrawn',
          withdraw: entry.status === 'submitted' || entry.status === 'returned',
          press: entry.status === 'submitted',
          dispute: entry.status === 'submitted' || entry.status === 'returned',
        },
      }
    },

    /** The pictures that are kept, and those of this phone that are still to go. */
    after() {
      const waiting = outbox.photos(this.number)
      this.setData({ room: Math.max(this.room - waiting.length, 0) })
      return this.showPhotos(this.kept, waiting.map(waitingTile))
    },

    async addPhotos() {
      const chosen = await photos.choose(this.data.room)
      outbox.attach(this.number, chosen.slice(0, this.data.room))
      if (!chosen.length) return
      this.after()
      await deliver()
    },

    async removePhoto({ detail }) {
      if (!(await agreed(PHOTOS.discardTitle, PHOTOS.discard))) return
      outbox.discard(detail.key)
      await this.load()
    },

    edit() {
      const { minutes, starts, ends, content } = this.data.line
      this.setData({ editing: { minutes, starts, ends, content } })
    },

    leave() {
      this.setData({ editing: null, trouble: '' })
    },

    chooseLength({ detail }) {
      this.setData({ editing: { ...this.data.editing, ...detail } })
    },

    writeContent({ detail }) {
      this.setData({ editing: { ...this.data.editing, content: detail.value } })
    },

    /** Names the version on the screen; where it has changed meanwhile, the new one is shown and what was typed stays. */
    async amend() {
      const { line, editing } = this.data
      if (drafts.half(editing)) return this.setData({ trouble: LENGTH.half })
      const version = { revision: line.revision, status: line.status }
      const change = changeOf(editing, line)
      if (await this.send('POST', `${this.path()}/amend`, { version, ...change })) return this.done(ENTRY.amended)
      if (this.refused && this.refused.code === 'hours.changed_meanwhile') {
        await this.load()
        this.setData({ trouble: ENTRY.changed })
      }
    },

    async withdraw() {
      if (!(await agreed(ENTRY.withdrawTitle, ENTRY.withdraw))) return
      if (await this.send('POST', `${this.path()}/withdraw`)) await this.done(ENTRY.withdrawn)
    },

    async press() {
      const answer = await this.send('POST', `${this.path()}/press`)
      if (!answer) return
      const names = [...answer.mentors.map((one) => one.name), ...answer.teachers]
      await this.done(answer.again ? ENTRY.pressedBefore : ENTRY.pressed(names))
    },

    async dispute() {
      const reason = await words(ENTRY.disputeTitle, ENTRY.disputeHint)
      const answer = reason && (await this.send('POST', `${this.path()}/dispute`, { reason }))
      if (answer) await this.done(answer.again && answer.reason !== reason ? ENTRY.disputedBefore : ENTRY.disputed)
    },

    async done(said) {
      toast(said)
      this.leave()
      await this.load()
    },
  },
})
