const path = require('node:path')
const { act, open, phone, said, settled, town } = require('./stage')
const { LIN, apprentice, entry, photo, refusal } = require('./answers')

const PAGE = 'pages/entry/index'
const thread = (facts, more) => ({
  entry: entry(facts),
  revisions: [],
  signatures: [],
  disputes: [],
  evidence: 0,
  photos: [],
  room: 9,
  mentors: [{ name: '王建国', deputy_name: null }],
  school: false,
  ...more,
})

let place, held

beforeEach(async () => {
  held = thread({})
  place = await town({
    ...apprentice,
    'GET /hours/128': () => ({ body: held }),
    'POST /hours/128/amend': () => answer(),
    'POST /hours/128/withdraw': () => ({ body: { entry: entry({ status: 'withdrawn' }), again: false } }),
    'POST /hours/128/press': () => refusal(422, 'hours.too_early_to_press', '等满 3天才能催办。'),
  })
})

afterEach(() => place.close())

let answer
const last = (path) => place.asked.filter((one) => one.path === path).at(-1)

test('a returned entry shows who returned it, why, and what was changed', async () => {
  held = thread(
    { status: 'returned', revision: 2 },
    {
      signatures: [
        { revision: 1, decision: 'returned', reason: '时间不符', signer: '王建国', role: 'mentor', instead_of: '陈志明', decided_at: '2026-11-20T10:05:00Z' },
      ],
      revisions: [
        { revision: 1, status: 'returned', facts: {}, replaced_at: '2026-11-20T10:06:00Z', changes: [{ field: 'minutes', before: 240, after: 180 }] },
      ],
    },
  )
  const page = await open(PAGE, { number: '128' })
  expect(said(page)).toContain('已退回')
  expect(said(page)).toContain('王建国 退回（代 陈志明）11-20 18:05时间不符')
  expect(said(page)).toContain('时长：4小时 → 3小时')
})

test('a confirmation taken back and a withdrawal are told, and no empty change', async () => {
  held = thread(
    { status: 'withdrawn', revision: 2 },
    {
      revisions: [
        { revision: 1, status: 'confirmed', facts: {}, replaced_at: '2026-11-20T10:06:00Z', changes: [], undone_by: '王建国' },
      ],
      withdrawn: { at: '2026-11-20T11:00:00Z', by: '林子轩' },
    },
  )
  const page = await open(PAGE, { number: '128' })
  expect(said(page)).toContain('王建国 撤销了确认，内容没有改 11-20 18:06')
  expect(said(page)).toContain('林子轩 撤回 11-20 19:00')
  expect(said(page)).not.toContain('次修改')
})

test('an edit sends what was changed and the version that was seen', async () => {
  answer = () => ({ body: {} })
  const page = await open(PAGE, { number: '128' })
  await act(page, '.edit')
  await act(page, '.duration >> .less')
  await act(page, '.amend')
  expect(last('/hours/128/amend').body).toEqual({ version: { revision: 1, status: 'submitted' }, minutes: 210 })
  expect(phone.told).toEqual(['已改，重新等待确认。'])
})

test.each([
  ['one hour less keeps its times', ['.less', '.less'], { minutes: 180, starts: 480, ends: 720 }],
  ['without its times it only has a length', ['.clear'], { minutes: 240 }],
])('of an entry from eight to twelve, %s', async (_, taps, change) => {
  held = thread({ starts: 480, ends: 720 })
  answer = () => ({ body: {} })
  const page = await open(PAGE, { number: '128' })
  await act(page, '.edit')
  for (const tap of taps) await act(page, `.duration >> ${tap}`)
  await act(page, '.amend')
  expect(last('/hours/128/amend').body).toEqual({ version: { revision: 1, status: 'submitted' }, ...change })
})

test('an edit of what changed meanwhile shows the new entry, keeps what was typed and names the new version next', async () => {
  answer = () => {
    held = thread({ status: 'confirmed' })
    return refusal(409, 'hours.changed_meanwhile', '刚刚有变化。', {})
  }
  const page = await open(PAGE, { number: '128' })
  await act(page, '.edit')
  await act(page, '.duration >> .less')
  await act(page, '.amend')
  expect(said(page)).toContain('这条记录刚刚有变化，已换成最新的。请核对后再改。')
  expect(said(page)).toContain('已确认')
  answer = () => ({ body: {} })
  await act(page, '.amend')
  expect(last('/hours/128/amend').body).toEqual({ version: { revision: 1, status: 'confirmed' }, minutes: 210 })
})

test('nothing is withdrawn without being asked', async () => {
  const page = await open(PAGE, { number: '128' })
  await act(page, '.withdraw')
  expect(last('/hours/128/withdraw')).toBeUndefined()
  phone.modals = [{ confirm: true }]
  await act(page, '.withdraw')
  expect(phone.told.at(-1)).toBe('已撤回。')
})

