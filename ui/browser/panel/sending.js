// Edits on their way: an edit stays pending until the server says that it counted (`ack`); one
// message is under way at a time, and what happens meanwhile waits for the next, so that no key
// and no drag is lost.

import { nextNumber, parts } from "./state.js";
import { note } from "./unsent.js";

/** @import { How, Panel, Place, Value } from "./types" */

const PATIENCE = 4000; // milliseconds until an unanswered message is sent again
const AGAIN = 500; // milliseconds until the connection is looked at again
let sent = 0; // messages so far

/**
 * An edit of the input at a path; several of one gesture are one step of undo.
 * @param {Panel} panel @param {string} path @param {How} how @param {Value} value
 * @param {number} [gesture]
 */
export function offer(panel, path, how, value, gesture) {
  clearTimeout(panel.rest);
  const n = nextNumber();
  const edit = { n, path, how, value, gesture: gesture ?? n };
  panel.pending.set(path, edit);
  note(panel, edit);
  for (const row of panel.rows.values()) {
    if (row.path !== path) continue;
    row.said = null; // shown again when it has counted, even where it changed nothing
    mark(panel, row);
  }
  flush(panel);
}

/** What the server has counted is pending no more. @param {Panel} panel @param {number} ack */
export function counted(panel, ack) {
  for (const [path, edit] of panel.pending) if (edit.n <= ack) panel.pending.delete(path);
  if (panel.flying && panel.flying <= ack) land(panel);
}

// While the server is away, edits wait: what was sent then would be dropped.
function connected() {
  /** @type {HTMLElement | null} */
  const app = document.querySelector('[data-testid="stApp"]');
  return !app || app.dataset.testConnectionState === "CONNECTED";
}

/** Send what is pending, unless a message is under way. @param {Panel} panel */
export function flush(panel) {
  if (panel.flying || !panel.pending.size) return;
  if (!connected()) {
    clearTimeout(panel.timer);
    panel.timer = setTimeout(() => flush(panel), AGAIN);
    return;
  }
  const list = [...panel.pending.values()];
  panel.flying = Math.max(...list.map((edit) => edit.n));
  wait(panel);
  // The server hears a value that is new to it alone: one that is sent again must differ.
  panel.send({ list, have: [...parts.keys()], sent: ++sent });
}

/** Send again what gets no answer. @param {Panel} panel */
export function wait(panel) {
  clearTimeout(panel.timer);
  panel.timer = setTimeout(() => { land(panel); flush(panel); }, PATIENCE);
}

/** @param {Panel} panel */
function land(panel) {
  clearTimeout(panel.timer);
  panel.flying = 0;
}

/** Show that an edit of a row is pending. @param {Panel} panel @param {Place} row */
export function mark(panel, row) {
  row.node.toggleAttribute("data-pending", panel.pending.has(row.path));
}
