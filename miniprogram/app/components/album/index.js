/**
 * Pictures side by side: `tiles` are `{ key, src, word, removes }`, where `word` stands over what has no picture yet or
 * waits. `adds`: one more can be chosen. Tells `add`, and `open` and `remove` with the key.
 */
Component({
  properties: { tiles: { type: Array, value: [] }, adds: { type: Boolean, value: false } },

  methods: {
    add() {
      this.triggerEvent('add')
    },

    open({ currentTarget }) {
      this.triggerEvent('open', { key: currentTarget.dataset.key })
    },

    remove({ currentTarget }) {
      this.triggerEvent('remove', { key: currentTarget.dataset.key })
    },
  },
})
