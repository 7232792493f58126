// The desk: which phones lie on it, and who else has news.

import { $, clockOf, el, json } from "./dom.js";
import { Phone } from "./phone.js";

const PLACES = 3;

const desk = {
  title: "",
  phones: [],
  suggestions: {},
  seen: {},
  views: [],

  groups() {
    const groups = new Map();
    for (const one of this.phones) groups.set(one.group, [...(groups.get(one.group) || []), one]);
    return groups;
  },

  remember() {
    if (this.views.length < PLACES) return;
    history.replaceState(null, "", `#${this.views.map((view) => encodeURIComponent(view.openid)).join(",")}`);
  },

  // A phone lies on the desk once: one that is there already changes places.
  place(view, openid) {
    const other = this.views.find((one) => one !== view && one.openid === openid);
    const before = view.openid;
    view.choose(openid);
    other?.choose(before);
  },

  async newcomer(view) {
    const phone = await json("/ui/phones", {});
    this.phones.push(phone);
    view.choose(phone.openid);
  },

  drawUnread() {
    const shown = new Set(this.views.map((view) => view.openid));
    const news = (one) => one.count - (this.seen[one.openid] || 0);
    const waiting = this.phones.filter((one) => !shown.has(one.openid) && news(one) > 0);
    document.getElementById("unread").replaceChildren(...waiting.slice(0, 5).map((one) => this.chip(one, news(one))));
    document.title = waiting.length ? `（${waiting.length}）微信沙箱` : "微信沙箱";
  },

  chip(one, count) {
    const chip = el("button", "", one.name);
    chip.append(el("b", "", String(count)));
    chip.onclick = () => (this.views.find((view) => view.phone?.group === one.group) || this.views[PLACES - 1]).choose(one.openid);
    return chip;
  },

  firstChoice() {
    const known = (openid) => this.phones.some((one) => one.openid === openid);
    const asked = location.hash.slice(1).split(",").map(decodeURIComponent).filter(known);
    const leaders = [...this.groups().values()].map((members) => members[0].openid);
    return [...new Set([...asked, ...leaders, ...this.phones.map((one) => one.openid)])].slice(0, PLACES);
  },

  hear(fact) {
    const phone = this.phones.find((one) => one.openid === fact.openid);
    if (!phone) return this.load();
    phone.count = fact.count;
    for (const view of this.views) if (view.openid === fact.openid) view.refresh();
    return this.drawUnread();
  },

  async load() {
    const state = await json("/ui/state");
    Object.assign(this, { title: state.title, phones: state.phones, suggestions: state.suggestions });
    document.getElementById("faults").classList.toggle("on", state.faults > 0);
    for (const view of this.views) view.refresh();
    this.drawUnread();
  },

  tick() {
    for (const view of this.views) $(view.status, "time").textContent = clockOf(Date.now() / 1000);
  },

  async start() {
    await this.load();
    while (this.phones.length < PLACES) this.phones.push(await json("/ui/phones", {}));
    for (const one of this.phones) this.seen[one.openid] = one.count;
    for (const openid of this.firstChoice()) {
      const view = new Phone(openid, this);
      this.views.push(view);
      document.getElementById("phones").append(view.root);
    }
    this.remember();
    this.tick();
    setInterval(() => this.tick(), 10000);
    const stream = new EventSource("/ui/events");
    stream.onmessage = (event) => this.hear(JSON.parse(event.data));
    stream.onopen = window.onfocus = () => this.load();
  },
};

desk.start();
