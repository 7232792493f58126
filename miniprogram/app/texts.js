/** Every sentence and word that the mini-program says itself; the service says the rest. */

const CATEGORIES = { theory: '理论', practice: '实操', on_the_job: '岗位', public_base: '公共实训', safety: '安全' }
const STATUSES = {
  submitted: { word: '待确认', theme: 'warning' },
  confirmed: { word: '已确认', theme: 'success' },
  returned: { word: '已退回', theme: 'danger' },
  withdrawn: { word: '已撤回', theme: 'default' },
}
const FLAGS = {
  late: '补记超过7天',
  long: '连续超过6小时无休息',
  long_untimed: '一条超过6小时，没有写起止',
  repeated: '内容与以前的记录相同',
  same_words: '内容与别人的记录相同',
  amended: '改过',
}
const FIELDS = {
  work_date: '日期', minutes: '时长', starts: '开始', ends: '结束', category: '类别', place: '地点', content: '内容',
}
const GRADES = ['', '学徒工', '初级工', '中级工', '高级工', '技师', '高级技师', '特级技师', '首席技师']
const PROGRAMMES = { student_apprenticeship: '学生学徒制', trainee_hire: '技培生', new_apprenticeship: '企业新型学徒制' }
const ASSESSMENTS = { midterm: '中期评估', final: '终结性评价', grade: '等级评价' }
const WAYS = { assessment: '等级评价', direct: '直接认定', stock: '存量认定', contest: '竞赛', appointment: '评聘' }
const ROLES = { apprentice: '学徒', mentor: '导师', teacher: '教师', administrator: '管理员' }
const CERTIFICATE_STATES = {
  valid: { word: '有效', theme: 'success' },
  suspended: { word: '已暂停', theme: 'warning' },
  revoked: { word: '已撤销', theme: 'danger' },
  reissued: { word: '已换发', theme: 'default' },
  expired: { word: '已过期', theme: 'default' },
}
const RETURN_REASONS = ['内容不清楚', '时间不符', '类别不对', '重复记录']
const DECISIONS = { confirmed: '确认', returned: '退回' }

