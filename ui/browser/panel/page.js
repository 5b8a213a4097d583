// What the panel hears from elsewhere on the page: links to its inputs, and buttons that ask it.

import { offer } from "./sending.js";
import { panels } from "./state.js";
import { leave } from "./unsent.js";

const FOUND = 2000; // milliseconds that a row stays marked to which a link led

// A link to an input (#in-…) opens what it is folded into and leads to it.
function follow() {
  const id = location.hash.slice(1);
  const found = id.startsWith("in-") && document.getElementById(id);
  if (!found) return;
  for (let up = found.closest("details"); up; up = up.parentElement?.closest("details") ?? null) {
    up.open = true;
  }
  found.scrollIntoView({ block: "center" });
  found.focus();
  const row = found.closest(".row");
  row?.classList.add("found");
  setTimeout(() => row?.classList.remove("found"), FOUND);
}

// A button elsewhere on the page that asks why (data-why), or turns a switch (data-turn), is heard
// by the panel at hand.
/** @param {MouseEvent} event */
function hear(event) {
  const clicked = /** @type {Element} */ (event.target);
  /** @type {HTMLElement | null | undefined} */
  const button = clicked.closest?.("[data-why], [data-turn]");
  const panel = [...panels.values()].find((one) => one.answers && one.root?.isConnected);
  if (!button || !panel) return;
  const { why, turn } = button.dataset;
  if (why) offer(panel, "why", "pick", why);
  else if (turn) offer(panel, turn, "turn", button.getAttribute("aria-pressed") !== "true");
}

/** Once for the page, however often a panel comes and goes. */
export function listen() {
  if (window.roiFollows) return;
  window.roiFollows = true;
  window.addEventListener("hashchange", follow);
  document.addEventListener("click", hear);
  window.addEventListener("pagehide", leave);
}
