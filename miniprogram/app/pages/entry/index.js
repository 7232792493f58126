const { agreed, toast, words } = require('../../asking')
const drafts = require('../../draft')
const format = require('../../format')
const { compared, signature } = require('../../thread')
const { ENTRY, confirmers } = require('../../texts')

/** One own entry: what became of it, and what can be done with it. */
Component({
  behaviors: [require('../../behaviors/reading'), require('../../behaviors/writing')],

  data: { line: {}, changes: [], signatures: [], editing: null },

  methods: {
    onLoad({ number }) {
      this.number = number
    },

    onShow() {
      return this.load()
    },

    path() {
      return `/hours/${this.number}`
    },

    shown({ entry, revisions, signatures, disputes, mentors, school }) {
      return {
        line: format.line(entry),
        waits: entry.status === 'submitted' ? confirmers({ mentors, school }) : '',
        changes: revisions.map((one) => ({ title: ENTRY.replaced(one.revision), lines: one.changes.map(compared) })),
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

    edit() {
      const { minutes, content } = this.data.line
      this.setEdit({ minutes, content })
    },

    leave() {
      this.setData({ editing: null, trouble: '' })
    },

    setEdit(editing) {
      this.setData({ editing, length: format.hours(editing.minutes) })
    },

    step({ currentTarget }) {
      const { editing } = this.data
      this.setEdit({ ...editing, minutes: drafts.stepped(editing.minutes, Number(currentTarget.dataset.steps)) })
    },

    writeContent({ detail }) {
      this.setEdit({ ...this.data.editing, content: detail.value })
    },

    /** Names the version on the screen; where it has changed meanwhile, the new one is shown and what was typed stays. */
    async amend() {
      const { line, editing } = this.data
      const version = { revision: line.revision, status: line.status }
      const change = Object.fromEntries(Object.entries(editing).filter(([name, value]) => value !== line[name]))
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
      if (answer) await this.done(ENTRY.pressed([...answer.mentors.map((one) => one.name), ...answer.teachers]))
    },

    async dispute() {
      const reason = await words(ENTRY.disputeTitle, ENTRY.disputeHint)
      if (reason && (await this.send('POST', `${this.path()}/dispute`, { reason }))) await this.done(ENTRY.disputed)
    },

    async done(said) {
      toast(said)
      this.leave()
      await this.load()
    },
  },
})
