// A table of inputs, one of the panel's kinds: a cell is an input like any other, so that what is
// typed into it is pending, kept and refused as in the column of inputs.
//
// Lines and cells are known by the server's names for them, never by where they stand.

import { remarks } from "./around.js";
import { cellKinds } from "./cells.js";
import { kinds, make, place } from "./drawing.js";
import { mark, offer } from "./sending.js";
import { parts } from "./state.js";

/** @import { Cell, CellData, Column, Drawn, GridData, Line, LineData, Panel, Row } from "./types" */

const WIDEST = 34; // characters

/** The lines as they are drawn, the one that adds lines at the end.
 * @param {Pick<GridData, "lines" | "add">} data @returns {LineData[]} */
export const drawnLines = ({ lines, add }) => (
  add ? [...lines, { ...add, id: "+", adds: true }] : lines
);

/** @param {Panel} panel @param {Row} row */
kinds.grid = (panel, row) => {
  const head = make("tr");
  const body = make("tbody");
  const table = make("table", {}, make("thead", {}, head), body);
  const node = make("div", { class: "grid", role: "region", tabindex: "0" }, table);
  /** @type {Map<string, Line>} */
  const lines = new Map();
  row.always = true;
  /** @param {GridData} sent */
  row.show = (sent) => {
    const { columns } = /** @type {{ columns: Column[] }} */ (parts.get(sent.columns));
    const data = { ...sent, columns };
    const drawn = drawnLines(data);
    for (const named of [node, table]) named.setAttribute("aria-label", data.label);
    headers(head, columns);
    columns.forEach((column, at) => {
      node.style.setProperty(`--w${at}`, `${width(column, drawn.map(({ cells }) => cells[at]))}ch`);
    });
    const nodes = drawn.flatMap((each) => {
      const line = lines.get(each.id) ?? newLine(panel, data, each);
      lines.set(each.id, line);
      line.show(data, each);
      return line.nodes;
    });
    for (const [id, line] of lines) {
      if (drawn.some((each) => each.id === id)) continue;
      lines.delete(id);
      for (const path of line.paths) panel.rows.delete(path);
    }
    place(body, nodes);
  };
  return node;
};

/** @param {Column} column */
const looks = ({ kind, right }) => (right ? `${kind} right` : kind);

/** @param {HTMLElement} head @param {Column[]} columns */
function headers(head, columns) {
  const said = JSON.stringify(columns.map((column) => [column.label, column.help]));
  if (head.dataset.said === said) return;
  head.dataset.said = said;
  const cells = columns.map((column) => {
    const cell = make("th", { scope: "col", class: looks(column), title: column.help ?? "" });
    // An arrow stays with the word before it.
    cell.textContent = column.label.replaceAll(" →", "\u00a0→");
    return cell;
  });
  head.replaceChildren(...cells, make("td"));
}

/** The characters a column needs: numbers are never cut.
 * @param {Column} column @param {(CellData | null)[]} cells */
export function width(column, cells) {
  const longest = Math.max(...cells.map((cell) => (cell ? size(column, cell) : 0)), 0);
  return Math.max(Math.min(longest, WIDEST), column.least);
}

/** @param {Column} column @param {CellData} cell */
function size(column, cell) {
  const said = column.options?.find(([value]) => value === cell.text)?.[1];
  return Math.max((said ?? cell.text ?? "").length + (said ? 2 : 0), (cell.placeholder ?? "").length);
}

/** A line: its cells, what takes it away, and below it why something in it was refused.
 * @param {Panel} panel @param {Drawn} data @param {LineData} first @returns {Line} */
function newLine(panel, data, first) {
  const cells = data.columns.map((column, at) => newCell(panel, column, at, first));
  const node = make("tr", first.adds ? { class: "adds" } : {}, ...cells.map((cell) => cell.node));
  const remove = removes(panel, first, node);
  node.append(make("td", { class: "end" }, ...(first.adds ? [] : [remove])));
  const told = make("td", { colspan: data.columns.length + 1 });
  const tells = make("tr", { class: "told" }, told);
  const asked = { path: "" };
  const remark = remarks(told, panel, asked);
  const paths = cells.flatMap((cell) => {
    if (!cell.path) return [];
    const key = `cell:${data.key}:${cell.path}`;
    panel.rows.set(key, cell);
    return [key];
  });
  /** @type {Line} */
  const line = {
    paths,
    nodes: [node],
    show: (now, each) => {
      remove.hidden = !each.remove;
      remove.setAttribute("aria-label", each.remove ?? "");
      remove.title = each.remove ?? "";
      if (!panel.pending.has(`${each.id}/`)) node.classList.remove("going");
      cells.forEach((cell, at) => {
        const said = each.cells[at];
        if (!said) return;
        cell.show(now.columns[at], said, each);
        if (cell.path) mark(panel, cell);
      });
      const at = each.cells.findIndex((cell) => cell?.refused);
      const refused = each.cells[at];
      asked.path = refused ? cells[at].path : "";
      remark(refused ? { ...refused, refused: `${now.columns[at].label} · ${refused.refused}` } : {});
      line.nodes = refused ? [node, tells] : [node];
    },
  };
  return line;
}

/** @param {Panel} panel @param {Column} column @param {number} at @param {LineData} first
 * @returns {Cell} */
function newCell(panel, column, at, first) {
  if (first.adds && !first.cells[at]) return { path: "", node: make("td"), show: () => {} };
  // The first cell names its line: what a reader hears before each of the others.
  const node = make("td", { class: looks(column), ...(at ? {} : { role: "rowheader" }) });
  node.style.setProperty("--w", `var(--w${at})`);
  const where = { path: `${first.id}/${column.name}`, node };
  return { ...where, show: cellKinds[column.kind](panel, where, Boolean(first.adds)) };
}

/** @param {Panel} panel @param {LineData} first @param {HTMLElement} node */
function removes(panel, first, node) {
  const remove = make("button", { type: "button", class: "remove" }, "✕");
  // The second half of a double click falls on the line that moved up: it takes nothing away.
  remove.onclick = (event) => {
    if (event.detail > 1) return;
    node.classList.add("going");
    offer(panel, `${first.id}/`, "remove", "");
  };
  return remove;
}
