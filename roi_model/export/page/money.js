/** Amounts in words: whole steps of the currency, with the separators of the language. */

/** @typedef {import("./types.d.ts").Money} Money */

/**
 * An amount given as a whole number of 10**step units.
 * @param {number} steps
 * @param {number} step
 * @param {Money} how
 */
export function amount(steps, step, how) {
  const digits = String(Math.abs(steps)) + "0".repeat(Math.max(0, step));
  const decimals = Math.max(0, -step);
  const padded = digits.padStart(decimals + 1, "0");
  const whole = padded.slice(0, padded.length - decimals).replace(/^0+(?=\d)/, "");
  const rest = decimals ? how.decimal + padded.slice(-decimals) : "";
  const sign = steps < 0 ? how.minus : "";
  return sign + how.before + whole.replace(/\B(?=(\d{3})+$)/g, how.group) + rest + how.after;
}

/**
 * A round amount in short, as it stands beside an axis.
 * @param {number} value
 * @param {Money} how
 */
export function short(value, how) {
  const size = Math.abs(value);
  const [unit, behind] = how.short.find(([from]) => size >= from) ?? [1, how.after];
  const digits = String(Number((size / unit).toPrecision(3))).replace(".", how.decimal);
  return (value < 0 ? how.minus : "") + how.shortBefore + digits + behind;
}
