// Makes the pages pleasant; each works without it.
"use strict";

// A second tap sends nothing: the server would give the same answer, only later.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 8000);
});

// Back by the phone's own button: the page as it was left, with forms that were sent.
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) delete form.dataset.sent;
});

// Whoever works down a list stays where the thumb was.
for (const form of document.querySelectorAll("form[data-ticks]")) {
  const key = "jm-down";
  try {
    if (document.querySelector("[data-seconds]")) scrollTo(0, Number(sessionStorage.getItem(key)));
    sessionStorage.removeItem(key);
    form.addEventListener("submit", (event) => { if (event.submitter?.name === "only") sessionStorage.setItem(key, scrollY); });
  } catch { /* forbidden */ }
}

// What a page says as it opens is read aloud too: a live region speaks only of what changes.
const told = document.querySelector(".said [role=status], .said[role=status], .trouble[role=alert]:not([hidden])");
if (told) {
  const aloud = document.createElement("p");
  aloud.className = "hidden";
  aloud.ariaLive = "polite";
  document.querySelector("main").append(aloud);
  setTimeout(() => { aloud.textContent = told.textContent; }, 300);
}

// The button of what can be undone for some seconds only goes away when they are over.
for (const place of document.querySelectorAll("[data-seconds]")) {
  let left = Number(place.dataset.seconds);
  const shown = place.querySelector("[data-left]");
  const tick = setInterval(() => {
    left -= 1;
    if (shown) shown.textContent = left;
    if (left > 0) return;
    clearInterval(tick);
    place.classList.add("over");
    place.querySelector("button").remove();
  }, 1000);
}

// What is unfolded is seen to its end.
for (const place of document.querySelectorAll("details")) {
  place.addEventListener("toggle", () => { if (place.open) place.scrollIntoView({ block: "nearest" }); });
}

// How many are ticked.
for (const form of document.querySelectorAll("form[data-ticks]")) {
  const boxes = [...form.querySelectorAll("input[type=checkbox][name=seen]")];
  const button = form.querySelector("[data-count]");
  const all = form.querySelector("[data-all]");
  if (!button) continue;
  const count = () => {
    const number = boxes.filter((box) => box.checked).length;
    button.textContent = number ? `确认所选 ${number} 条` : "确认所选";
    button.disabled = !number;
    if (all) all.textContent = number === boxes.length ? "全不选" : "全选";
  };
  if (all) {
    all.hidden = false;
    all.onclick = () => { const on = boxes.some((box) => !box.checked); boxes.forEach((box) => { box.checked = on; }); count(); };
  }
  form.addEventListener("change", count);
  count();
}

// Half an hour more or less.
for (const button of document.querySelectorAll("[data-step]")) {
  const input = button.closest(".stepper").querySelector("input");
  button.hidden = false;
  button.onclick = () => {
    const next = Math.min(24, Math.max(0, (Number(input.value) || 0) + Number(button.dataset.step)));
    input.value = next || "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
}

// Words written before, put in by a tap.
for (const place of document.querySelectorAll("[data-fill]")) {
  const input = place.closest("form").elements[place.dataset.fill];
  place.hidden = false;
  place.onclick = (event) => {
    if (event.target.type !== "button") return;
    input.value = event.target.textContent;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
}

// A photo is made smaller before it is sent: the signal in a workshop is weak.
for (const input of document.querySelectorAll("input[data-shrink]")) {
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file || file.size < 400_000) return;
    try {
      const picture = await createImageBitmap(file);
      const scale = Math.min(1, 1600 / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const small = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", 0.8); });
      const kept = new DataTransfer();
      kept.items.add(new File([small], "photo.jpg", { type: "image/jpeg" }));
      if (input.files[0] === file) input.files = kept.files;
    } catch { /* an old phone: sent as it is */ }
  });
}

// A draft stays on the phone until the server has it: its token too, so that sending it again makes no second entry.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = `jm-draft-${form.dataset.draft}`;
  const offline = form.querySelector("[data-offline]");
  const store = {
    get() { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set(value) { try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* full or forbidden */ } },
    drop() { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
  };
  const values = () => Object.fromEntries(new FormData(form));
  const refused = document.querySelector(".trouble[role=alert]:not([data-offline])");
  if (document.querySelector("[data-written]")) store.drop();
  const draft = store.get();
  if (draft && !refused && !location.search) {
    for (const [name, value] of Object.entries(draft)) {
      const field = form.elements[name];
      // The draft is of what stands there now.
      if (field && name !== "revision") field.value = value;
    }
    const told = form.querySelector("[data-restored]");
    told.hidden = false;
    told.querySelector("button").onclick = () => { store.drop(); location.reload(); };
  }

  let waiting = 0;
  let pressed = {};
  form.addEventListener("input", () => {
    store.set(values());
    // Nothing half corrected is sent by itself.
    clearTimeout(waiting);
    waiting = 0;
    offline.hidden = true;
  });
  const send = async () => {
    clearTimeout(waiting);
    const body = new URLSearchParams({ ...values(), ...pressed });
    store.set(values());
    const patience = new AbortController();
    const late = setTimeout(() => patience.abort(), 20000);
    try {
      const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin", signal: patience.signal });
      if (answer.redirected) { store.drop(); location.assign(answer.url); return; }
      // A refusal: the same form once more shows it as a page, and nothing was recorded in between.
      form.submit();
    } catch {
      // A weak signal comes back without saying so.
      waiting = setTimeout(send, 15000);
      if (offline.hidden) { offline.hidden = false; offline.scrollIntoView({ block: "center" }); }
      delete form.dataset.sent;
    } finally { clearTimeout(late); }
  };
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    pressed = event.submitter?.name ? { [event.submitter.name]: event.submitter.value } : {};
    send();
  });
  window.addEventListener("online", () => { if (waiting) send(); });
}

// A page that changes by itself: the code of a lesson, and who has scanned it.
const live = document.querySelector("[data-look]");
if (live) {
  const look = async () => {
    let seconds = 4;
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      if (answer.redirected) { location.reload(); return; }
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const place of document.querySelectorAll("[data-fresh]")) {
        const newer = fresh.getElementById(place.id);
        // Not under the finger of somebody who is writing a reason.
        if (newer && !place.querySelector("details[open]")) place.replaceChildren(...newer.childNodes);
      }
      seconds = Number(fresh.querySelector("[data-look]")?.dataset.look) || 0;
    } catch { /* No signal: once more in a moment. */ }
    if (seconds) setTimeout(look, seconds * 1000);
  };
  setTimeout(look, Number(live.dataset.look) * 1000);
}

// A form that came too late: what was written has not gone.
const kept = document.querySelector("[data-kept]");
try { if (kept) kept.hidden = !Object.keys(localStorage).some((key) => key.startsWith("jm-draft-")); } catch { /* forbidden */ }

// What a scan opened is sent at once.
const go = document.querySelector("form[data-go]");
if (go) go.submit();