test('pressing too early is told as the service tells it', async () => {
  const page = await open(PAGE, { number: '128' })
  await act(page, '.press')
  expect(said(page)).toContain('等满 3天才能催办。')
})

test('opened from a message by whoever was signed out by time, it signs in and shows itself', async () => {
  phone.storage.clear()
  phone.codes = ['c1']
  place.also({ 'POST /login': () => ({ body: { tokens: { access_token: 'a9', refresh_token: 'r9' }, person: LIN } }) })
  const page = await open(PAGE, { number: '128' })
  expect(place.asked.map((one) => one.path)).toEqual(['/login', '/hours/128'])
  expect(said(page)).toContain('11月20日 周五')
})

test('who opens it from a message and is not bound comes back to it after the binding', async () => {
  place.also({
    'GET /hours/128': () => refusal(401, 'login.needed', '请先登录。'),
    'POST /token': () => refusal(401, 'login.refresh_refused', '登录已失效。'),
    'POST /login': () => refusal(403, 'login.not_bound', '这个微信还没有绑定，请先绑定。', { known: true }),
  })
  phone.codes = ['c1']
  await open(PAGE, { number: '128' })
  const [url] = phone.opened
  expect(decodeURIComponent(url.split('to=')[1])).toMatch(/^\/\w+\?number=128$/)
})

describe('pictures', () => {
  const waits = () => phone.storage.get('outbox').filter((item) => item.file)
  let kept

  beforeEach(() => {
    kept = () => ({ status: 201, body: { photo: photo({ id: 6 }), room: 7 } })
    place.also({
      'GET /photos/5': () => ({ raw: 'a lathe' }),
      'POST /entries/128/photos': () => kept(),
    })
  })

  test('the pictures of an entry are fetched with the token, shown, and looked at in full', async () => {
    held = thread({}, { photos: [photo(), photo({ id: 7, kind: 'video' }), photo({ id: 8, state: 'coming' })] })
    const page = await open(PAGE, { number: '128' })
    expect(place.asked.filter((one) => one.path.startsWith('/photos'))).toMatchObject([{ path: '/photos/5', token: 'a' }])
    expect(page.data.tiles.map(({ word }) => word)).toEqual(['', '视频', '正在取'])
    page.instance.openPhoto({ detail: { key: '5' } })
    expect(phone.looked).toMatchObject([{ sources: [{ type: 'image' }], current: 0 }])
    expect(phone.files.get(phone.looked[0].sources[0].url).toString()).toBe('a lathe')
  })

  test('a picture is chosen, sent as the file `photo` and then no longer on the phone', async () => {
    const page = await open(PAGE, { number: '128' })
    phone.take('lathe', 'a lathe')
    page.instance.addPhotos()
    await settled()
    expect(last('/entries/128/photos')).toMatchObject({ body: { name: 'photo', content: 'a lathe' }, token: 'a' })
    expect(last('/entries/128/photos').key).toBeTruthy()
    expect([waits(), phone.saved, phone.told]).toEqual([[], [], ['照片已传上 1 张']])
  })

  test('without a line it is shown as waiting, also later, and goes when the line is back', async () => {
    const page = await open(PAGE, { number: '128' })
    phone.online = false
    phone.take('lathe', 'a lathe')
    page.instance.addPhotos()
    await settled()
    expect(page.data.tiles).toMatchObject([{ src: 'store/lathe', word: '等待上传' }])
    expect((await open(PAGE, { number: '128' })).data.room).toBe(8)
    phone.online = true
    await require(path.resolve(__dirname, '../build/app/api/deliver')).deliver()
    expect(waits()).toEqual([])
  })

  test.each([
    [() => refusal(422, 'evidence.too_many', '一条学时最多附 9 份照片或视频。'), '一条学时最多附 9 份照片或视频。'],
    [() => refusal(422, 'form.picture_unfit', '这个文件不是能打开的照片。'), '这个文件不是能打开的照片。'],
    [() => ({ status: 413, raw: '<html>' }), '照片太大，请选小一点的，或截图后再传。'],
  ])('a picture that is refused is told why and ends', async (answer, why) => {
    kept = answer
    const page = await open(PAGE, { number: '128' })
    phone.take('lathe', 'a lathe')
    page.instance.addPhotos()
    await settled()
    expect(phone.told).toEqual([`有内容没有提交成功 照片没有传上：${why}`])
    expect([waits(), phone.saved]).toEqual([[], []])
  })

  test('who takes no picture after all sends nothing', async () => {
    const page = await open(PAGE, { number: '128' })
    page.instance.addPhotos()
    await settled()
    expect([last('/entries/128/photos'), phone.told]).toEqual([undefined, []])
  })
})
