"use strict";
// The phones of the sandbox: one view for each column, one stream of news for all.

const $ = (root, css) => root.querySelector(css);
const el = (tag, cls, text) => Object.assign(document.createElement(tag), cls && { className: cls }, text !== undefined && { textContent: text });
const json = async (path, body) => {
  const sent = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, sent);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
};
const COLORS = ["#5b8def", "#e07a5f", "#3d9a8b", "#b07cc6", "#d4953a", "#5f7c8a", "#c4577b", "#6a8f3f"];
const colorOf = (name) => COLORS[[...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % COLORS.length];
const clockOf = (seconds) => new Date(seconds * 1000).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });
const dayOf = (seconds) => new Date(seconds * 1000).toLocaleDateString("zh-CN", { month: "long", day: "numeric", timeZone: "Asia/Shanghai" });
const isWeb = (url) => /^https?:\/\//i.test(url || "");

function face(node, name, account) {
  node.textContent = [...name][0] || "?";
  node.style.background = account ? "#07c160" : colorOf(name);
  return node;
}

const world = { title: "", phones: [], suggestions: {}, seen: {}, views: [] };

class View {
  constructor(openid) {
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    for (const name of ["chat", "hints", "sheet", "panel", "menu", "keys", "stranger", "newer", "columns", "status"]) this[name] = $(this.root, `.${name}`);
    this.input = $(this.root, "textarea");
    this.select = $(this.root, "select");
    this.listen();
    this.choose(openid);
  }

