// What a reader could not read or press: measured on the page as it stands, one sentence a fault.
() => {
  const faults = new Set();
  const CLIPS = ["hidden", "clip"];
  const SCROLLS = ["auto", "scroll"];
  const PRESSED = 'a[href], button, input, select, textarea, summary, [role="button"], [role="combobox"], [role="slider"], [role="tab"], [role="radio"]';
  const SLACK = 1.5; // pixels that rounding may take
  const view = { left: 0, right: document.documentElement.clientWidth };

  const style = (e) => getComputedStyle(e);
  const ups = function* (e) { for (let up = e; up; up = up.parentElement) yield up; };
  const seen = (e) => e.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  // No fault: words for screen readers alone (a point, or clipped to nothing), a menu folded away,
  // formulas, whose parts KaTeX lays over one another.
  const unseen = (e) => e.closest('.katex, [data-testid="stSidebar"][data-collapsed="true"], [inert]') || [...ups(e)].some((up) => {
    const box = up.getBoundingClientRect(), is = style(up);
    return is.clipPath.startsWith("inset(50") || (is.position === "absolute" && box.width <= 1.5);
  });
  const called = (e) => {
    const key = [...ups(e)].flatMap((up) => [...up.classList ?? []]).find((c) => c.startsWith("st-key-"));
    const words = (e.innerText || e.textContent || e.getAttribute("aria-label") || e.value || "").trim();
    return `${key ?? ""} ${e.tagName.toLowerCase()} “${words.replace(/\s+/g, " ").slice(0, 50)}”`.trim();
  };

  // Each piece of text with the box it takes.
  const pieces = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const parent = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || parent.closest("style, script, option, noscript, svg")) continue;
    if (!seen(parent) || unseen(parent) || style(parent).fontSize === "0px") continue;
    const range = document.createRange();
    range.selectNodeContents(walk.currentNode);
    pieces.push([parent, range]);
  }
  for (const e of document.querySelectorAll("svg text")) {
    if (!seen(e) || !e.textContent.trim()) continue;
    const box = e.getBoundingClientRect(), frame = e.ownerSVGElement.getBoundingClientRect();
    const off = Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top, box.bottom - frame.bottom);
    if (off > 3) faults.add(`cut by its picture: ${called(e)} by ${Math.round(off)}`);
  }

  for (const [parent, range] of pieces) {
    const box = range.getBoundingClientRect();
    for (const up of ups(parent)) {
      const is = style(up), frame = up.getBoundingClientRect();
      const wide = Math.max(frame.left - box.left, box.right - frame.right);
      if (SCROLLS.includes(is.overflowX)) break; // it can be brought into sight
      if (CLIPS.includes(is.overflowX) && wide > SLACK) {
        faults.add(`clipped: ${called(parent)} by ${Math.round(wide)}`);
        break;
      }
      if (up === document.body && Math.max(-box.left, box.right - view.right) > SLACK) {
        faults.add(`beyond the screen: ${called(parent)}`);
      }
      if (is.position === "fixed") break;
    }
  }
  for (const e of document.querySelectorAll("input:not([type=range]):not([type=checkbox]):not([type=radio]):not([type=file])")) {
    if (seen(e) && e.scrollWidth > e.clientWidth + SLACK) faults.add(`clipped: ${called(e)} in its field`);
  }
  for (const e of document.querySelectorAll(PRESSED)) {
    const box = e.getBoundingClientRect();
    if (!seen(e) || unseen(e) || [...ups(e)].some((up) => SCROLLS.includes(style(up).overflowX) && up.scrollWidth > up.clientWidth)) continue;
    if (Math.max(-box.left, box.right - view.right) > SLACK) faults.add(`beyond the screen: ${called(e)}`);
  }

  // What lies on top in the middle of what can be read or pressed, once scrolled into sight.
  const covered = (e, box, kind) => {
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight || !box.width) return;
    const top = document.elementFromPoint(x, y);
    if (!top || e.contains(top) || top.contains(e) || e.labels && [...e.labels].some((l) => l.contains(top))) return;
    faults.add(`${kind}: ${called(e)} under ${called(top)}`);
  };
  const main = document.querySelector('[data-testid="stMain"]');
  const was = main?.scrollTop;
  const shown = [...document.querySelectorAll(PRESSED)].filter((e) => seen(e) && !unseen(e) && style(e).pointerEvents !== "none");
  const place = (e) => e.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  for (const e of shown) { place(e); covered(e, e.getBoundingClientRect(), "cannot be pressed"); }
  for (const [e, range] of pieces) {
    if (style(e).pointerEvents === "none") continue;
    place(e);
    const boxes = range.getClientRects();
    covered(e, boxes[boxes.length >> 1] ?? range.getBoundingClientRect(), "cannot be read");
  }
  if (main) main.scrollTop = was;
  return [...faults];
}
