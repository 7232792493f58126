/** Which tabs a person has, and where the mini-program opens. */
const TABS = [
  { page: 'pages/log/index', text: '学时', of: ['apprentice'] },
  { page: 'pages/queue/index', text: '待确认', of: ['mentor', 'teacher'] },
  { page: 'pages/progress/index', text: '进度', of: ['apprentice'] },
  { page: 'pages/certificates/index', text: '证书', of: ['apprentice'] },
  { page: 'pages/inbox/index', text: '通知', of: [] },
]

function tabsOf(person) {
  const held = person ? person.roles.map((one) => one.role) : []
  return TABS.filter((tab) => !tab.of.length || tab.of.some((role) => held.includes(role)))
}

/** The tab bar shows that this page is open, and the tabs of whoever is known by now. */
function showTab(page) {
  const bar = page.getTabBar && page.getTabBar()
  if (bar) bar.choose(page.is)
}

module.exports = { tabsOf, showTab, homeOf: (person) => tabsOf(person)[0].page }
