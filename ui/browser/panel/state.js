// What the parts of the panel share, and what outlives a visit to another page.

/** @import { Panel, Part } from "./types" */

/** Labels and what sliders run through, by name; each is sent once. @type {Map<string, Part>} */
export const parts = new Map();

/** What outlives a visit to another page, by the panel's key. @type {Map<string, Panel>} */
export const panels = new Map();

let last = Date.now(); // grows for good, also over a refresh

/** The number of a new edit or gesture: greater than all before. */
export const nextNumber = () => ++last;

/** What `nextNumber` will give. */
export const numberToCome = () => last + 1;

/** The id of an input, as links have it. @param {string} path */
export const nameOf = (path) => `in-${encodeURIComponent(path)}`;

/** A panel with nothing drawn and nothing to send. @param {string} [key] @returns {Panel} */
export const newPanel = (key = "") =>
  ({ key, pending: new Map(), flying: 0, rows: new Map(), send: () => {} });
