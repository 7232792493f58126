// Bubbles by kind; each maker returns the element inside the row.

import { el, isWeb } from "./dom.js";

// As on a phone: small in the chat, whole when tapped.
const picture = (id) => {
  const src = `/ui/media/${encodeURIComponent(id)}`;
  const whole = Object.assign(el("a"), { href: src, target: "_blank", ariaLabel: "看大图" });
  whole.append(Object.assign(el("img"), { src, alt: "图片" }));
  return whole;
};
const wrap = (cls, ...nodes) => { const node = el("div", cls); node.append(...nodes.filter(Boolean)); return node; };
const linkTo = (view, url, node) => { if (isWeb(url)) { node.classList.add("tappable"); node.onclick = () => view.open(url); } return node; };

export const KINDS = {
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
export function rich(text, view) {
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

