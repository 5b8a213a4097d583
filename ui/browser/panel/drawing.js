// From rows to nodes: what is the same stays, what is new is made by its kind.

import { mark } from "./sending.js";

/** @import { Kind, Panel, Row, RowData } from "./types" */

/** What draws a row, by its kind; each part of the panel adds its own. @type {Record<string, Kind>} */
export const kinds = {};

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, string | number>} attributes @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/** The words of a node, which hides where it has none. @param {HTMLElement} node @param {string} words */
export function says(node, words) {
  if (node.textContent !== words) node.textContent = words;
  node.hidden = !words;
}

/** The options of a list. @param {[string, string][]} options */
export function choices(options) {
  return options.map(([value, said]) => {
    const option = make("option", { value });
    option.textContent = said;
    return option;
  });
}

/** Have a parent hold these nodes in this order. @param {Element} parent @param {Element[]} nodes */
export function place(parent, nodes) {
  const kept = new Set(nodes);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  // Nodes that stay are not moved: a moved one would lose the focus, or the thumb that holds it.
  nodes.forEach((node, at) => {
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] ?? null);
  });
}

/**
 * The rows within a parent; `within` names it.
 * @param {Panel} panel @param {Element} parent @param {RowData[]} rows @param {string} within
 */
export function draw(panel, parent, rows, within) {
  place(parent, rows.map((data) => {
    const key = `${within}/${data.kind}:${data.key}`;
    const row = /** @type {Row | undefined} */ (panel.rows.get(key)) ?? newRow(panel, data, key);
    const said = JSON.stringify(data);
    if (row.always || row.said !== said || panel.pending.has(row.path)) row.show(data);
    // What was shown while an edit was pending is shown again when the edit has counted.
    row.said = panel.pending.has(row.path) ? null : said;
    if (row.path) mark(panel, row);
    return row.node;
  }));
}

/** @param {Panel} panel @param {RowData} data @param {string} key */
function newRow(panel, data, key) {
  const row = /** @type {Row} */ ({ path: data.path ?? "" });
  row.node = kinds[data.kind](panel, row, data, key);
  if (row.path) row.node.dataset.path = row.path;
  panel.rows.set(key, row);
  return row;
}
