const { PAGE } = require('../../texts')

/** What a page shows instead of its content while there is none, and why. */
Component({
  properties: {
    state: { type: String, value: 'loading' },
    message: { type: String, value: '' },
    empty: { type: String, value: '' },
    note: { type: String, value: '' },
  },

  data: { words: { retry: PAGE.retry }, rows: [{ width: '50%' }, 1, 1, { width: '70%' }] },

  methods: {
    retry() {
      this.triggerEvent('retry')
    },
  },
})
