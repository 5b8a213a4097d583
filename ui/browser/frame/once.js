// A double click on a button is one click: nothing is added, kept or accepted twice. What moved
// under the pointer meanwhile is not pressed by the second half either. Undo, redo and the steps of
// the guided visit may be pressed as fast as one likes.

/** @import { Press } from "./types" */

const BUTTONS = '[data-testid="stButton"], [data-testid="stFormSubmitButton"]';
const AGAIN = '[class*="st-key-do-"], [class*="st-key-guide"]';
const TWICE = 400; // milliseconds within which a second click on a button is one too many

/**
 * Whether a click is the second half of a double click, or one too many on the same button.
 * @param {Press} last @param {Press} now
 */
export const isTwice = (last, now) => (
  now.detail > 1 || Boolean(now.key && now.key === last.key && now.at - last.at < TWICE)
);

/** @type {Press} */
let last = { key: "", at: 0, detail: 0 };

/** @param {MouseEvent} event */
function click(event) {
  const button = /** @type {Element} */ (event.target).closest?.(BUTTONS);
  if (!button || button.closest(AGAIN)) return;
  const key = button.closest('[class*="st-key-"]')?.className ?? "";
  const now = { key, at: event.timeStamp, detail: event.detail };
  const twice = isTwice(last, now);
  last = now;
  if (!twice) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

if (!window.roiOnce) {
  window.roiOnce = true;
  document.addEventListener("click", click, true);
}
