// Edits that are in nobody's memory yet, kept by the tab, and for the next one: a refresh between a
// key and the moment at which the browser's memory holds what it changed takes none away. The memory
// lets go of them (memory/unsent.js).

import { nextNumber } from "./state.js";

/** @import { Edit, Panel } from "./types" */

const UNSENT = "roi.unsent";
const LATE = 600_000; // milliseconds after which an edit of a page that is gone is not meant any more

/** By panel and path. @returns {Record<string, Record<string, Edit & { at: number }>>} */
function kept() {
  try { return JSON.parse(sessionStorage.getItem(UNSENT) ?? "{}"); } catch { return {}; }
}

/** @param {Panel} panel @param {Edit} edit */
export function note(panel, edit) {
  if (!panel.keeps || edit.path === "rest" || edit.path === "why") return;
  const all = kept();
  (all[panel.key] ??= {})[edit.path] = { ...edit, at: Date.now() };
  for (const store of [() => sessionStorage, () => localStorage]) {
    try { store().setItem(UNSENT, JSON.stringify(all)); } catch { /* refused, or no room */ }
  }
}

/** Once, when the server knows what the tab held: what the page before had left goes on its way.
 * @param {Panel} panel */
export function takeUp(panel) {
  if (panel.taken || !panel.keeps) return;
  panel.taken = true;
  const left = Object.values(kept()[panel.key] ?? {}).filter(({ at }) => Date.now() - at < LATE);
  for (const { path, how, value, gesture } of left.sort((a, b) => a.n - b.n)) {
    if (panel.pending.has(path)) continue;
    const again = { n: nextNumber(), path, how, value, gesture };
    panel.pending.set(path, again);
    note(panel, again);
  }
}

/** What is typed counts as if the field had been left: so it is when the page is. */
export function leave() {
  const field = document.activeElement;
  if (field instanceof HTMLElement && field.closest(".panel")) field.blur();
}
