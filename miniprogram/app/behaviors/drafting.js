const drafts = require('../draft')
const format = require('../format')
const photos = require('../photos')
const { toast } = require('../asking')
const { LENGTH, LOG, PHOTOS } = require('../texts')

const today = () => format.dayAt(Date.now())
const tileOf = (path) => ({ key: path, src: path, word: '', removes: true })

/** The form for hours: a draft that is kept with each change. */
module.exports = Behavior({
  data: { draft: { minutes: 0, starts: null, ends: null, photos: [] }, tiles: [], full: false },

  methods: {
    setDraft(draft) {
      this.setData({
        draft,
        day: format.longDay(draft.day),
        last: today(),
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

    chooseLength({ detail }) {
      this.write(detail)
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
      if (drafts.half({ starts, ends })) return LENGTH.half
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
