// The kept scenarios, by name: every tab keeps some, and the browser those of all.

/** @typedef {Record<string, string>} Library by name, each as its code */

/** A library as it was stored, or an empty one. @param {string | null} text @returns {Library} */
export function parsed(text) {
  try {
    const found = JSON.parse(text ?? "");
    return found?.constructor === Object ? found : {};
  } catch { return {}; }
}

/**
 * Those of all tabs, after one tab that held `mine` holds `now`: what this tab did is put in and
 * taken out, and nothing else.
 * @param {Library} all @param {Library} mine @param {Library} now
 */
export function merged(all, mine, now) {
  const kept = { ...all };
  for (const name of Object.keys(mine)) if (!(name in now)) delete kept[name];
  for (const [name, code] of Object.entries(now)) if (mine[name] !== code) kept[name] = code;
  return kept;
}
