// A connection that goes away and comes back: said in the reader's language, and made good.
//
// Streamlit says it in English, in a dialog that locks the page and tells its reader to restart a
// program in a terminal. It is closed as it opens: what is typed meanwhile waits, and counts later.
//
// A restarted server knows no fragment of the page that the browser still shows and drops whatever
// is asked of them; a run of the whole page brings the session back from the address. The second
// run takes over what was typed before the first had come through. A run that the cut stopped before
// it had drawn anything counts as a whole one, and its page is empty: there, Streamlit is asked by
// the message that it has for a page around it.

import { askStreamlit, unheard } from "./silent.js";

const STATE = "data-test-connection-state";
const RUNS = [250, 2000]; // milliseconds after the connection came back
const BLINK = 1000; // milliseconds: what is back by then was hardly gone
const READ = 4000; // milliseconds that the return is told
let away = false;
let saying = 0;
let again = false; // a button was pressed that nobody heard

/** @param {"lost" | "back" | "again" | ""} what */
function say(what) {
  const bar = /** @type {HTMLElement} */ (document.querySelector(".connection"));
  bar.lang = window.roiWords.lang;
  bar.dataset.says = what;
  bar.textContent = what && window.roiWords.connection[what];
}

/** Streamlit's own dialog, closed before it is drawn. */
function unlock() {
  for (const title of document.querySelectorAll('[data-testid="stDialog"] h2[slot="title"]')) {
    if (title.textContent !== "Connection error") continue;
    /** @type {HTMLElement | null | undefined} */
    const close = title.closest("section")?.querySelector("button[type=button]");
    close?.click();
  }
}

function runAgain() {
  for (const wait of RUNS) {
    setTimeout(() => {
      /** @type {HTMLElement | null} */
      const button = document.querySelector(".st-key-reconnected button");
      if (button) button.click();
      else askStreamlit("RERUN_SCRIPT");
    }, wait);
  }
}

function look() {
  const state = document.querySelector('[data-testid="stApp"]')?.getAttribute(STATE);
  if (!state) return;
  const gone = state !== "CONNECTED";
  if (gone) unlock();
  if (gone === away) return;
  away = gone;
  clearTimeout(saying);
  if (gone) {
    again = unheard(performance.now());
    saying = setTimeout(say, BLINK, "lost");
    return;
  }
  runAgain();
  if (!document.querySelector('.connection[data-says="lost"]')) return;
  say(again ? "again" : "back");
  saying = setTimeout(say, again ? 2 * READ : READ, "");
}

if (!window.roiConnection) {
  window.roiConnection = true;
  // There before it has anything to say: a screen reader follows what it knows.
  const bar = document.createElement("div");
  bar.className = "connection";
  bar.setAttribute("role", "status");
  document.body.append(bar);
  new MutationObserver(look).observe(document.body, {
    subtree: true, childList: true, attributes: true, attributeFilter: [STATE],
  });
}
