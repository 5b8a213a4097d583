// From cell to cell of a table of inputs: by keys, and with what is pasted.

/** How many lines a key leads down. @param {string} key */
export const stepOf = (key) => ({ Enter: 1, ArrowDown: 1, ArrowUp: -1 }[key] ?? 0);

/** The field so many lines below a cell, and so many columns to its right.
 * @param {HTMLElement} td @param {number} step */
export function neighbour(td, step, aside = 0) {
  const here = td.parentElement;
  const body = td.closest("tbody");
  if (!here || !body) return undefined;
  const lines = [...body.querySelectorAll("tr:not(.told)")];
  const line = lines[lines.indexOf(here) + step];
  return line?.children[[...here.children].indexOf(td) + aside]?.querySelector("input");
}

/** What was copied from a spreadsheet, in lines of words; nothing where it is a single cell.
 * @param {string} copied */
export function copiedCells(copied) {
  const bare = copied.replace(/\r?\n$/, "");
  if (!/[\t\n]/.test(bare)) return undefined;
  return bare.split(/\r?\n/).map((line) => line.split("\t"));
}

/** Cells copied from a spreadsheet go into the cells to the right and below.
 * @param {ClipboardEvent} event @param {HTMLElement} td */
export function paste(event, td) {
  const lines = copiedCells(event.clipboardData?.getData("text/plain") ?? "");
  if (!lines) return;
  event.preventDefault();
  lines.forEach((words, down) => words.forEach((word, aside) => {
    const input = neighbour(td, down, aside);
    if (!input || input.type !== "text" || input.closest(".adds")) return;
    input.value = word;
    input.dispatchEvent(new Event("change"));
  }));
}
