// The browser's memory: what this tab held (gone when it is closed), what the last tab held, and
// the kept scenarios of all tabs. It stays with its owner; the server asks for it when it knows
// nothing of the tab. Links carry the case, so that a new tab opens it.

const TAB = "roi.tab", LAST = "roi.last", LIBRARY = "roi.library", MINE = "roi.mine";
const YEAR = 31536000; // seconds
let asked = ""; // the question that was answered last
let query = "";

export default function ({ data, setStateValue }) {
  if (data.query !== undefined) carry(data.query);
  if (data.remark) remark(data.remark);
  if (data.tab !== undefined) keep(data);
  if (data.ask && data.ask !== asked) {
    asked = data.ask;
    const tab = read("session", TAB), last = tab ? null : read("local", LAST);
    // The server knows of no scenario yet: none that it does not name is meant to be forgotten.
    write("session", MINE, "{}");
    setStateValue("stored", { ask: data.ask, tab, last, library: read("local", LIBRARY) });
  }
}

// A browser may refuse its storage, or have no room: then the address alone keeps the case.
function read(store, key) {
  try { return window[`${store}Storage`].getItem(key); } catch { return null; }
}

function write(store, key, value) {
  try { window[`${store}Storage`].setItem(key, value); return true; } catch { return false; }
}

function forget(store, key) {
  try { window[`${store}Storage`].removeItem(key); } catch { /* see above */ }
}

// So that the server knows, before it draws, that there is something to ask for.
function remark(name) {
  try { document.cookie = `${name}=1; path=/; max-age=${YEAR}; SameSite=Lax`; } catch { /* see above */ }
}

function keep({ tab, library }) {
  remark("roi_kept");
  if (tab !== read("session", TAB)) {
    // What is no longer so is worse than nothing: where there is no room, it goes.
    write("session", TAB, tab) || forget("session", TAB);
    write("local", LAST, tab) || forget("local", LAST);
  }
  if (library === undefined) return; // as it was
  // Other tabs keep scenarios too: put in and take out what this one did, and nothing else.
  const mine = parsed(read("session", MINE)), all = parsed(read("local", LIBRARY));
  for (const name of Object.keys(mine)) if (!(name in library)) delete all[name];
  for (const [name, code] of Object.entries(library)) if (mine[name] !== code) all[name] = code;
  write("local", LIBRARY, JSON.stringify(all));
  write("session", MINE, JSON.stringify(library));
}

function parsed(text) {
  try {
    const found = JSON.parse(text);
    return found?.constructor === Object ? found : {};
  } catch { return {}; }
}

// Links -----------------------------------------------------------------------------------------

const MENU = ["stTopNavLink", "stTopNavDropdownLink", "stSidebarNavLink"]
  .map((id) => `a[data-testid="${id}"]`).join();
const LINKS = `${MENU}, [data-testid="stLogoLink"], [data-testid="stPageLink"] a`;

function carry(now) {
  query = now;
  for (const link of document.querySelectorAll(LINKS)) extend(link);
  if (window.roiLinks) return;
  window.roiLinks = true;
  // A menu that unfolds or is drawn anew.
  new MutationObserver((seen) => {
    for (const { target, addedNodes } of seen) {
      if (target.matches?.(LINKS)) extend(target);
      for (const node of addedNodes) node.querySelectorAll?.(LINKS).forEach(extend);
      for (const node of addedNodes) if (node.matches?.(LINKS)) extend(node);
    }
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["href"] });
  // Streamlit turns every click into a page change; with these keys it is meant for a new tab.
  document.addEventListener("click", (event) => {
    const other = event.ctrlKey || event.metaKey || event.shiftKey;
    if (other && event.target.closest?.(LINKS)) event.stopPropagation();
  }, true);
}

function extend(link) {
  const href = new URL(link.href);
  const wanted = query ? `?${query}` : "";
  if (href.origin !== location.origin || href.search === wanted) return;
  href.search = wanted;
  link.href = href.href;
}
