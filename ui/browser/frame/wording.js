// The words that Streamlit writes itself, in the reader's language; and the language of the page.
//
// They come from the text files, in the element before this one. Only parts of Streamlit's own are
// looked at: what people typed is theirs.

import { monthIn, sayAs } from "./sayings.js";

const OWN = [
  ...["stFileUploader", "stElementToolbar", "stMainMenu", "stSelectbox", "stMultiSelect",
    "stDateInput", "stSkipToContent", "stDataFrame", "stTopNav", "stHeaderAction", "stThemeSwitcher",
    "stTextInput", "stSidebar", "stTooltip", "InputInstructions",
    "stBaseButton-elementToolbar"].map((name) => `[data-testid^="${name}"]`), "kbd",
  "[data-baseweb='popover']", "[role='listbox']", "[role='menu']", "[id^='react-aria-description']",
].join();
// Icons among words: read aloud, "folder_zip icon" and its name once more say nothing.
const ICONS = '[data-testid="stMarkdownContainer"] [role="img"][aria-label$=" icon"]';
const NAMES = ["aria-label", "title", "placeholder", "aria-valuetext"];

/** @param {Node} node */
function mend(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    const parent = node.parentElement;
    // Charts first: they change hundreds of words at a move, and hold none of Streamlit's.
    if (!(parent instanceof HTMLElement) || parent.isContentEditable || !parent.closest(OWN)) return;
    const said = window.roiSay(node.nodeValue ?? "");
    if (said !== node.nodeValue) node.nodeValue = said;
    return;
  }
  if (!(node instanceof HTMLElement)) return;
  for (const icon of node.querySelectorAll(ICONS)) icon.setAttribute("aria-hidden", "true");
  const parts = node.closest(OWN) ? [node] : [...node.querySelectorAll(OWN)];
  for (const part of parts) within(part);
}

/** @param {Element} part */
function within(part) {
  for (const one of [part, ...part.querySelectorAll(NAMES.map((name) => `[${name}]`).join())]) {
    attributes(one);
  }
  const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) mend(walk.currentNode);
}

/** A month that a field of a date tells in English alone, by its number. @param {Element} element */
function month(element) {
  const number = Number(element.getAttribute("aria-valuenow"));
  const said = number && `${number} – ${monthIn(window.roiWords.lang, number)}`;
  if (said && said !== element.getAttribute("aria-valuetext")) element.setAttribute("aria-valuetext", said);
}

/** @param {Element} element */
function attributes(element) {
  if (element.matches('[data-type="month"]')) month(element);
  for (const name of NAMES) {
    const written = element.getAttribute(name);
    const said = written && window.roiSay(written);
    if (said && said !== written) element.setAttribute(name, said);
  }
}

const words = document.currentScript?.previousElementSibling;
if (words instanceof HTMLElement && words.dataset.told) {
  window.roiWords = JSON.parse(words.dataset.told);
}
window.roiSay = sayAs(window.roiWords);
document.documentElement.lang = window.roiWords.lang;
mend(document.body);
if (!window.roiWording) {
  window.roiWording = new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "childList") addedNodes.forEach(mend);
      else if (type === "characterData") mend(target);
      else if (target instanceof HTMLElement && target.closest(OWN)) attributes(target);
    }
  });
  window.roiWording.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributeFilter: NAMES,
  });
}
