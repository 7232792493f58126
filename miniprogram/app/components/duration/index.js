const drafts = require('../../draft')
const format = require('../../format')
const { LENGTH } = require('../../texts')

// Whoever confirms opens a longer entry without its times first.
const LONG = 6 * 60

const shown = (minute) => (minute === null ? '' : format.clock(minute))

/**
 * How long, by steps or from when to when: `value` is `{ minutes, starts, ends }`, the times null where they are not said.
 * Tells `change` with all three.
 */
Component({
  properties: { value: { type: Object, value: { minutes: 0, starts: null, ends: null } } },

  data: { length: '', starts: '', ends: '', advice: '' },

  observers: {
    value(value) {
      const { minutes, starts, ends } = value
      this.setData({
        length: format.hours(minutes),
        starts: shown(starts),
        ends: shown(ends),
        advice: minutes > LONG && !drafts.between(value) ? LENGTH.long : '',
      })
    },
  },

  methods: {
    step({ currentTarget }) {
      const { value } = this.data
      const steps = Number(currentTarget.dataset.steps)
      this.tell({ minutes: drafts.stepped(value.minutes, steps, drafts.between(value)) })
    },

    chooseTime({ currentTarget, detail }) {
      this.tell(drafts.timed({ ...this.data.value, [currentTarget.dataset.which]: format.minuteOf(detail.value) }))
    },

    clearTimes() {
      this.tell({ starts: null, ends: null })
    },

    tell(change) {
      const { minutes, starts, ends } = { ...this.data.value, ...change }
      this.triggerEvent('change', { minutes, starts, ends })
    },
  },
})
