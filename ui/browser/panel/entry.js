// A field that is typed into: sent on Enter and on leaving it; Escape brings back what was there.

import { offer } from "./sending.js";

/** @import { How, Panel } from "./types" */

/**
 * What a key means in a field: "enter" the number for those who wait for this key (`enters`),
 * "send" what was typed, "restore" what was there, or nothing.
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey">} event @param {string[]} [enters]
 */
export function meantBy(event, enters = []) {
  if (enters.includes(event.key.toLowerCase()) && !event.ctrlKey && !event.metaKey) return "enter";
  return { Enter: "send", Escape: "restore" }[event.key];
}

/**
 * Has a field send what is typed. `write` puts the server's words there, but never under the hands
 * of someone who types.
 * @param {Panel} panel @param {{ path: string, enters?: string[] }} row
 * @param {HTMLInputElement | HTMLTextAreaElement} input @param {How} how
 */
export function typed(panel, row, input, how) {
  const shown = () => input.dataset.shown ?? "";
  const send = () => {
    if (input.value === shown()) return;
    input.dataset.shown = input.value;
    offer(panel, row.path, how, input.value);
  };
  /** @param {KeyboardEvent} event */
  const press = (event) => {
    const meant = meantBy(event, row.enters);
    if (meant === "enter") {
      event.preventDefault();
      offer(panel, row.path, "enter", input.value);
    } else if (meant === "send") send();
    if (meant === "restore") input.value = shown();
  };
  /** @param {string} words */
  const write = (words) => {
    if (panel.pending.has(row.path) || shown() === words) return;
    const left = document.activeElement !== input || input.value === shown();
    input.dataset.shown = words;
    if (left) input.value = words;
  };
  input.onchange = send;
  input.onkeydown = press;
  input.onfocus = () => input.select();
  return { write, press };
}
