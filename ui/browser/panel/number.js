// A number: a slider through the stops of its scale, and a field for the exact value.

import { labelled, remarks } from "./around.js";
import { kinds, make } from "./drawing.js";
import { typed } from "./entry.js";
import { offer } from "./sending.js";
import { nameOf, nextNumber, parts } from "./state.js";
import { stepped } from "./steps.js";
import { held } from "./touch.js";

/** @import { NumberData, Panel, Row, Scale } from "./types" */

/** How much of a slider lies before its thumb, in percent. @param {number} at @param {number} last */
export const filled = (at, last) => (last > 0 ? (100 * at) / last : 0);

/**
 * The value of a slider's stop, and how it is written.
 * @param {Scale} scale @param {number | string} at
 */
export const stop = (scale, at) => ({ value: scale.values[Number(at)], label: scale.labels[Number(at)] });

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
  return { slider, stand };
}

/** @param {Panel} panel @param {Row} row @param {NumberData} data */
kinds.number = (panel, row, data) => {
  const id = nameOf(data.path);
  const entry = make("input", { type: "text", autocomplete: "off", inputmode: "text" });
  const { slider, stand } = slides((to, gesture) => {
    entry.value = entry.dataset.shown = to.label;
    offer(panel, row.path, "slide", to.value, gesture);
  }, id);
  const { label, button, hint, show } = labelled(id);
  const steps = stepped();
  const head = make("div", { class: "head" }, label, button, steps.button, entry);
  const node = make("div", { class: "row number" }, head, hint, slider);
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
    write(now.text);
  };
  return node;
};
