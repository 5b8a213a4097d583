// What the browser keeps. It may refuse, or have no room: then the address alone keeps the case.

const YEAR = 31536000; // seconds

/** @param {"session" | "local"} store @param {string} key */
export function read(store, key) {
  try { return window[`${store}Storage`].getItem(key); } catch { return null; }
}

/** Whether there was room. @param {"session" | "local"} store @param {string} key @param {string} value */
export function write(store, key, value) {
  try { window[`${store}Storage`].setItem(key, value); return true; } catch { return false; }
}

/** What is no longer so is worse than nothing: where there is no room, it goes.
 * @param {"session" | "local"} store @param {string} key @param {string} value */
export function replace(store, key, value) {
  if (!write(store, key, value)) remove(store, key);
}

/** @param {"session" | "local"} store @param {string} key */
export function remove(store, key) {
  try { window[`${store}Storage`].removeItem(key); } catch { /* as above */ }
}

/** What is kept under names that begin so. @param {"session" | "local"} store @param {string} start */
export function names(store, start) {
  try { return Object.keys(window[`${store}Storage`]).filter((key) => key.startsWith(start)); } catch { return []; }
}

/** So that the server knows, before it draws, that there is something to ask for.
 * @param {string} name */
export function remark(name) {
  try { document.cookie = `${name}=1; path=/; max-age=${YEAR}; SameSite=Lax`; } catch { /* as above */ }
}
