// Links to the other pages carry the case, so that a new tab opens it.

const MENU = ["stTopNavLink", "stTopNavDropdownLink", "stSidebarNavLink"]
  .map((id) => `a[data-testid="${id}"]`).join();
const LINKS = `${MENU}, [data-testid="stLogoLink"], [data-testid="stPageLink"] a`;
let query = "";

/** Where a link leads with the case in it; nothing where it need not change.
 * @param {string} address @param {string} origin of this page @param {string} carried */
export function withCase(address, origin, carried) {
  const href = new URL(address);
  const wanted = carried ? `?${carried}` : "";
  if (href.origin !== origin || href.search === wanted) return undefined;
  href.search = wanted;
  return href.href;
}

/** @param {Element} link */
function extend(link) {
  const anchor = /** @type {HTMLAnchorElement} */ (link);
  const href = withCase(anchor.href, location.origin, query);
  if (href !== undefined) anchor.href = href;
}

/** All links to pages, now and those to come, carry this. @param {string} now */
export function carry(now) {
  query = now;
  document.querySelectorAll(LINKS).forEach(extend);
  if (window.roiLinks) return;
  window.roiLinks = true;
  // A menu that unfolds or is drawn anew.
  new MutationObserver((seen) => {
    for (const { target, addedNodes } of seen) {
      if (target instanceof Element && target.matches(LINKS)) extend(target);
      for (const node of addedNodes) {
        if (!(node instanceof Element)) continue;
        node.querySelectorAll(LINKS).forEach(extend);
        if (node.matches(LINKS)) extend(node);
      }
    }
  }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["href"] });
  document.addEventListener("click", stop, true);
}

// Streamlit turns every click into a page change; with these keys it is meant for a new tab.
/** @param {MouseEvent} event */
function stop(event) {
  const other = event.ctrlKey || event.metaKey || event.shiftKey;
  if (other && /** @type {Element} */ (event.target).closest?.(LINKS)) event.stopPropagation();
}
