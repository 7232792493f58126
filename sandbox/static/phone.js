// One phone: its chat, its menu, its keyboard, its scanner and its browser.

import { KINDS, rich } from "./bubbles.js";
import { $, clockOf, dayOf, el, face, isWeb, json } from "./dom.js";
import { drawMenu } from "./menu.js";
import { openScanner } from "./scanner.js";

export class Phone {
  constructor(openid, desk) {
    this.desk = desk;
    this.root = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    for (const name of ["chat", "hints", "sheet", "panel", "menu", "keys", "stranger", "newer", "columns", "status"]) this[name] = $(this.root, `.${name}`);
    this.input = $(this.root, "textarea");
    this.pinned = true;
    this.select = $(this.root, "select");
    this.listen();
    this.choose(openid);
  }

  listen() {
    this.select.onchange = () => (this.select.value ? this.desk.place(this, this.select.value) : this.desk.newcomer(this));
    this.columns.onkeydown = (event) => { if (event.key === "Escape") this.closeMenus(); };
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
    this.sheet.onkeydown = (event) => { if (event.key === "Escape") this.on_close(); };
    this.chat.onscroll = () => { this.pinned = this.atBottom(); if (this.pinned) this.newer.hidden = true; };
    // The last words stay in sight when the panel opens or the window is resized.
    new ResizeObserver(() => { if (this.pinned) this.bottom(); }).observe(this.chat);
  }

  choose(openid) {
    this.openid = openid;
    this.count = 0;
    this.last = 0;
    this.mode = "";
    this.chat.replaceChildren();
    this.on_close();
    this.desk.remember();
    this.refresh();
  }

  get phone() { return this.desk.phones.find((one) => one.openid === this.openid); }
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
    Object.assign(this.phone || this.desk.phones[this.desk.phones.push({}) - 1], state);
    if (state.count < this.count) { this.count = 0; this.last = 0; this.chat.replaceChildren(); this.again = true; return; }
    const stay = this.atBottom() || !this.count;
    for (const bubble of state.bubbles) this.append(bubble);
    this.count = this.desk.seen[this.openid] = state.count;
    this.frame(state);
    // A picture has no height until it is there.
    if (stay) for (const image of this.chat.querySelectorAll("img")) image.onload = () => this.bottom();
    if (stay) this.bottom();
    else if (state.bubbles.length) this.newer.hidden = false;
    this.desk.drawUnread();
  }

  frame(state) {
    this.root.setAttribute("aria-label", `${state.name}的手机`);
    $(this.root, ".screen > .bar h2").textContent = this.desk.title;
    face($(this.root, ".chooser .face"), state.name);
    this.drawChooser();
    $(this.stranger, "h3").textContent = this.desk.title;
    face($(this.stranger, ".face"), this.desk.title, true);
    this.stranger.hidden = state.follows;
    const menu = JSON.stringify(state.menu);
    if (menu !== this.menuDrawn) { this.menuDrawn = menu; drawMenu(this, state.menu); }
    this.show(this.mode || (state.menu.length ? "menu" : "keys"));
    this.drawHints(this.desk.suggestions[state.group] || []);
  }

  drawChooser() {
    const groups = this.desk.groups();
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
    const name = bubble.from_me ? (this.phone?.name || "我") : this.desk.title;
    const body = (KINDS[bubble.kind] || KINDS.text)(bubble, this);
    body.classList.add("bubble");
    row.setAttribute("role", "article");
    row.setAttribute("aria-label", name);
    const badge = face(el("i", "face"), name, !bubble.from_me);
    badge.ariaHidden = "true";
    row.append(badge, body);
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
  closeMenus() {
    for (const open of this.columns.querySelectorAll(".open")) {
      open.classList.remove("open");
      $(open, ".parent").ariaExpanded = "false";
    }
  }

  // The plus panel

  on_picture() {
    const file = Object.assign(el("input"), { type: "file", accept: "image/*", ariaLabel: "选一张照片" });
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
    $(this.sheet, "h2").textContent = this.sheet.ariaLabel = title;
    $(this.sheet, "a").hidden = true;
    $(this.sheet, ".body").replaceChildren(...nodes);
    this.sheet.hidden = false;
    ($(this.sheet, ".body input:not([type=file])") || $(this.sheet, "[data-do=close]")).focus({ preventScroll: true });
  }

  on_close() { this.sheet.hidden = true; $(this.sheet, ".body").replaceChildren(); }

  async open(url) {
    if (!isWeb(url)) return;
    const found = await json(`/ui/phones/${encodeURIComponent(this.openid)}/browser`, { url });
    const frame = Object.assign(el("iframe"), { name: `phone:${this.openid}`, src: found.address, title: "网页" });
    this.openSheet(new URL(url).host, [frame], "web");
    Object.assign($(this.sheet, "a"), { href: url, hidden: false });
  }

  on_scan(menu) { return openScanner(this, menu); }

  scanned(code, menu) {
    this.on_close();
    if (menu) return this.gesture("scancode", { ...menu, code });
    if (isWeb(code) && !/^https?:\/\/weixin\.qq\.com\/q\/|showqrcode\?ticket=/.test(code)) return this.open(code);
    return this.gesture("scan", { code });
  }
}
