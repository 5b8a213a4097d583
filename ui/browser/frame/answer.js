// Says the answer of a case to those who hear the page: once, when a moved slider has come to rest.
//
// Streamlit puts a piece of page in anew with every run, and what is new is not announced: the
// words are copied into one place that stays.

const REST = 700; // milliseconds without a change, after which an answer counts as the last one

/**
 * What is to be said now, after what was there before; nothing on a first look.
 * @param {string | undefined} before @param {string} now
 */
export const news = (before, now) => (before && now && now !== before ? now : "");

/** @type {string | undefined} */
let known;
let where = "";
/** @type {number | undefined} */
let timer;

/** @param {HTMLElement} place */
function tell(place) {
  const now = document.querySelector(".answer")?.textContent ?? "";
  if (!now && !where) return;
  const here = `${location.pathname} ${document.documentElement.lang}`;
  if (here !== where) {
    // Another page, or the same in another language: what it says is no news of a moved slider.
    where = here;
    known = now;
    place.textContent = "";
    return;
  }
  const said = news(known, now);
  if (now) known = now;
  if (said) place.textContent = said;
}

if (!document.querySelector(".said-aloud")) {
  const place = document.createElement("p");
  place.className = "unseen said-aloud";
  place.setAttribute("role", "status");
  document.body.append(place);
  new MutationObserver(() => {
    if (!where) tell(place); // what stood there at first is no news, however soon a hand moves
    clearTimeout(timer);
    timer = setTimeout(() => tell(place), REST);
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}
