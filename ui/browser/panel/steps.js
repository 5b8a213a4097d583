// The steps of a number that varies by month: a tiny curve, and lines to type or paste into.

import { remarks } from "./around.js";
import { kinds, make, says } from "./drawing.js";
import { typed } from "./entry.js";
import { nameOf } from "./state.js";

/** @import { Panel, Row, StepsData, Turn } from "./types" */

const SVG = "http://www.w3.org/2000/svg";

/** A drawing of one line. @param {string} box @param {string} name */
function line(box, name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", box);
  drawing.setAttribute("class", name);
  const path = document.createElementNS(SVG, "path");
  drawing.append(path);
  return { drawing, path };
}

/** The button in the head of a number that opens its steps, and brings it back to one number. */
export function stepped() {
  const { drawing, path } = line("0 0 16 16", "stairs");
  path.setAttribute("d", "M1 13H6V8H11V3H15");
  const button = make("button", { type: "button", class: "by-month" }, drawing);
  /** @param {Turn | undefined} now */
  const show = (now) => {
    button.hidden = !now;
    if (!now) return;
    button.dataset.turn = now.turn;
    button.title = now.label;
    button.setAttribute("aria-label", now.label);
    button.setAttribute("aria-pressed", String(now.on));
  };
  return { button, show };
}

/** @param {Panel} panel @param {Row} row @param {StepsData} data */
kinds.steps = (panel, row, data) => {
  const area = make("textarea", { id: nameOf(data.path), spellcheck: "false" });
  const { drawing, path } = line("0 0 100 24", "curve");
  drawing.setAttribute("preserveAspectRatio", "none");
  drawing.setAttribute("role", "img");
  const help = make("p", { class: "hint" });
  const one = make("button", { type: "button", class: "one", "data-turn": data.path, "aria-pressed": "true" });
  const node = make("div", { class: "row steps" }, drawing, area);
  const remark = remarks(node, panel, row);
  node.append(help, one);
  const { write, press } = typed(panel, row, area, "say");
  area.onfocus = null; // one line is changed, not all of them replaced
  area.onkeydown = (event) => { if (event.key !== "Enter" || event.ctrlKey || event.metaKey) press(event); };
  area.onpaste = () => setTimeout(() => area.dispatchEvent(new Event("change")));
  /** @param {StepsData} now */
  row.show = (now) => {
    area.setAttribute("aria-label", now.label);
    area.rows = Math.min(12, Math.max(2, now.text.split("\n").length + 1));
    path.setAttribute("d", now.curve);
    drawing.setAttribute("aria-label", now.words);
    says(help, now.help);
    says(one, now.one);
    remark(now);
    write(now.text);
  };
  return node;
};
