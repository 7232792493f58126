// Makes the pages pleasant; each works without it.
"use strict";

// A second tap sends nothing: the server would give the same answer, only later.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 8000);
});

// What can be undone for some seconds only goes away when they are over.
for (const place of document.querySelectorAll("[data-seconds]")) {
  let left = Number(place.dataset.seconds);
  const shown = place.querySelector("[data-left]");
  const tick = setInterval(() => {
    left -= 1;
    if (shown) shown.textContent = left;
    if (left <= 0) { clearInterval(tick); place.remove(); }
  }, 1000);
}

// How many are ticked.
for (const form of document.querySelectorAll("form[data-ticks]")) {
  const boxes = [...form.querySelectorAll("input[type=checkbox][name=seen]")];
  const button = form.querySelector("[data-count]");
  const count = () => {
    const number = boxes.filter((box) => box.checked).length;
    button.textContent = number ? `确认所选 ${number} 条` : "确认所选";
    button.disabled = !number;
  };
  const all = form.querySelector("[data-all]");
  if (all) {
    all.hidden = false;
    all.onclick = () => { const on = boxes.some((box) => !box.checked); boxes.forEach((box) => { box.checked = on; }); count(); };
  }
  form.addEventListener("change", count);
  count();
}