const NETWORK = {
  lost: { code: 'network.lost', message: '网络不通，请稍后再试。' },
  strange: { code: 'network.strange', message: '服务暂时没有回应，请稍后再试。' },
}
const PAGE = {
  stale: (moment) => `网络不通，这是 ${moment} 的内容。`,
  retry: '重试',
  more: '继续上滑看更多',
  end: '没有更多了',
}
const DELIVERED = {
  title: '有内容没有提交成功',
  done: (count, photos) =>
    [count ? `已补交 ${count} 条` : '', photos ? `照片已传上 ${photos} 张` : ''].filter(Boolean).join('，'),
  why: ({ item, unfit, problem, lost, back }) =>
    (item.file ? '照片没有传上：' : '') +
    (unfit ? '放得太久或换了人，没有提交。请核对后重新填写。' : problem.message) +
    (back ? '已放回“学时”页，可以改好再记。' : lost.length ? `附的 ${lost.length} 张照片也没有传。` : ''),
}
const PHOTOS = {
  lost: { code: 'photo.lost', message: '这张照片已经不在手机里，请重新选。' },
  gone: { code: 'photo.gone', message: '这张照片已经取不到了。' },
  large: { code: 'photo.large', message: '照片太大，请选小一点的，或截图后再传。' },
  denied: '打不开相机或相册，请在右上角“…”的设置里允许。',
  full: '手机里放不下照片了，请先清理一些空间。',
  most: (most) => `最多附 ${most} 张。`,
  waits: '等待上传',
  loading: '读取中',
  failed: '点击重试',
  film: '视频',
  coming: '正在取',
  unknown: '取不到',
  discardTitle: '不再上传这张照片？',
  discard: '它可能已经传上了，重新打开这条记录可以核对。',
}
const SENDING = {
  kept: '没有收到回应，已存在手机里，联网后自动补交，不会重复。',
  busy: '正在提交…',
}
const LENGTH = {
  half: '起止时间要写全，或者都不写。',
  long: '超过6小时请写起止时间，不然导师要点开才能确认。',
}
const LOG = {
  empty: '还没有记录。写下今天做了什么，导师确认后计入学时。',
  choose: '请选择类别。',
  write: '请写做了什么，例如“车床外圆加工”。',
  logged: ({ number, twice }) => (twice ? `刚才已经记过，编号 ${number}，没有重复记。` : `已记录，编号 ${number}。`),
  room: (total, left) => `当天共 ${total}，${left ? `还可记 ${left}` : '不能再记了'}。`,
  awaited: (names) => (names ? `等待${names}确认。` : ''),
  again: '确实还有同样的一条',
  waiting: (count, photos) =>
    [count ? `${count} 条等待补交` : '', photos ? `${photos} 张照片等待上传` : ''].filter(Boolean).join('，'),
  discardTitle: '不再补交这一条？',
  discard: '它可能已经记上了。放弃后，请在下面的列表里核对。',
  sums: (confirmed, waiting) => `本周已确认 ${confirmed}，待确认 ${waiting}`,
}
const MONTH = {
  weekdays: '一二三四五六日',
  title: (of) => `${Number(of.slice(0, 4))}年${Number(of.slice(5))}月`,
  sums: (confirmed, waiting, missing) => `已确认 ${confirmed} · 待确认 ${waiting}${missing ? ` · 缺 ${missing}天` : ''}`,
  marks: { confirmed: '确认', waiting: '待', returned: '退回', missing: '缺', closed: '休' },
  confirmed: '已确认',
  waiting: '待确认',
  returned: '已退回',
  missing: '工作日，没有记录。',
  closed: '这一周无训练。',
  nothing: '没有记录。',
  closeTitle: '这一周为什么没有训练？',
  closeHint: '请写原因，例如：放假、停工',
  closedNow: '已记下，这一周无训练。',
  legend: '格里的数字是小时。“缺”是工作日没有记录，“休”是那一周报过无训练。',
}
const ENTRY = {
  withdrawTitle: '撤回这条记录？',
  withdraw: '撤回后不再等待确认，当天的时间空出来。',
  withdrawn: '已撤回。',
  amended: '已改，重新等待确认。',
  pressed: (names) => `已提醒${names.join('、')}。`,
  pressedBefore: '今天已经催过了，明天可以再催。',
  disputeTitle: '请管理员看这一条',
  disputeHint: '请写原因',
  disputed: '已提交，管理员会处理。',
  disputedBefore: '之前已经申诉过，这次写的没有另外记下。',
  changed: '这条记录刚刚有变化，已换成最新的。请核对后再改。',
  signed: (decision, signer) => `${signer} ${DECISIONS[decision] || decision}`,
  instead: (name) => `（代 ${name}）`,
  replaced: (revision) => `第 ${revision} 次修改`,
  undone: (name, at) => `${name} 撤销了确认，内容没有改 ${at}`,
  withdrawnBy: (name, at) => `${name} 撤回 ${at}`,
}
const QUEUE = {
  empty: '现在没有待确认的学时。',
  head: (total, waited) => `${total} 条待确认，${waited ? `最早已等 ${waited} 天` : '都是今天交的'}`,
  confirm: (count) => (count ? `确认所选 ${count} 条` : '请先勾选'),
  open: '请点开查看',
  confirmed: (count) => `已确认 ${count} 条`,
  returned: (count) => `已退回 ${count} 条，学徒会收到通知。`,
  undone: (count) => `已撤销，${count} 条重新等待确认。`,
  returnTitle: '退回原因',
  other: '其他',
  otherHint: '请写退回的原因',
  reasonTitle: '以管理员身份确认',
  reasonHint: '请写原因',
  instead: (name) => `代 ${name}`,
  seen: (decidedBy, decision) => `已由${decidedBy}${DECISIONS[decision] || ''}。`,
  amendment: '这次改了',
  obstacle: ({ line, obstacle, decided_by: by }) => `${line.name} ${line.day.slice(5)}：${why(obstacle, by, line.status)}`,
}
const PROGRESS = {
  empty: '还没有培养协议。请联系单位管理员。',
  head: (line) => `${line.occupation} → ${GRADES[line.target_grade]}`,
  term: (line) => `${PROGRAMMES[line.programme] || line.programme} · ${line.employer}\n${line.progress.starts_on} 至 ${line.progress.ends_on}`,
  sums: (done, waiting, required) => `已确认 ${done} · 待确认 ${waiting} · 要求 ${required} 学时`,
  pace: (percent, expected) => `完成 ${percent}%，按进度应为 ${expected}%`,
  all: '规定学时已全部确认。',
  none: '培养方案还没有规定学时。',
  soon: (forecast) => `照现在的速度预计 ${forecast.slice(0, 7)} 完成，能按期完成。`,
  late: (forecast) => `照现在的速度预计 ${forecast.slice(0, 7)} 完成，比期限晚。`,
  beyond: (lessons) => `到期前每天记满也还差 ${lessons} 学时，请尽快联系单位管理员。`,
  passed: (kinds) => `${kinds.map((kind) => ASSESSMENTS[kind] || kind).join('、')}已合格。`,
  due: ({ kind, day }) => `还差：${ASSESSMENTS[kind] || kind}（${day}）。`,
  missing: (lessons) => `还差 ${lessons}`,
  next: (one) => `下一级：${one.occupation} ${one.name || GRADES[one.grade]}`,
  way: (way) => `${WAYS[way.way] || way.way}（${way.source}）${way.met ? '条件已齐，请联系单位办理' : ''}`,
}
const CERTIFICATES = {
  empty: '还没有证书。考核合格、单位颁发后显示在这里。',
  dates: (issued, expires) => (expires ? `${issued} 颁发，${expires} 到期` : `${issued} 颁发，长期有效`),
  replaced: (number) => `已换发为 ${number}`,
  copied: '链接已复制',
}
const INBOX = {
  empty: '没有通知。',
  more: (count) => `还有 ${count} 条新的，下拉查看`,
  marks: { unread: '未读', read: '已读', acknowledged: '已阅' },
  acknowledged: (at) => `您已于 ${at} 确认已阅。`,
  cancelled: '这份通知已经取消。',
  from: (author, at) => `${author} · ${at}`,
}
const ME = {
  roles: (roles) => [...new Set(roles)].map((role) => ROLES[role] || role).join('、'),
  paused: (day) => `已暂停，${day} 恢复`,
  logoutTitle: '退出登录？',
  logout: '手机里保存的内容会清除；下次打开会重新登录。',
  unbindTitle: '解绑这个微信？',
  unbind: '以后不能再用这个微信登录，也收不到提醒。已有的记录都会保留。',
  unsent: (count) => `有 ${count} 条还没有提交，会一起清除。`,
}
const PRIVACY = {
  wanted: '有更新，请看',
  guardian: (name) => `监护人 ${name} 已书面同意。`,
  guardianMissing: '您未满 14岁，要由监护人同意：请监护人在书面同意书上签字，交给单位或院校的管理员登记。',
  before: (version) => (version ? `您同意过 ${version} 版，说明已有更新。` : '还没有您的同意记录。'),
  agreed: (at) => `您已于 ${at} 同意这一版。`,
}
const CONSENT = {
  done: '好的，有消息时通知您一次。',
  none: '您没有允许。可以在右上角“…”的设置里打开。',
}
const BIND = {
  agree: '请先阅读并同意《个人信息保护说明》。',
  invitation: '请填写 8位邀请码和手机号后 4位。',
  phone: '没有取到手机号，请重试，或者用邀请码绑定。',
}

/** Who may confirm, as the service names them: 王建国、陈志明或学校老师. */
const confirmers = ({ mentors, school }) =>
  [mentors.map((one) => one.name).join('、'), school ? '学校老师' : ''].filter(Boolean).join('或')

function why(obstacle, by, status) {
  if (obstacle === 'amended') return '刚被学徒改过，请看新的内容。'
  if (obstacle === 'must_open') return '请先点开查看。'
  if (obstacle === 'withdrawn') return '学徒已撤回。'
  return `已由${by}${DECISIONS[status] || '处理'}。`
}

module.exports = {
  ASSESSMENTS, BIND, CATEGORIES, CERTIFICATES, CERTIFICATE_STATES, CONSENT, DELIVERED, ENTRY, FIELDS, FLAGS, GRADES, INBOX, LENGTH, LOG, ME, MONTH,
  NETWORK, PAGE, PHOTOS, PRIVACY, PROGRESS, QUEUE, RETURN_REASONS, SENDING, STATUSES, confirmers,
}
