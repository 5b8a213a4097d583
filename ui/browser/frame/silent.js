// A line that went silent without being cut: a laptop in another network, a proxy that forgot.
//
// A browser learns of it after many minutes, and what is pressed meanwhile is lost. So whenever
// somebody does something, the server is asked for a sign of life; where none comes, Streamlit
// connects anew, and connection.js says so. It asks by the message that Streamlit has for a page
// around it; ours is its own (client.allowedOrigins).

const SHOWN = 1000; // milliseconds by when a page that comes shows that it does
const ANSWER = 8000; // milliseconds until a server that says nothing counts as gone
const BEHIND = 30_000; // the same while a page comes: on a slow line the answer comes behind it
let asked = 0;
let answered = 0; // by when it is, or the line counts as gone
let pressed = 0; // the last button
let waiting = 0;

/**
 * In how many milliseconds to ask: a question asked before another is answered takes its place.
 * @param {number} now @param {number} by when the last one is answered
 */
export const soon = (now, by) => Math.max(SHOWN, by - now);

/**
 * Whether a button was pressed into the silence: the line was lost for want of this answer.
 * @param {{ now: number, asked: number, answered: number, pressed: number }} times
 */
export const intoSilence = (times) => (
  Math.abs(times.now - times.answered) < SHOWN && times.pressed > times.asked - ANSWER - SHOWN
);

/** Whether a button was pressed into a silence that ends now. @param {number} now */
export const unheard = (now) => intoSilence({ now, asked, answered, pressed });

/** Ask Streamlit by the messages that it has for a page around it. @param {string} type @param {object} [more] */
export const askStreamlit = (type, more) => (
  window.postMessage({ stCommVersion: 1, type, ...more }, location.origin)
);

function beat() {
  waiting = 0;
  const app = document.querySelector('[data-testid="stApp"]');
  if (app?.getAttribute("data-test-connection-state") !== "CONNECTED") return;
  const rests = app.getAttribute("data-test-script-state") === "notRunning";
  const patience = rests ? ANSWER : BEHIND;
  asked = performance.now();
  answered = asked + patience;
  askStreamlit("SEND_APP_HEARTBEAT", { ackTimeoutMilliseconds: patience });
}

/** @param {Event} event */
function acted({ target }) {
  if (target instanceof Element && target.closest("button")) pressed = performance.now();
  waiting ||= setTimeout(beat, soon(performance.now(), answered));
}

if (!window.roiSilent) {
  window.roiSilent = true;
  for (const what of ["click", "keydown", "pointerdown", "online", "visibilitychange"]) {
    addEventListener(what, acted, { capture: true, passive: true });
  }
}
