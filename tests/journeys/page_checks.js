// What a person with a small screen, a keyboard or weak eyes would stumble over; each answer is a list of complaints.

({
  shown: (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
  describe: (node) => `${node.tagName.toLowerCase()}.${node.className?.baseVal ?? node.className} ${(node.textContent || "").trim().slice(0, 30)}`,

  // Elements that reach past the side of the window, if the page can be scrolled sideways at all.
  sideways() {
    if (document.documentElement.scrollWidth <= window.innerWidth) return [];
    const wide = [...document.body.querySelectorAll("*")].filter((node) => this.shown(node) && node.getBoundingClientRect().right > window.innerWidth + 1);
    return wide.length ? wide.map(this.describe) : ["the page"];
  },

  nameless() {
    const words = (node) => [node.ariaLabel, node.textContent, ...[...(node.labels || [])].map((label) => label.textContent)].join("").trim();
    const used = document.querySelectorAll("button, a[href], input:not([type=hidden]), select, textarea, iframe");
    return [...used].filter((node) => this.shown(node) && !words(node)).map(this.describe);
  },

  // Words below the 4.5 : 1 of WCAG 2.2, 1.4.3 (3 : 1 where they are large) against the nearest plain ground.
  faint() {
    const light = (rgb) => { const [r, g, b] = rgb.slice(0, 3).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const read = (color) => { const found = color.match(/[\d.]+/g).map(Number); return [...found.slice(0, 3), found[3] ?? 1]; };
    const over = (top, ground) => [0, 1, 2].map((n) => top[n] * top[3] + ground[n] * (1 - top[3]));
    const ground = (node) => {
      if (!node) return [255, 255, 255];
      const style = getComputedStyle(node);
      // A picture or a gradient: take the desk's lightest tone.
      if (style.backgroundImage !== "none" && node.classList.contains("desk")) return [74, 79, 87];
      const own = read(style.backgroundColor);
      return own[3] === 1 ? own.slice(0, 3) : over(own, ground(node.parentElement));
    };
    const ratio = (one, other) => { const [high, low] = [light(one), light(other)].sort((a, b) => b - a); return (high + 0.05) / (low + 0.05); };
    const complaints = [];
    for (const node of document.body.querySelectorAll("*")) {
      const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
      if (!own || !this.shown(node) || node.closest("[aria-hidden=true], option, optgroup")) continue;
      const style = getComputedStyle(node), under = ground(node), found = ratio(over(read(style.color), under), under);
      const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
      if (found < (large ? 3 : 4.5)) complaints.push(`${this.describe(node)} ${found.toFixed(2)}`);
    }
    return [...new Set(complaints)];
  },
})
