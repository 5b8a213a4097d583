// The words that Streamlit writes itself, in the reader's language; and the language of the page.
//
// window.roiWords = { lang, exact: [[english, french, …]], pattern: … } comes from the text files. Only parts
// of Streamlit's own are looked at: what people typed is theirs.
(() => {
  const OWN = ["stFileUploader", "stElementToolbar", "stMainMenu", "stSelectbox", "stMultiSelect",
    "stDateInput", "stSkipToContent", "stDataFrame", "stTopNav", "stHeaderAction", "stThemeSwitcher",
    "stTextInput", "stSidebar", "stTooltipContent", "InputInstructions", "stBaseButton-elementToolbar"]
    .map((name) => `[data-testid^="${name}"]`).join(", ")
    + ", [data-baseweb='popover'], [role='listbox'], [role='menu']";
  const NAMES = ["aria-label", "title", "placeholder"];

  const sayAs = (words) => {
    const exact = new Map();
    for (const [said, ...all] of words.exact) for (const one of all) exact.set(one, said);
    const patterns = words.pattern.flatMap(([said, ...all]) => all.map((one) => [
      new RegExp(`^${one.replace(/[.*+?^{}()|[\]\\]/g, "\\$&").replace("$1", "(.+)")}$`), said,
    ]));
    return (written) => {
      const bare = written.trim();
      if (!bare) return written;
      const known = exact.get(bare);
      if (known !== undefined) return known === bare ? written : written.replace(bare, known);
      for (const [pattern, said] of patterns) {
        const found = pattern.exec(bare);
        if (found) return written.replace(bare, said.replace("$1", found[1]));
      }
      return written;
    };
  };

  function mend(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      const parent = node.parentElement;
      if (!parent || parent.isContentEditable || !parent.closest(OWN)) return;
      const said = window.roiSay(node.nodeValue);
      if (said !== node.nodeValue) node.nodeValue = said;
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE || node.namespaceURI.endsWith("svg")) return;
    const parts = node.closest(OWN) ? [node] : [...node.querySelectorAll(OWN)];
    for (const part of parts) within(part);
  }

  function within(part) {
    for (const one of [part, ...part.querySelectorAll("[aria-label], [title], [placeholder]")]) {
      attributes(one);
    }
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) mend(walk.currentNode);
  }

  function attributes(element) {
    for (const name of NAMES) {
      const written = element.getAttribute(name);
      const said = written && window.roiSay(written);
      if (said && said !== written) element.setAttribute(name, said);
    }
  }

  window.roiSay = sayAs(window.roiWords);
  document.documentElement.lang = window.roiWords.lang;
  mend(document.body);
  if (window.roiWording) return;
  window.roiWording = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(mend);
      else if (change.type === "characterData") mend(change.target);
      else if (change.target.closest(OWN)) attributes(change.target);
    }
  });
  window.roiWording.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributeFilter: NAMES,
  });
})();
