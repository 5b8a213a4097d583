/** The plans worked out beforehand: unpacked, and looked up. */

/** @typedef {import("./types.d.ts").Plans} Plans */
/** @typedef {import("./types.d.ts").Lang} Lang */

/**
 * What `packed.py` packed, as it says there.
 * @param {string} code
 * @returns {Promise<Plans>}
 */
export async function unpacked(code) {
  const bytes = Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const content = new Uint8Array(await new Response(stream).arrayBuffer());
  const length = new DataView(content.buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(content.subarray(4, 4 + length)));
  const count = head.shape.reduce((/** @type {number} */ all, /** @type {number} */ n) => all * n, 1);
  const rows = head.columns.length + 3 + head.months;
  return { ...head, count, numbers: numbersOf(content.subarray(4 + length), rows, count, head.months) };
}

/**
 * @param {Uint8Array} planes
 * @param {number} rows
 * @param {number} count
 * @param {number} months
 */
function numbersOf(planes, rows, count, months) {
  const size = rows * count;
  const numbers = new Int32Array(size);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let at = row * count; at < (row + 1) * count; at++) {
      const folded =
        planes[at] + planes[at + size] * 256 + planes[at + 2 * size] * 65536 + planes[at + 3 * size] * 16777216;
      sum += folded % 2 ? -(folded + 1) / 2 : folded / 2;
      numbers[at] = sum;
    }
  }
  // Cash is told as what each month adds to the one before.
  for (let at = (rows - months + 1) * count; at < size; at++) numbers[at] += numbers[at - count];
  return numbers;
}

/**
 * Which combination the stops of the sliders are.
 * @param {Plans} plans
 * @param {number[]} stops
 */
export function combination(plans, stops) {
  return plans.shape.reduce((at, size, slider) => at * size + stops[slider], 0);
}

/**
 * A figure as it is written, and the value behind it (null where there is none).
 * @param {Plans} plans
 * @param {string} name
 * @param {number} at
 */
export function figure(plans, name, at) {
  const row = plans.columns.findIndex((column) => column.name === name);
  const column = plans.columns[row];
  const entry = plans.numbers[row * plans.count + at];
  return { fr: column.fr[entry], en: column.en[entry], size: column.sizes[entry] };
}

/**
 * The account, else cumulative cash, by month, month 0 first, in steps.
 * @param {Plans} plans
 * @param {number} at
 */
export function cashOf(plans, at) {
  const first = plans.columns.length + 3;
  return Array.from({ length: plans.months }, (_, month) => plans.numbers[(first + month) * plans.count + at]);
}

/**
 * Where the marks of the curve stand, in months (no payback is null), and its floor in steps.
 * @param {Plans} plans
 * @param {number} at
 */
export function marksOf(plans, at) {
  const first = plans.columns.length * plans.count + at;
  const payback = plans.numbers[first];
  return {
    payback: payback < 0 ? null : payback / 100,
    trough: plans.numbers[first + plans.count],
    floor: plans.numbers[first + 2 * plans.count],
  };
}
