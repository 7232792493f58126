const drafts = require('../draft')
const format = require('../format')
const photos = require('../photos')
const { toast } = require('../asking')
const { LOG, PHOTOS } = require('../texts')

// Whoever confirms opens a longer entry without its times first.
const LONG = 6 * 60

const today = () => format.dayAt(Date.now())
const shown = (minute) => (minute === null ? '' : format.clock(minute))
const tileOf = (path) => ({ key: path, src: path, word: '', removes: true })

/** The form for hours: a draft that is kept with each change. */
module.exports = Behavior({
  data: { draft: {}, tiles: [], full: false },

  methods: {
    setDraft(draft) {
      const between = drafts.between(draft)
      this.setData({
        draft,
        day: format.longDay(draft.day),
        length: format.hours(draft.minutes),
        last: today(),
        starts: shown(draft.starts),
        ends: shown(draft.ends),
        advice: draft.minutes > LONG && !between ? LOG.long : '',
        tiles: draft.photos.map(tileOf),
        full: draft.photos.length >= photos.MOST,
      })
    },

    write(change) {
      const draft = { ...this.data.draft, ...change }
      drafts.keep(draft)
      this.setDraft(draft)
    },

    chooseDay({ detail }) {
      this.write({ day: detail.value })
    },

    step({ currentTarget }) {
      const { draft } = this.data
      const steps = Number(currentTarget.dataset.steps)
      this.write({ minutes: drafts.stepped(draft.minutes, steps, drafts.between(draft)) })
    },

    /** `ends` or `starts`, as the picker says. */
    chooseTime({ currentTarget, detail }) {
      this.write(drafts.timed({ ...this.data.draft, [currentTarget.dataset.which]: format.minuteOf(detail.value) }))
    },

    clearTimes() {
      this.write({ starts: null, ends: null })
    },

    chooseCategory({ currentTarget }) {
      this.write({ category: currentTarget.dataset.code })
    },

    writeContent({ detail }) {
      this.write({ content: detail.value })
    },

    suggest({ currentTarget }) {
      this.write({ content: currentTarget.dataset.content })
    },

    writeReason({ detail }) {
      this.write({ reason: detail.value })
    },

    async addPhotos() {
      const chosen = await photos.choose(photos.MOST - this.data.draft.photos.length)
      const all = [...this.data.draft.photos, ...chosen]
      if (all.length > photos.MOST) toast(PHOTOS.most(photos.MOST))
      this.write({ photos: all.slice(0, photos.MOST) })
    },

    removePhoto({ detail }) {
      this.write({ photos: this.data.draft.photos.filter((path) => path !== detail.key) })
    },

    /** What the draft says, as the service is told; a sentence where something is missing. */
    told() {
      const { day, minutes, category, content, reason, starts, ends } = this.data.draft
      if (!category) return LOG.choose
      if (!content.trim()) return LOG.write
      if ((starts === null) !== (ends === null)) return LOG.half
      const more = { ...(reason.trim() ? { reason: reason.trim() } : {}), ...(starts === null ? {} : { starts, ends }) }
      return { day, minutes, category, content: content.trim(), ...more }
    },

    begin() {
      this.setDraft(drafts.read(today()))
    },

    /**
     * What was given back after a late refusal is shown, but nothing that is being written is lost for it. The day is
     * the one that the month asks for.
     */
    resume() {
      const kept = drafts.read(today())
      if (kept.content && !this.data.draft.content) this.setDraft(kept)
      const day = drafts.takeWish()
      if (day) this.write({ day })
    },

    startAnew() {
      this.setDraft(drafts.next(this.data.draft, today()))
      this.setData({ reasoned: false })
    },
  },
})
