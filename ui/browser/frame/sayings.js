// From the words that Streamlit writes to those in the reader's language.

/** @import { Words } from "./types" */

/** @param {string} pattern with what varies as $1 */
const expression = (pattern) => (
  new RegExp(`^${pattern.replace(/[.*+?^{}()|[\]\\]/g, "\\$&").replace("$1", "(.+)")}$`)
);

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
      if (found) return written.replace(bare, said.replace("$1", found[1]));
    }
    return written;
  };
}
