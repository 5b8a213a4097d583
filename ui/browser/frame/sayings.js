// From the words that Streamlit writes to those in the reader's language.

/** @import { Words } from "./types" */

/** @param {string} pattern with what varies as $1 */
const expression = (pattern) => (
  new RegExp(`^${pattern.replace(/[.*+?^{}()|[\]\\]/g, "\\$&").replace("$1", "(.+)")}$`)
);

/** @param {string} lang @param {number} month 1 to 12 */
export const monthIn = (lang, month) => (
  new Intl.DateTimeFormat(lang, { month: "long" }).format(new Date(2000, month - 1))
);

/** A date that is written in English, as "November 30, 2026"; all else as it is.
 * @param {string} lang @param {string} written */
function dated(lang, written) {
  if (!/^[A-Z][a-z]+ \d{1,2}, \d{4}$/.test(written)) return written;
  return new Intl.DateTimeFormat(lang, { dateStyle: "long" }).format(new Date(written));
}

/** What says a text in the reader's language; what it does not know it leaves.
 * @param {Words} words @returns {(written: string) => string} */
export function sayAs(words) {
  /** @type {Map<string, string>} */
  const exact = new Map();
  for (const [said, ...all] of words.exact) for (const one of all) exact.set(one, said);
  const patterns = words.pattern.flatMap(([said, ...all]) => (
    all.map((one) => ({ pattern: expression(one), said }))
  ));
  return (written) => {
    const bare = written.trim();
    if (!bare) return written;
    const known = exact.get(bare);
    if (known !== undefined) return known === bare ? written : written.replace(bare, known);
    for (const { pattern, said } of patterns) {
      const found = pattern.exec(bare);
      if (found) return written.replace(bare, said.replace("$1", dated(words.lang, found[1])));
    }
    return written;
  };
}
