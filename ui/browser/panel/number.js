// A number: a slider through the stops of its scale, and a field for the exact value.

import { labelled, remarks } from "./around.js";
import { kinds, make } from "./drawing.js";
import { typed } from "./entry.js";
import { offer } from "./sending.js";
import { nameOf, nextNumber, parts } from "./state.js";
import { stepped } from "./steps.js";
import { held } from "./touch.js";

/** @import { NumberData, Panel, Row, Scale, Usual } from "./types" */

/** How much of a slider lies before its thumb, in percent. @param {number} at @param {number} last */
export const filled = (at, last) => (last > 0 ? (100 * at) / last : 0);

/**
 * The value of a slider's stop, and how it is written.
 * @param {Scale} scale @param {number | string} at
 */
export const stop = (scale, at) => ({ value: scale.values[Number(at)], label: scale.labels[Number(at)] });

/**
 * How much of a slider lies before a value, in percent: between two stops in proportion.
 * @param {Scale} scale @param {number} value
 */
export function before({ values }, value) {
  const last = values.length - 1;
  const above = values.findIndex((each) => Number(each) >= value);
  if (above <= 0) return above === 0 ? 0 : 100;
  const [low, high] = [Number(values[above - 1]), Number(values[above])];
  return filled(above - 1 + (value - low) / (high - low), last);
}

/**
 * The published range in words, and the positions in it; they open with the help of the input.
 * @param {Panel} panel @param {Row} row @param {HTMLElement} hint @param {HTMLElement} button
 */
function published(panel, row, hint, button) {
  const node = make("p", { class: "published" });
  node.hidden = true;
  button.addEventListener("click", () => { node.hidden = hint.hidden || !node.childNodes.length; });
  /** @param {Usual | undefined} usual */
  const show = (usual) => {
    node.replaceChildren(...(usual ? [make("span", {}, usual.text), ...usual.picks.map(([said, value]) => {
      const pick = make("button", { type: "button", class: "one" }, said);
      pick.onclick = () => offer(panel, row.path, "slide", value);
      return pick;
    })] : []));
    node.hidden = hint.hidden || !usual;
  };
  return { node, show };
}

/**
 * The slider of a number; `moved` hears the stop it came to and the gesture it is part of.
 * @param {(to: ReturnType<typeof stop>, gesture?: number) => void} moved @param {string} id
 */
function slides(moved, id) {
  const slider = make("input", { type: "range", id, min: 0, step: 1 });
  /** @type {Scale} */
  let scale = { values: [], labels: [] };
  /** @type {number | undefined} */
  let gesture;
  const fill = () => {
    slider.style.setProperty("--fill", `${filled(Number(slider.value), Number(slider.max))}%`);
    slider.setAttribute("aria-valuetext", stop(scale, slider.value).label ?? "");
  };
  const follow = () => {
    fill();
    moved(stop(scale, slider.value), gesture);
  };
  const waits = held(slider, () => { gesture = nextNumber(); }, follow);
  slider.onchange = () => { gesture = undefined; };
  slider.oninput = () => { if (!waits()) follow(); };
  /** @param {Scale | undefined} known @param {number} at */
  const stand = (known, at) => {
    if (known) {
      scale = known;
      slider.max = String(known.values.length - 1);
      slider.value = String(at);
    }
    fill();
  };
  /** A zone behind the track, or none. @param {string} name @param {[number, number] | undefined} ends */
  const zone = (name, ends) => {
    const [low, high] = ends ? ends.map((end) => before(scale, end)) : [0, 0];
    slider.style.setProperty(`--${name}-low`, String(low / 100));
    slider.style.setProperty(`--${name}-high`, String(high / 100));
  };
  return { slider, stand, zone };
}

/** @param {Panel} panel @param {Row} row @param {NumberData} data */
kinds.number = (panel, row, data) => {
  const id = nameOf(data.path);
  const entry = make("input", { type: "text", autocomplete: "off", inputmode: "text" });
  const { slider, stand, zone } = slides((to, gesture) => {
    entry.value = entry.dataset.shown = to.label;
    offer(panel, row.path, "slide", to.value, gesture);
  }, id);
  const { label, button, hint, show } = labelled(id, slider, entry);
  const steps = stepped();
  const head = make("div", { class: "head" }, label, button, steps.button, entry);
  const usual = published(panel, row, hint, button);
  const node = make("div", { class: "row number" }, head, hint, usual.node, slider);
  const { write } = typed(panel, row, entry, "type");
  const remark = remarks(node, panel, row);
  if (data.focus) requestAnimationFrame(() => entry.focus());

  /** @param {NumberData} now */
  row.show = (now) => {
    const { exact } = show(now);
    node.className = `row number ${now.mark}`;
    entry.setAttribute("aria-label", exact);
    entry.placeholder = now.placeholder ?? "";
    row.enters = now.enters; // someone waits for these keys, whether or not the number was changed
    entry.title = now.text;
    remark(now);
    steps.show(now.by_month);
    const alone = now.scale === undefined;
    slider.hidden = alone;
    entry.id = alone ? id : `${id}-exact`;
    slider.id = alone ? `${id}-slider` : id;
    const free = !panel.pending.has(row.path);
    if (!alone) stand(free ? /** @type {Scale} */ (parts.get(now.scale)) : undefined, now.at);
    const range = now.usual === undefined ? undefined : /** @type {Usual} */ (parts.get(now.usual));
    zone("usual", range && [range.low, range.high]);
    zone("doubt", now.doubt);
    node.classList.toggle("doubted", Boolean(now.doubt));
    usual.show(range);
    write(now.text);
  };
  return node;
};
