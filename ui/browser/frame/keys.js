// Undo and redo by the keys people know; in a field that is typed into, they stay the browser's.

const MOVED = ["range", "checkbox", "radio", "button", "file"].map((one) => `[type="${one}"]`);
const TYPED = `textarea, [contenteditable="true"], input:not(${MOVED.join()})`;

/**
 * What a key asks for: "undo", "redo" or nothing.
 * @param {Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">} event
 */
export function askedBy({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  if (!(ctrlKey || metaKey) || altKey) return undefined;
  return { z: shiftKey ? "redo" : "undo", y: "redo" }[key.toLowerCase()];
}

/** @param {KeyboardEvent} event */
function press(event) {
  const name = askedBy(event);
  if (!name || /** @type {Element} */ (event.target).closest?.(TYPED)) return;
  /** @type {HTMLButtonElement | null} */
  const button = document.querySelector(`.st-key-do-${name} button`);
  if (!button || button.disabled) return;
  event.preventDefault();
  button.click();
}

if (!window.roiKeys) {
  window.roiKeys = true;
  document.addEventListener("keydown", press);
}
