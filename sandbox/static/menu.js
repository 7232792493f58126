// The three columns of the menu and what their items do.

import { el } from "./dom.js";

export function drawMenu(view, buttons) {
  view.columns.replaceChildren(...buttons.map((button) => {
    const children = button.sub_button || [];
    const column = el("div", "column");
    const head = el("button", children.length ? "parent" : "", button.name);
    if (children.length) head.ariaExpanded = "false";
    head.onclick = () => {
      const was = column.classList.contains("open");
      view.closeMenus();
      if (!children.length) return tap(view, button);
      column.classList.toggle("open", !was);
      head.ariaExpanded = String(!was);
    };
    column.append(head);
    if (children.length) column.append(subMenu(view, children));
    return column;
  }));
}

function subMenu(view, children) {
  const list = el("div", "sub");
  list.append(...children.map((child) => Object.assign(el("button", "", child.name), { onclick: () => { view.closeMenus(); tap(view, child); } })));
  return list;
}

function tap(view, button) {
  const kind = button.type || "";
  if (kind === "click") return view.gesture("click", { key: button.key });
  if (kind === "view") { view.gesture("view", { url: button.url }); return view.open(button.url); }
  if (kind === "miniprogram") return view.open(button.url);
  if (kind.startsWith("scancode")) return view.on_scan({ type: kind, key: button.key });
  if (kind === "location_select") return view.on_location();
  if (kind.startsWith("pic_")) return view.on_picture();
}
