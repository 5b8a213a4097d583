// Tab goes from a button into the panel it has opened, and from the panel's end, which closes it, on
// behind the button. Streamlit hangs panels at the end of the page, so that the keyboard would go on
// below what they cover.

const OPENED = '[data-testid="stPopoverButton"][aria-expanded="true"]';
const BODY = '[data-testid="stPopoverBody"]';
const STOPS = "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary, [tabindex]";

/**
 * Where Tab goes from `here`: "in" at the panel's beginning, "out" behind its button, "back" to that
 * button, or nothing where the browser knows.
 * @template T @param {T | null} here @param {T} button @param {T[]} stops @param {boolean} back
 */
export function way(here, button, stops, back) {
  if (!stops.length) return undefined;
  if (here === button) return back ? undefined : "in";
  if (here === stops.at(0) && back) return "back";
  return here === stops.at(-1) && !back ? "out" : undefined;
}

/** @param {KeyboardEvent} event */
function follow(event) {
  if (event.key !== "Tab" || event.ctrlKey || event.altKey || event.metaKey) return;
  /** @type {HTMLElement | null} */
  const button = document.querySelector(OPENED);
  const panel = [...document.querySelectorAll(BODY)].at(-1);
  if (!button || !panel) return;
  const all = /** @type {HTMLElement[]} */ ([...panel.querySelectorAll(STOPS)]);
  const stops = all.filter((one) => one.tabIndex >= 0 && one.checkVisibility());
  const found = way(document.activeElement, button, stops, event.shiftKey);
  if (!found) return;
  (found === "in" ? stops[0] : button).focus();
  if (found === "out") button.click(); // and the browser goes on from it
  else event.preventDefault();
}

if (!window.roiPanels) {
  window.roiPanels = true;
  document.addEventListener("keydown", follow);
}
