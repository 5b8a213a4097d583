// Runs the page once, as a whole, when the connection is back.
//
// A restarted server knows no fragment of the page that the browser still shows and drops whatever
// is asked of them; a run of the whole page brings the session back from the address. The second
// run takes over what was typed before the first had come through.

const STATE = "data-test-connection-state";
const RUNS = [250, 2000]; // milliseconds after the connection came back
let away = false;

function look() {
  const state = document.querySelector('[data-testid="stApp"]')?.getAttribute(STATE);
  if (!state) return;
  const back = away && state === "CONNECTED";
  away = state !== "CONNECTED";
  if (!back) return;
  for (const wait of RUNS) {
    setTimeout(() => {
      /** @type {HTMLElement | null} */
      const button = document.querySelector(".st-key-reconnected button");
      button?.click();
    }, wait);
  }
}

if (!window.roiReconnect) {
  window.roiReconnect = true;
  new MutationObserver(look).observe(document.body, {
    subtree: true, attributes: true, attributeFilter: [STATE],
  });
}
