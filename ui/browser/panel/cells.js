// The kinds of cells of a table of inputs.

import { choices, make, says } from "./drawing.js";
import { typed } from "./entry.js";
import { neighbour, paste, stepOf } from "./moving.js";
import { offer } from "./sending.js";
import { numberToCome } from "./state.js";

/** @import { CellKind, Column, How, LineData, Panel, Place } from "./types" */

/** Fills a cell and gives what shows its content. @type {Record<string, CellKind>} */
export const cellKinds = {
  number: entered("type"),
  text: entered("say"),
  fixed: (_panel, cell) => {
    const words = make("span");
    cell.node.append(words);
    return (_column, now) => says(words, now.text ?? "");
  },
  choice: (panel, cell, adds) => {
    const list = make("select");
    cell.node.append(list);
    list.onchange = () => {
      if (!adds) return offer(panel, cell.path, "pick", list.value);
      add(panel, cell, list.value);
      list.value = "";
    };
    return (column, { text, placeholder }, each) => {
      const options = offered(column.options ?? [], text, placeholder);
      const said = JSON.stringify(options);
      if (list.dataset.said !== said) {
        list.dataset.said = said;
        list.replaceChildren(...choices(options));
      }
      name(list, column, each);
      list.value = String(panel.pending.get(cell.path)?.value ?? text);
    };
  },
  flag: (panel, cell) => {
    const box = make("input", { type: "checkbox" });
    cell.node.append(box);
    box.onchange = () => offer(panel, cell.path, "turn", box.checked);
    return (column, { on }, each) => {
      name(box, column, each);
      if (!panel.pending.has(cell.path)) box.checked = Boolean(on);
    };
  },
};

/** @param {How} how @returns {CellKind} */
function entered(how) {
  return (panel, cell, adds) => {
    const input = make("input", { type: "text", autocomplete: "off" });
    cell.node.append(input);
    const { write, press } = typed(panel, cell, input, how);
    const addTyped = () => {
      if (!input.value.trim()) return;
      add(panel, cell, input.value);
      input.value = input.dataset.shown = "";
    };
    if (adds) input.onchange = addTyped;
    input.onkeydown = (event) => {
      if (event.key === "Enter" && adds) return addTyped();
      press(event);
      const step = stepOf(event.key);
      if (step) neighbour(cell.node, step)?.focus();
    };
    input.onpaste = (event) => paste(event, cell.node);
    return (column, { text, placeholder, refused }, each) => {
      name(input, column, each);
      input.placeholder = placeholder ?? "";
      input.title = text || placeholder || "";
      input.toggleAttribute("aria-invalid", Boolean(refused));
      write(text ?? "");
    };
  };
}

/** The options of a cell: with a first one where none of them is chosen.
 * @param {[string, string][]} options @param {string} [text] @param {string} [placeholder]
 * @returns {[string, string][]} */
export function offered(options, text, placeholder) {
  const known = options.some(([value]) => value === text);
  return known ? options : [["", placeholder ?? ""], ...options];
}

/** @param {HTMLElement} input @param {Column} column @param {LineData} each */
function name(input, column, each) {
  input.setAttribute("aria-label", each.name ? `${each.name} · ${column.label}` : column.label);
  input.dataset.cell = `${each.adds ? "+" : each.name}/${column.name}`;
}

/** Every name that is added is an edit of its own: two typed in a row make two lines.
 * @param {Panel} panel @param {Place} cell @param {string} value */
function add(panel, cell, value) {
  offer(panel, `+${numberToCome()}/${cell.path.split("/")[1]}`, "add", value);
}
