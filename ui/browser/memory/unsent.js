// What panels keep until the memory holds it (panel/unsent.js): of this tab, and for the next one.

import { read, remove, replace, write } from "./storage.js";

const UNSENT = "roi.unsent";
/** @type {("session" | "local")[]} */
const STORES = ["session", "local"];

/** The edits that are in the tab that was kept just now are let go.
 * @param {Record<string, number>} counted the last edit that counted, by panel */
export function letGo(counted) {
  for (const store of STORES) {
    const text = read(store, UNSENT);
    if (!text) continue;
    /** @type {Record<string, Record<string, { n: number }>>} */
    const all = JSON.parse(text);
    for (const [panel, edits] of Object.entries(all)) {
      for (const [path, { n }] of Object.entries(edits)) {
        if (n <= (counted[panel] ?? 0)) delete edits[path];
      }
      if (!Object.keys(edits).length) delete all[panel];
    }
    replace(store, UNSENT, JSON.stringify(all));
  }
}

/** A new tab goes on where the last one was, with what that one had on its way. */
export function takeOver() {
  const left = read("local", UNSENT);
  if (left) write("session", UNSENT, left);
}

/** Nothing of whoever was here before. */
export function dropUnsent() {
  for (const store of STORES) remove(store, UNSENT);
}
