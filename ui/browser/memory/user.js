// Whose things these are, where people sign in: each one's under names of their own. All tabs of a
// browser are one person's: when another signs in or nobody is left, they begin anew.

import { names, read, remove, write } from "./storage.js";
import { dropUnsent } from "./unsent.js";

const USER = "roi.user", GOING = "roi.going", TRYING = "roi.trying";
let user = "", listening = false, looked = false;

/** The name under which this user's are kept. @param {string} name */
export const mine = (name) => (user ? `${name}.${user}` : name);

/** Who is here now, "" for nobody; nothing where nobody signs in.
 * @param {string | undefined} now
 * @param {string} last what is kept of every user, until they sign out
 * @param {string[]} tabs what this tab keeps of one */
export function follow(now, last, tabs) {
  if (now === undefined) return;
  const was = read("session", USER) ?? "", here = location.pathname + location.search;
  user = now;
  if (!listening) {
    listening = true;
    // Heard of by the other tabs alone. This one's address may hold a case of whoever was here.
    addEventListener("storage", ({ key, newValue }) => {
      if (key === USER && (newValue ?? "") !== user) location.replace("/");
    });
  }
  if (!user) {
    remove("local", USER);
    if (here !== "/") write("session", GOING, JSON.stringify({ here, was }));
    for (const name of tabs) {
      for (const key of names("session", `${name}.`)) {
        const whose = key.slice(name.length + 1);
        if (read("local", `${last}.${whose}`) === null) remove("session", key); // they signed out
      }
    }
    return;
  }
  if ((was && was !== user) || read("local", USER) !== user) dropUnsent();
  if (read("local", USER) !== user) write("local", USER, user);
  if (was !== user) write("session", USER, user);
  remove("session", TRYING);
  const going = wanted(read("session", GOING));
  if (!going) return;
  remove("session", GOING);
  // Signing in leads to the first page; on to where the reader was going, unless another was here.
  if ((!going.was || going.was === user) && going.here !== here) location.replace(going.here);
}

/** Whether this tab went to sign in and is back with nobody: Streamlit says nothing of it. Looked at
 * once a page: what is pressed there leads to the next one. */
export function failed() {
  if (user || looked) return false;
  looked = true;
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest(".st-key-do-sign-in button")) write("session", TRYING, "1");
  }, true);
  return read("session", TRYING) !== null;
}

/** An address of this app, and who was there. @param {string | null} kept */
function wanted(kept) {
  try {
    const { here, was } = JSON.parse(kept ?? "null") ?? {};
    return /^\/(?![/\\])/.test(here) ? { here: String(here), was: String(was) } : undefined;
  } catch { return undefined; }
}
