// The figures behind a picture, as a table that can be read, heard and copied: what its marks say.
//
// Streamlit's button shows the data as they travel, under the names of fields and unrounded; what
// it is pressed for opens here instead.

/** @import { Told } from "./types" */

// Between two lines of what a mark says, and a title and its value (charts/parts/heard.py).
const [LINE, BETWEEN] = [";\n", ":\t"];

/** What marks say, a table for all that say the same titles. @param {string[]} said @returns {Told[]} */
export function tables(said) {
  /** @type {Map<string, Told>} */
  const found = new Map();
  for (const mark of said) {
    const lines = mark.split(LINE).map((line) => {
      const [title, ...value] = line.split(BETWEEN);
      return [title, value.join("")];
    });
    const titles = lines.map(([title]) => title);
    const key = titles.join(LINE);
    const table = found.get(key) ?? { titles, rows: [] };
    table.rows.push(lines.map(([, value]) => value));
    found.set(key, table);
  }
  return [...found.values()];
}

/** @param {string} tag @param {(Node | string)[]} inside @param {Record<string, string>} names */
function make(tag, inside, names = {}) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(names)) node.setAttribute(name, value);
  node.append(...inside);
  return node;
}

/** @param {Told} told @param {string} name */
function drawn({ titles, rows }, name) {
  const head = titles.map((title) => make("th", [title], { scope: "col" }));
  const body = rows.map(([first, ...rest]) => make("tr", [
    make("th", [first], { scope: "row" }), ...rest.map((value) => make("td", [value])),
  ]));
  const table = [make("thead", [make("tr", head)]), make("tbody", body)];
  return make("table", table, { class: "fig-table", "aria-label": name });
}

/** @param {Element} chart */
function show(chart) {
  const marks = [...chart.querySelectorAll('[role="graphics-symbol"][aria-label]')];
  const told = marks.filter((mark) => !mark.closest('[aria-hidden="true"]'))
    .map((mark) => mark.getAttribute("aria-label") ?? "");
  const values = told.filter((said) => said.includes(BETWEEN));
  const sentences = told.filter((said) => !said.includes(BETWEEN));
  if (!values.length) return false;
  const name = chart.querySelector('[role="graphics-document"]')?.getAttribute("aria-label")
    ?? chart.getAttribute("aria-label") ?? "";
  const close = make("button", [window.roiWords.close], { type: "button" });
  const dialog = /** @type {HTMLDialogElement} */ (make("dialog", [
    make("h2", [name], { id: "picture-figures" }),
    ...sentences.map((said) => make("p", [said])),
    make("div", tables(values).map((one) => drawn(one, name)), { tabindex: "0", role: "group", "aria-label": name }),
    close,
  ], { class: "picture-figures", "aria-labelledby": "picture-figures" }));
  close.onclick = () => dialog.close();
  dialog.onclick = ({ target }) => { if (target === dialog) dialog.close(); };
  dialog.onclose = () => dialog.remove();
  (document.querySelector('[data-testid="stApp"]') ?? document.body).append(dialog);
  dialog.showModal();
  return true;
}

/** @param {MouseEvent} event */
function ask(event) {
  const button = /** @type {Element} */ (event.target).closest?.('[data-testid="stElementToolbar"] button');
  const said = button?.getAttribute("aria-label") ?? "";
  if (!button || window.roiSay(said) !== window.roiSay("Show data")) return;
  const chart = button.closest(".stPrintGraphic, [data-testid=\"stFullScreenFrame\"]")
    ?.querySelector('[data-testid="stVegaLiteChart"]');
  if (!chart || !show(chart)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

if (!window.roiFigures) {
  window.roiFigures = true;
  document.addEventListener("click", ask, true);
}