  listen() {
    this.select.onchange = () => (this.select.value ? this.choose(this.select.value) : newcomer(this));
    this.root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) this[`on_${button.dataset.do}`]();
      else if (!event.target.closest(".columns")) this.closeMenus();
    });
    this.keys.onsubmit = (event) => { event.preventDefault(); this.send(); };
    this.input.oninput = () => this.typing();
    this.input.onkeydown = (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
    };
    this.newer.onclick = () => this.bottom();
    this.chat.onscroll = () => { if (this.atBottom()) this.newer.hidden = true; };
  }

  choose(openid) {
    this.openid = openid;
    this.count = 0;
    this.last = 0;
    this.mode = "";
    this.chat.replaceChildren();
    this.on_close();
    remember();
    this.refresh();
  }

  get phone() { return world.phones.find((one) => one.openid === this.openid); }
  gesture(name, given = {}) { return json(`/ui/phones/${encodeURIComponent(this.openid)}/${name}`, given).catch((error) => this.grey(error.message)); }

  // What stands on the screen

  async refresh() {
    if (this.busy) { this.again = true; return; }
    this.busy = true;
    const openid = this.openid;
    try {
      const state = await json(`/ui/phones/${encodeURIComponent(openid)}?after=${this.count}`);
      if (openid === this.openid) this.draw(state);
    } finally {
      this.busy = false;
      if (this.again || openid !== this.openid) { this.again = false; this.refresh(); }
    }
  }

  draw(state) {
    Object.assign(this.phone || world.phones[world.phones.push({}) - 1], state);
    if (state.count < this.count) { this.count = 0; this.last = 0; this.chat.replaceChildren(); this.again = true; return; }
    const stay = this.atBottom() || !this.count;
    for (const bubble of state.bubbles) this.append(bubble);
    this.count = world.seen[this.openid] = state.count;
    this.frame(state);
    if (stay) this.bottom();
    else if (state.bubbles.length) this.newer.hidden = false;
    drawUnread();
  }

  frame(state) {
    $(this.root, ".screen > .bar h2").textContent = world.title;
    face($(this.root, ".chooser .face"), state.name);
    this.drawChooser();
    $(this.stranger, "h3").textContent = world.title;
    face($(this.stranger, ".face"), world.title, true);
    this.stranger.hidden = state.follows;
    const menu = JSON.stringify(state.menu);
    if (menu !== this.menuDrawn) { this.menuDrawn = menu; this.drawMenu(state.menu); }
    this.show(this.mode || (state.menu.length ? "menu" : "keys"));
    this.drawHints(world.suggestions[state.group] || []);
  }

  drawChooser() {
    const groups = Map.groupBy ? Map.groupBy(world.phones, (one) => one.group) : group(world.phones);
    const nodes = [...groups].map(([name, phones]) => {
      const node = Object.assign(el("optgroup"), { label: name || "微信" });
      node.append(...phones.map((one) => new Option([one.name, one.note].filter(Boolean).join(" · "), one.openid)));
      return node;
    });
    this.select.replaceChildren(...nodes, new Option("＋ 一个新微信", ""));
    this.select.value = this.openid;
  }

  drawHints(lines) {
    if (this.hintsDrawn === lines.join()) return;
    this.hintsDrawn = lines.join();
    this.hints.replaceChildren(...lines.map((line) => {
      const chip = el("button", "", line);
      chip.onclick = () => this.say(line);
      return chip;
    }));
  }

  append(bubble) {
    if (bubble.at - this.last > 300) this.chat.append(el("p", "grey", `${dayOf(bubble.at)} ${clockOf(bubble.at)}`));
    this.last = bubble.at;
    if (bubble.from_me) $(this.chat, ".pending")?.remove();
    this.chat.append(bubble.kind === "system" ? el("p", "grey", bubble.text) : this.row(bubble));
  }

  row(bubble) {
    const row = el("div", `row ${bubble.from_me ? "me" : "them"} ${bubble.kind}`);
    const name = bubble.from_me ? (this.phone?.name || "我") : world.title;
    const body = (KINDS[bubble.kind] || KINDS.text)(bubble, this);
    body.classList.add("bubble");
    row.append(face(el("i", "face"), name, !bubble.from_me), body);
    return row;
  }

  grey(text) { this.chat.append(el("p", "grey", text)); this.bottom(); }
  atBottom() { return this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight < 60; }
  bottom() { this.chat.scrollTop = this.chat.scrollHeight; this.newer.hidden = true; }

  // Writing

  typing() {
    const some = this.input.value.trim() !== "";
    $(this.keys, ".send").hidden = !some;
    $(this.keys, "[data-do=plus]").hidden = some;
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 110)}px`;
  }

  send() {
    const text = this.input.value.trim();
    this.input.value = "";
    this.typing();
    if (text) this.say(text);
  }

  say(text, more = {}) {
    const row = this.row({ kind: "text", text, from_me: true, extra: {} });
    row.classList.add("pending");
    this.chat.append(row);
    this.bottom();
    return this.gesture("say", { text, ...more });
  }

  // The bottom: menu, keyboard, panel

  show(mode) {
    const hasMenu = this.columns.childElementCount > 0;
    this.menu.hidden = mode !== "menu" || !hasMenu;
    this.keys.hidden = !this.menu.hidden;
    $(this.keys, "[data-do=menu]").hidden = !hasMenu;
  }

  on_keys() { this.mode = "keys"; this.show("keys"); this.input.focus(); }
  on_menu() { this.mode = "menu"; this.panel.hidden = true; this.show("menu"); }
  on_plus() { this.panel.hidden = !this.panel.hidden; this.bottom(); }
  closeMenus() { for (const open of this.columns.querySelectorAll(".open")) open.classList.remove("open"); }

  drawMenu(buttons) {
    this.columns.replaceChildren(...buttons.map((button) => {
      const children = button.sub_button || [];
      const column = el("div", "column");
      const head = el("button", children.length ? "parent" : "", button.name);
      head.onclick = () => { const was = column.classList.contains("open"); this.closeMenus(); children.length ? column.classList.toggle("open", !was) : this.tap(button); };
      column.append(head);
      if (children.length) column.append(this.subMenu(children));
      return column;
    }));
  }

  subMenu(children) {
    const list = el("div", "sub");
    list.append(...children.map((child) => Object.assign(el("button", "", child.name), { onclick: () => { this.closeMenus(); this.tap(child); } })));
    return list;
  }

  tap(button) {
    const kind = button.type || "";
    if (kind === "click") return this.gesture("click", { key: button.key });
    if (kind === "view") { this.gesture("view", { url: button.url }); return this.open(button.url); }
    if (kind === "miniprogram") return this.open(button.url);
    if (kind.startsWith("scancode")) return this.on_scan({ type: kind, key: button.key });
    if (kind === "location_select") return this.on_location();
    if (kind.startsWith("pic_")) return this.on_picture();
  }

  // The plus panel

  on_picture() {
    const file = Object.assign(el("input"), { type: "file", accept: "image/*" });
    file.onchange = () => this.upload(file.files[0]);
    const sample = el("button", "main", "发一张示例照片");
    sample.onclick = () => { this.on_close(); this.gesture("picture"); };
    this.openSheet("照片", [el("p", "", "从电脑上选一张，或者发示例。"), file, sample]);
  }

  upload(file) {
    this.on_close();
    const path = `/ui/phones/${encodeURIComponent(this.openid)}/picture?filename=${encodeURIComponent(file.name)}`;
    fetch(path, { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file });
  }

  on_voice() { this.ask("语音", "微信听出来的话（留空：没有听出来）", "学时 四小时 实操 车床", (recognition) => this.gesture("voice", { recognition })); }
  on_location() { this.ask("位置", "在哪里", "珠海市香洲区人民东路", (label) => this.gesture("location", { label })); }
  on_link() { this.ask("链接", "网址", "https://example.com/", (url) => this.gesture("link", { url })); }
  on_video() { this.panel.hidden = true; this.gesture("video"); }
  on_follow() { this.gesture("follow"); }
  async on_unfollow() { this.panel.hidden = true; await this.gesture("unfollow"); this.refresh(); }

  ask(title, label, value, done) {
    const form = el("form", "ask");
    const field = Object.assign(el("input"), { value });
    const words = el("label", "", label);
    words.append(field);
    form.append(words, el("button", "main", "发送"));
    form.onsubmit = (event) => { event.preventDefault(); this.on_close(); done(field.value.trim()); };
    this.openSheet(title, [form]);
    field.select();
  }

  // Sheets: the scanner and the in-app browser

  openSheet(title, nodes, cls = "") {
    this.panel.hidden = true;
    this.sheet.className = `sheet ${cls}`;
    $(this.sheet, "h2").textContent = title;
    $(this.sheet, "a").hidden = true;
    $(this.sheet, ".body").replaceChildren(...nodes);
    this.sheet.hidden = false;
  }

  on_close() { this.sheet.hidden = true; $(this.sheet, ".body").replaceChildren(); }

  open(url) {
    if (!isWeb(url)) return;
    const frame = Object.assign(el("iframe"), { name: `phone:${this.openid}`, src: url, title: "网页" });
    this.openSheet(new URL(url).host, [frame], "web");
    Object.assign($(this.sheet, "a"), { href: url, hidden: false });
  }

  async on_scan(menu) {
    const codes = await json("/ui/codes");
    const form = el("form", "paste");
    const field = Object.assign(el("input"), { placeholder: "粘贴链接或场景值", ariaLabel: "链接或场景值" });
    form.append(field, el("button", "main", "识别"));
    form.onsubmit = (event) => { event.preventDefault(); if (field.value.trim()) this.scanned(field.value.trim(), menu); };
    const file = Object.assign(el("input"), { type: "file", accept: "image/*" });
    file.onchange = () => this.decode(file.files[0], menu);
    const pick = el("label", "pick", "从相册选二维码图片");
    pick.append(file);
    this.openSheet("扫一扫", [el("div", "laser"), form, pick, this.codeList(codes, menu)], "scanner");
  }

  codeList(codes, menu) {
    const list = el("div", "codes");
    list.append(...codes.map((code) => {
      const card = el("button");
      card.append(Object.assign(el("img"), { src: `/cgi-bin/showqrcode?ticket=${encodeURIComponent(code.ticket)}`, alt: "", loading: "lazy" }), el("span", "", code.scene));
      card.onclick = () => this.scanned(code.ticket, menu);
      return card;
    }));
    return codes.length ? list : el("p", "none", "公众号还没有生成带参数的二维码。");
  }

  async decode(file, menu) {
    const answer = await (await fetch("/ui/decode", { method: "POST", body: file })).json();
    if (answer.text) this.scanned(answer.text, menu);
    else alert("没有识别到二维码。");
  }

  scanned(code, menu) {
    this.on_close();
    if (menu) return this.gesture("scancode", { ...menu, code });
    if (isWeb(code) && !/^https?:\/\/weixin\.qq\.com\/q\/|showqrcode\?ticket=/.test(code)) return this.open(code);
    return this.gesture("scan", { code });
  }
}

// Bubbles by kind; each returns the element inside the row.

const picture = (id) => Object.assign(el("img"), { src: `/ui/media/${encodeURIComponent(id)}`, alt: "图片" });
const wrap = (cls, ...nodes) => { const node = el("div", cls); node.append(...nodes.filter(Boolean)); return node; };
const linkTo = (view, url, node) => { if (isWeb(url)) { node.classList.add("tappable"); node.onclick = () => view.open(url); } return node; };

const KINDS = {
  text: (bubble, view) => wrap("", rich(bubble.text, view)),
  image: (bubble) => wrap("", picture(bubble.extra.media_id)),
  voice: (bubble) => wrap("", el("span", "waves", "语音"), bubble.text ? el("small", "", bubble.text) : null),
  video: () => wrap("", el("span", "play", "▶")),
  location: (bubble) => wrap("", el("b", "", bubble.text), el("i", "map")),
  link: (bubble, view) => linkTo(view, bubble.extra.url, wrap("", el("b", "", bubble.text), el("small", "", bubble.extra.url))),
  card: (bubble, view) => {
    const lines = el("dl");
    for (const [label, value] of bubble.extra.lines) lines.append(el("dt", "", label), el("dd", "", value));
    const more = bubble.extra.url || bubble.extra.miniprogram ? el("footer", "", "详情") : null;
    return linkTo(view, bubble.extra.url, wrap("", el("b", "", bubble.extra.title), lines, more));
  },
  news: (bubble, view) => wrap("", ...bubble.extra.articles.map((one) => linkTo(view, one.url, wrap("article", isWeb(one.picurl) ? Object.assign(el("img"), { src: one.picurl, alt: "" }) : null, el("b", "", one.title), el("small", "", one.description))))),
  menu: (bubble, view) => {
    const choices = bubble.extra.choices.map((one) => Object.assign(el("button", "", one.content), { onclick: () => view.say(one.content, { bizmsgmenuid: one.id }) }));
    return wrap("", rich(bubble.extra.head || "", view), wrap("choices", ...choices), rich(bubble.extra.tail || "", view));
  },
  mini: (bubble) => wrap("", el("b", "", bubble.text), el("footer", "", "小程序")),
};

// Text as WeChat shows it: links in <a href> and bare addresses can be tapped, all else is plain.
function rich(text, view) {
  const out = document.createDocumentFragment();
  const pattern = /<a\s[^>]*?href=(["'])(.*?)\1[^>]*>([\s\S]*?)<\/a>|https?:\/\/[^\s<>"'，。；！？、）】」]+/gi;
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    out.append(text.slice(from, match.index), anchor(match[2] || match[0], match[3] || match[0], view));
    from = match.index + match[0].length;
  }
  out.append(text.slice(from));
  return out;
}

function anchor(url, words, view) {
  const node = Object.assign(el("a", "", words), { href: isWeb(url) ? url : "#" });
  node.onclick = (event) => {
    event.preventDefault();
    if (url.startsWith("weixin://bizmsgmenu")) {
      const asked = new URLSearchParams(url.split("?")[1]);
      view.say(asked.get("msgmenucontent") || words, { bizmsgmenuid: asked.get("msgmenuid") || "" });
    } else view.open(url);
  };
  return node;
}

// The desk: which phones lie on it, and who else has news

function group(phones) {
  const groups = new Map();
  for (const one of phones) groups.set(one.group, [...(groups.get(one.group) || []), one]);
  return groups;
}

function remember() {
  if (world.views.length === 3) history.replaceState(null, "", `#${world.views.map((view) => encodeURIComponent(view.openid)).join(",")}`);
}

