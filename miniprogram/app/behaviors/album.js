const photos = require('../photos')
const { PHOTOS } = require('../texts')

const ABSENT = { coming: PHOTOS.coming, lost: PHOTOS.unknown }
const PRESENT = { image: PHOTOS.loading, video: PHOTOS.film }

function tileOf({ id, kind, state }) {
  const src = kind === 'image' ? photos.known(id) : ''
  return { key: String(id), id, kind, src, word: src ? '' : ABSENT[state] || PRESENT[kind] }
}

/** A page that shows the pictures of an entry. Films are fetched when they are opened. */
module.exports = Behavior({
  data: { tiles: [] },

  methods: {
    /** `found` as the service lists them, and `more` tiles of the page's own. */
    async showPhotos(found, more = []) {
      this.setData({ tiles: [...found.map(tileOf), ...more] })
      for (const { id, kind, state } of found) {
        if (kind === 'image' && !ABSENT[state]) await this.fetchPhoto(id)
      }
    },

    async fetchPhoto(id) {
      try {
        this.changeTile(id, { src: await photos.fetch(id), word: '' })
      } catch (problem) {
        if (problem.name !== 'Problem') throw problem
        this.changeTile(id, { word: PHOTOS.failed })
      }
    },

    changeTile(id, change) {
      this.setData({ tiles: this.data.tiles.map((tile) => (tile.id === id ? { ...tile, ...change } : tile)) })
    },

    async openPhoto({ detail }) {
      const { tiles } = this.data
      const tile = tiles.find(({ key }) => key === detail.key)
      if (Object.values(ABSENT).includes(tile.word)) return
      if (tile.kind === 'video') return this.openFilm(tile)
      if (!tile.src) return this.fetchPhoto(tile.id)
      const shown = tiles.filter(({ src }) => src)
      photos.look(shown.map(({ src }) => ({ url: src, type: 'image' })), shown.indexOf(tile))
    },

    async openFilm({ id }) {
      this.changeTile(id, { word: PHOTOS.loading })
      try {
        photos.look([{ url: await photos.fetch(id), type: 'video' }], 0)
        this.changeTile(id, { word: PHOTOS.film })
      } catch (problem) {
        if (problem.name !== 'Problem') throw problem
        this.changeTile(id, { word: PHOTOS.failed })
      }
    },
  },
})
