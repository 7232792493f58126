const { client } = require('../../api/index')
const format = require('../../format')
const { showTab } = require('../../tabs')
const { PROGRESS } = require('../../texts')

/** How far an apprentice has come, and what is missing for the next grade. */
Component({
  behaviors: [require('../../behaviors/reading')],

  data: { words: PROGRESS, trainings: [], nexts: [] },

  methods: {
    onShow() {
      showTab(this)
      return this.load()
    },

    path: () => '/progress',

    async prepare() {
      const { nexts } = (await client.read('/grades')).body
      this.setData({ nexts: nexts.map(next) })
      return true
    },

    shown: ({ trainings }) => ({ trainings: trainings.map(training), empty: !trainings.length }),
  },
})

function training(one) {
  const { progress, lesson_minutes: per } = one
  return {
    head: PROGRESS.head(one),
    term: PROGRESS.term(one),
    percent: progress.done_percent,
    pace: PROGRESS.pace(progress.done_percent, progress.expected_percent),
    behind: progress.done_percent < progress.expected_percent,
    sums: PROGRESS.sums(
      format.lessonsAtMost(progress.confirmed, per),
      format.lessonsAtMost(progress.waiting, per),
      format.lessonsAtLeast(progress.required, per),
    ),
    lines: progress.lines.map((line) => bar(line, per)),
    outlook: outlook(one),
  }
}

function bar({ category, required, confirmed, missing }, per) {
  return {
    category,
    name: format.category(category),
    figures: `${format.lessonsAtMost(confirmed, per)}/${format.lessonsAtLeast(required, per)}`,
    percent: required ? Math.min(Math.floor((confirmed * 100) / required), 100) : 100,
    missing: missing ? PROGRESS.missing(format.lessonsAtLeast(missing, per)) : '',
  }
}

/** Pace, what is out of reach, what was passed and what is due. */
function outlook({ progress, due, passed, lesson_minutes: per }) {
  return [
    pace(progress),
    progress.out_of_reach ? PROGRESS.beyond(format.lessonsAtLeast(progress.out_of_reach, per)) : '',
    passed.length ? PROGRESS.passed(passed) : '',
    ...due.map(PROGRESS.due),
  ].filter(Boolean)
}

function pace({ required, missing, forecast, ends_on: end }) {
  if (!required) return PROGRESS.none
  if (!missing) return PROGRESS.all
  if (!forecast) return ''
  return forecast <= end ? PROGRESS.soon(forecast) : PROGRESS.late(forecast)
}

const next = (one) => ({
  head: PROGRESS.next(one),
  ways: one.ways.map((way) => ({ head: PROGRESS.way(way), conditions: way.conditions })),
})
