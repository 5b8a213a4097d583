// The column of inputs: draws the rows the server sends, and sends back what was changed.
//
// The browser owns what is being typed or dragged, the server owns everything else.

import { draw, make } from "./drawing.js";
import "./grid.js";
import "./number.js";
import { listen } from "./page.js";
import "./rows.js";
import "./spans.js";
import "./steps.js";
import { counted, flush, offer, wait } from "./sending.js";
import { newPanel, panels, parts } from "./state.js";
import { takeUp } from "./unsent.js";

/** @import { Run } from "./types" */

const REST = 600; // milliseconds without an edit, after which the server may take its time

/** Each run of the page comes through here. @param {Run} run */
export default function ({ parentElement, data, setStateValue }) {
  for (const [name, part] of Object.entries(data.parts)) parts.set(name, part);
  const panel = panels.get(data.key) ?? newPanel(data.key);
  panels.set(data.key, panel);
  panel.send = (message) => setStateValue("edits", message);
  panel.answers = data.answers;
  if (!panel.root || panel.root.parentElement !== parentElement) {
    panel.root = make("div", { class: "panel" });
    panel.rows.clear();
    parentElement.append(panel.root);
  }
  panel.keeps = data.keeps;
  takeUp(panel);
  counted(panel, data.ack);
  draw(panel, panel.root, data.rows, "");
  for (const [key, row] of panel.rows) if (!row.node.isConnected) panel.rows.delete(key);
  if (panel.flying) wait(panel); // what left the page took its clock with it
  flush(panel);
  clearTimeout(panel.rest);
  if (data.rest) panel.rest = setTimeout(() => offer(panel, "rest", "pick", ""), REST);
  return () => { clearTimeout(panel.timer); clearTimeout(panel.rest); };
}

listen();