async function newcomer(view) {
  const phone = await json("/ui/phones", {});
  world.phones.push(phone);
  view.choose(phone.openid);
}

function drawUnread() {
  const shown = new Set(world.views.map((view) => view.openid));
  const waiting = world.phones.filter((one) => !shown.has(one.openid) && one.count > (world.seen[one.openid] || 0));
  document.getElementById("unread").replaceChildren(...waiting.slice(0, 5).map((one) => {
    const chip = el("button", "", one.name);
    chip.append(el("b", "", String(one.count - (world.seen[one.openid] || 0))));
    chip.onclick = () => (world.views.find((view) => view.phone?.group === one.group) || world.views[2]).choose(one.openid);
    return chip;
  }));
  document.title = waiting.length ? `（${waiting.length}）微信沙箱` : "微信沙箱";
}

function firstChoice(phones) {
  const asked = location.hash.slice(1).split(",").map(decodeURIComponent).filter((openid) => phones.some((one) => one.openid === openid));
  const leaders = [...group(phones).values()].map((members) => members[0].openid);
  return [...new Set([...asked, ...leaders, ...phones.map((one) => one.openid)])].slice(0, 3);
}

function news(fact) {
  const phone = world.phones.find((one) => one.openid === fact.openid);
  if (phone) phone.count = fact.count;
  else return loadPhones();
  for (const view of world.views) if (view.openid === fact.openid) view.refresh();
  drawUnread();
}

async function loadPhones() {
  const state = await json("/ui/state");
  Object.assign(world, { title: state.title, phones: state.phones, suggestions: state.suggestions });
  document.getElementById("faults").classList.toggle("on", state.faults > 0);
  for (const view of world.views) view.refresh();
  drawUnread();
  return state;
}

async function start() {
  let { phones } = await loadPhones();
  while (phones.length < 3) phones = [...phones, await json("/ui/phones", {})];
  world.phones = phones;
  for (const one of phones) world.seen[one.openid] = one.count;
  const main = document.getElementById("phones");
  for (const openid of firstChoice(phones)) {
    const view = new View(openid);
    world.views.push(view);
    main.append(view.root);
  }
  remember();
  const stream = new EventSource("/ui/events");
  stream.onmessage = (event) => news(JSON.parse(event.data));
  stream.onopen = loadPhones;
  const tick = () => world.views.forEach((view) => ($(view.status, "time").textContent = clockOf(Date.now() / 1000)));
  tick();
  setInterval(tick, 10000);
  window.onfocus = loadPhones;
}

start();
