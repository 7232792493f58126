// The scanner: live codes of the account and on other phones' screens, a pasted link, or a picture of a code.

import { el, json } from "./dom.js";

export async function openScanner(view, menu) {
  const codes = await json("/ui/codes");
  const form = el("form", "paste");
  const field = Object.assign(el("input"), { placeholder: "粘贴链接或场景值", ariaLabel: "链接或场景值" });
  form.append(field, el("button", "main", "识别"));
  form.onsubmit = (event) => { event.preventDefault(); if (field.value.trim()) view.scanned(field.value.trim(), menu); };
  const file = Object.assign(el("input"), { type: "file", accept: "image/*", className: "sr" });
  file.onchange = () => decode(view, file.files[0], menu);
  const pick = el("label", "pick", "从相册选二维码图片");
  pick.append(file);
  view.openSheet("扫一扫", [el("div", "laser"), form, pick, codeList(view, codes, menu)], "scanner");
}

function codeList(view, codes, menu) {
  const list = el("div", "codes");
  list.append(...codes.map((code) => {
    const card = el("button");
    card.append(Object.assign(el("img"), { src: code.picture || `/cgi-bin/showqrcode?ticket=${encodeURIComponent(code.ticket)}`, alt: "", loading: "lazy" }), el("span", "", code.scene));
    card.onclick = async () => view.scanned(code.phone ? await onScreen(code) : code.ticket, menu);
    return card;
  }));
  return codes.length ? list : el("p", "none", "公众号还没有生成带参数的二维码。");
}

// A code on another phone's screen may have changed since the scanner was opened.
async function onScreen(code) {
  const now = (await json("/ui/codes")).find((one) => one.phone === code.phone);
  return (now || code).ticket;
}

async function decode(view, file, menu) {
  const answer = await (await fetch("/ui/decode", { method: "POST", body: file })).json();
  if (answer.text) view.scanned(answer.text, menu);
  else alert("没有识别到二维码。");
}
