// Small helpers for elements, calls and times.

export const $ = (root, css) => root.querySelector(css);
export const el = (tag, cls, text) => Object.assign(document.createElement(tag), cls && { className: cls }, text !== undefined && { textContent: text });
export const json = async (path, body) => {
  const sent = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const answer = await fetch(path, sent);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
};
const COLORS = ["#5b8def", "#e07a5f", "#3d9a8b", "#b07cc6", "#d4953a", "#5f7c8a", "#c4577b", "#6a8f3f"];
const colorOf = (name) => COLORS[[...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % COLORS.length];
export const clockOf = (seconds) => new Date(seconds * 1000).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });
export const dayOf = (seconds) => new Date(seconds * 1000).toLocaleDateString("zh-CN", { month: "long", day: "numeric", timeZone: "Asia/Shanghai" });
export const isWeb = (url) => /^https?:\/\//i.test(url || "");

export function face(node, name, account) {
  node.textContent = [...name][0] || "?";
  node.style.background = account ? "#07c160" : colorOf(name);
  return node;
}
