// What has the keyboard, as somebody who looks at the page finds it: where it is, whether it can be
// seen, and how plain the mark around it is beside what it stands on.
() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  // Of a switch or a choice the input is hidden, and one sees its label; of a field one sees the frame.
  const hidden = e.tagName === 'INPUT' && (e.offsetWidth < 4 || e.parentElement.offsetWidth < 4
    || getComputedStyle(e.parentElement).clipPath !== 'none');
  const frame = e.tagName === 'INPUT' && e.closest('[data-testid="stTextInputRootElement"],'
    + ' :is([data-testid="stSelectbox"], [data-testid="stMultiSelect"]) [role="group"]');
  const shown = (hidden && e.closest('label')) || frame || e;
  const box = shown.getBoundingClientRect();
  const faults = [];
  window.looked = shown;

  const seen = shown.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  if (!seen || box.width < 4 || box.height < 4) faults.push('cannot be seen');
  const fits = box.height <= innerHeight && box.width <= innerWidth;
  const out = box.top < -1 || box.left < -1 || box.bottom > innerHeight + 1 || box.right > innerWidth + 1;
  if (fits && out) faults.push(`out of sight: ${[box.left, box.top, box.right, box.bottom].map(Math.round)}`);
  const at = (x, y) => document.elementFromPoint(
    box.left + box.width * x, Math.max(box.top, 0) + Math.min(box.height, innerHeight) * y);
  const above = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].map(([x, y]) => at(x, y));
  const hides = above.filter((one) => one && !shown.contains(one) && !one.contains(shown));
  if (seen && !out && hides.length > 2) faults.push(`below ${hides[0].outerHTML.slice(0, 120)}`);
  if (e.tabIndex > 0) faults.push('out of the order of the page');

  // The mark, and what is on either side of it, by computed style.
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  const painted = (colours) => {
    brush.clearRect(0, 0, 1, 1);
    for (const colour of colours) { brush.fillStyle = colour; brush.fillRect(0, 0, 1, 1); }
    return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const behind = (of) => {
    const found = [];
    for (let one = of; one; one = one.parentElement) found.unshift(getComputedStyle(one).backgroundColor);
    return found;
  };
  const light = (colour) => colour.map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0.05);
  const ratio = (one, other) => Math.max(light(one), light(other)) / Math.min(light(one), light(other));
  const marks = [];
  for (let one = e, level = 0; one && level < 4; one = one.parentElement, level += 1) {
    const style = getComputedStyle(one);
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 && (one === e ? !hidden : true)) {
      const inside = parseFloat(style.outlineOffset) < 0;
      const beside = behind(inside ? one : one.parentElement);
      marks.push(ratio(painted([...beside, style.outlineColor]), painted(beside)));
    }
    for (const part of [style, getComputedStyle(one, '::before')]) {
      if (!/inset/.test(part.boxShadow)) continue;
      const beside = behind(one);
      marks.push(ratio(painted([...beside, part.boxShadow.match(/^(.*?\))/)[1]]), painted(beside)));
    }
  }
  const mark = Math.max(0, ...marks);
  if (mark < 3) faults.push(`mark ${mark.toFixed(1)}:1`);

  let [left, top] = [box.left, box.top];
  for (let one = shown.parentElement; one; one = one.parentElement) {
    left += one.scrollLeft; top += one.scrollTop;
  }
  const classes = [...e.classList].filter((name) => !/^(st-|e[0-9a-z]{6,}|react-aria)/.test(name));
  return {
    faults, mark, box: { x: box.left, y: box.top, width: box.width, height: box.height },
    place: { x: left, y: top, width: box.width, height: box.height },
    floats: Boolean(e.closest('[role="dialog"], [data-testid="stPopoverBody"], dialog, .st-key-guide-card, header, .st-key-frame, [data-testid="stSkipToContent"]')),
    column: e.closest('.st-key-panel-simulate, .st-key-spans')?.className ?? '',
    kind: [e.tagName.toLowerCase(), e.getAttribute('role') ?? e.type ?? '',
      e.closest('[data-testid]')?.dataset.testid ?? '', classes.join('.')].join(' '),
    name: (e.getAttribute('aria-label') ?? e.textContent).trim().slice(0, 60),
  };
}
