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
  const drawn = [...document.querySelectorAll("svg text")].filter((e) => seen(e) && e.textContent.trim());
  for (const e of drawn) {
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
  // A figure is read in one piece: its sign on a line of its own is no figure.
  for (const [parent, range] of pieces.filter(([parent]) => parent.matches(".headline .value"))) {
    if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) {
      faults.add(`a figure on two lines: ${called(parent)}`);
    }
  }
  // A curve through words: only its own part within the middle of their height counts.
  for (const e of drawn.filter((e) => e.closest(".mark-text.role-mark"))) {
    const box = e.getBoundingClientRect(), edge = 0.2 * box.height;
    for (const path of e.ownerSVGElement.querySelectorAll(".mark-line.role-mark path")) {
      const there = path.getScreenCTM();
      let within = 0;
      for (let at = 0; at < path.getTotalLength(); at += 2) {
        const { x, y } = path.getPointAtLength(at).matrixTransform(there);
        if (x > box.left && x < box.right && y > box.top + edge && y < box.bottom - edge) within += 2;
      }
      if (within > 4) faults.add(`a curve through words: ${called(e)}`);
    }
    for (const line of e.ownerSVGElement.querySelectorAll(".mark-rule.role-mark line")) {
      const its = line.getBoundingClientRect();
      const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
      const down = Math.min(box.bottom - edge, its.bottom) - Math.max(box.top + edge, its.top);
      const through = across >= 0 && down >= 0 && Math.max(across, down) > 4;
      if (through && line.getAttribute("opacity") !== "0") faults.add(`a line through words: ${called(e)}`);
    }
  }

  // Words over words; what stays in place while the page scrolls under it is none.
  const stays = (e) => e.closest("header") || [...ups(e)].some((up) => ["fixed", "sticky"].includes(style(up).position));
  const cropped = (e, box) => {
    let { left, right, top, bottom } = box;
    for (const up of ups(e)) {
      if (up.dataset?.testid === "stMain") break; // the page itself
      const is = style(up), frame = up.getBoundingClientRect();
      if (is.overflowX !== "visible") [left, right] = [Math.max(left, frame.left), Math.min(right, frame.right)];
      if (is.overflowY !== "visible") [top, bottom] = [Math.max(top, frame.top), Math.min(bottom, frame.bottom)];
    }
    return { left, right, top, bottom, width: right - left, height: bottom - top };
  };
  const lines = pieces.filter(([e]) => !stays(e)).flatMap(([e, range]) => [...range.getClientRects()].map((box) => [e, cropped(e, box)]));
  const words = [...lines, ...drawn.map((e) => [e, e.getBoundingClientRect()])]
    .filter(([, box]) => box.width > 2 && box.height > 2)
    .sort((a, b) => a[1].top - b[1].top);
  words.forEach(([e, box], at) => {
    for (let next = at + 1; next < words.length && words[next][1].top < box.bottom; next++) {
      const [other, its] = words[next];
      // A letter's box is higher than the letter; a halo is the same words once more.
      const across = Math.min(box.right, its.right) - Math.max(box.left, its.left);
      const down = Math.min(box.bottom, its.bottom) - its.top;
      const same = e === other || e.textContent === other.textContent;
      if (!same && across > 3 && down > 0.35 * Math.min(box.height, its.height)) {
        faults.add(`words over words: ${called(e)} and ${called(other)}`);
      }
    }
  });
  // Figures side by side: their values stand on one line, however long their labels are.
  for (const strip of document.querySelectorAll(".headline, .fig-strip")) {
    const lines = new Map();
    for (const one of strip.children) {
      if (!seen(one)) continue;
      const top = Math.round(one.getBoundingClientRect().top);
      const value = one.querySelector(".value, dd").getBoundingClientRect().top;
      if (Math.abs((lines.get(top) ?? value) - value) > 2) faults.add(`values on two lines: ${called(one)}`);
      lines.set(top, value);
    }
  }
  // So do their differences and their questions, where there are several on a line.
  for (const part of [".delta", ".why"]) {
    for (const strip of document.querySelectorAll(".headline")) {
      const lines = new Map();
      for (const one of strip.children) {
        const found = one.querySelector(part);
        if (!found || !seen(found)) continue;
        const top = Math.round(one.getBoundingClientRect().top), at = found.getBoundingClientRect().top;
        if (Math.abs((lines.get(top) ?? at) - at) > 2) faults.add(`${part} on two lines: ${called(one)}`);
        lines.set(top, at);
      }
    }
  }
  // A picture that stands for a button's words is in its middle. (An uploader's words are drawn by its style.)
  for (const e of document.querySelectorAll('button:not([data-testid="stFileUploader"] *)')) {
    const icons = [...e.querySelectorAll('[data-testid="stIconMaterial"]')].filter((one) => seen(one) && one.offsetWidth);
    if (!icons.length || !seen(e) || pieces.some(([parent]) => e.contains(parent) && !icons.some((one) => one.contains(parent)))) continue;
    const boxes = icons.map((one) => one.getBoundingClientRect()), its = e.getBoundingClientRect();
    const left = Math.min(...boxes.map((box) => box.left)) - its.left, right = its.right - Math.max(...boxes.map((box) => box.right));
    if (Math.abs(left - right) > 4) faults.add(`picture beside the middle: ${called(e)} by ${Math.round(left - right)}`);
  }
  // What a narrow table's lines are called stands on one edge.
  for (const block of document.querySelectorAll(".fig-stack tr")) {
    const named = [...block.querySelectorAll("td[data-label]")].filter((one) => seen(one) && style(one).display === "grid");
    const edges = new Set(named.map((one) => Math.round(one.getBoundingClientRect().left + parseFloat(style(one).paddingLeft))));
    if (edges.size > 1) faults.add(`names on two edges: ${called(named[0])}`);
  }
  // A table to read is whole on a telephone; one to type into may go on sideways.
  for (const e of document.querySelectorAll(".fig-table-box")) {
    if (innerWidth <= 640 && seen(e) && e.scrollWidth > e.clientWidth + SLACK) {
      faults.add(`a table wider than the screen: ${called(e.querySelector("th") ?? e)}`);
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
    // A table's first column stays in sight while the others scroll under it.
    const column = top?.closest("th, td"), table = column?.closest("table");
    if (column && style(column).position === "sticky" && table.contains(e) && !column.contains(e)) return;
    if (!top || e.contains(top) || top.contains(e) || e.labels && [...e.labels].some((l) => l.contains(top))) return;
    faults.add(`${kind}: ${called(e)} under ${called(top)}`);
  };
  // The outline of what has the focus, where the frame round it cannot be scrolled further.
  const outlined = (e, box) => {
    const is = style(e);
    if (is.outlineStyle === "none" || box.width < 4 || e.tabIndex < 0) return;
    const out = parseFloat(is.outlineWidth) + parseFloat(is.outlineOffset);
    for (const up of ups(e.parentElement)) {
      const its = style(up), frame = up.getBoundingClientRect();
      if (its.overflowX !== "visible") {
        const left = frame.left + up.clientLeft - (box.left - out);
        const right = box.right + out - frame.left - up.clientLeft - up.clientWidth;
        if (left > 1 && up.scrollLeft <= 0 || right > 1 && up.scrollLeft + up.clientWidth >= up.scrollWidth - 1) {
          faults.add(`outline cut: ${called(e)}`);
        }
      }
      if (its.position === "fixed") break;
    }
  };
  // A cell that stays while others scroll under it hides them.
  for (const e of document.querySelectorAll("th, td")) {
    if (style(e).position !== "sticky" || !seen(e) || !e.innerText.trim()) continue;
    if (/^(transparent|rgba\(.*, 0(\.\d+)?\))$/.test(style(e).backgroundColor)) faults.add(`see-through: ${called(e)}`);
  }
  const scrolled = [...document.querySelectorAll("*")]
    .filter((e) => e.scrollHeight > e.clientHeight || e.scrollWidth > e.clientWidth)
    .map((e) => [e, e.scrollTop, e.scrollLeft]);
  const shown = [...document.querySelectorAll(PRESSED)].filter((e) => seen(e) && !unseen(e) && style(e).pointerEvents !== "none");
  const place = (e) => e.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  for (const e of shown) {
    place(e);
    const box = e.getBoundingClientRect();
    covered(e, box, "cannot be pressed");
    if (e.matches('[role="combobox"]')) continue; // it would open
    e.focus({ preventScroll: true, focusVisible: true });
    outlined(e, box);
    e.blur();
  }
  for (const [e, range] of pieces) {
    if (style(e).pointerEvents === "none") continue;
    place(e);
    const boxes = range.getClientRects();
    covered(e, boxes[boxes.length >> 1] ?? range.getBoundingClientRect(), "cannot be read");
  }
  for (const [e, top, left] of scrolled) e.scrollTo({ top, left, behavior: "instant" });
  return [...faults];
}
