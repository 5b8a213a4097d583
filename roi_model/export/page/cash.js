/** The curve of the account, else of cumulative cash: drawn anew at every move, to the width there is. */

import { cashOf, figure, marksOf } from "./data.js";
import { amount, short } from "./money.js";

/** @typedef {import("./types.d.ts").Plans} Plans */
/** @typedef {import("./types.d.ts").Lang} Lang */
/** @typedef {{x: (month: number) => number, y: (steps: number) => number, width: number, height: number}} Scales */

const MARGIN = { top: 18, right: 18, bottom: 30, left: 62 };
const LETTER = 7; // Pixels of a letter of the axes at most, and of the bold marks: labels stay inside.
const BOLD = 8.2;

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string} [words]
 */
export function shape(name, attributes, words) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (words !== undefined) made.textContent = words;
  return made;
}

/**
 * @param {SVGElement} svg
 * @param {Plans} plans
 * @param {number} at
 * @param {number} plan The combination that is the plan as delivered.
 * @param {Lang} lang
 * @param {{width: number, height: number}} [size] That of paper; else what there is on screen.
 * @returns {Scales}
 */
export function drawCash(svg, plans, at, plan, lang, size) {
  const cash = cashOf(plans, at);
  const before = cashOf(plans, plan);
  const { floor } = marksOf(plans, at);
  const { width, height } = size ?? { width: svg.clientWidth || 640, height: svg.clientHeight || 340 };
  const ticks = ticksOf(Math.min(0, floor, ...cash, ...before), Math.max(0, floor, ...cash, ...before), plans.step);
  const low = ticks[0];
  const high = ticks[ticks.length - 1];
  const inner = width - MARGIN.left - MARGIN.right;
  const scales = {
    width,
    height,
    x: (/** @type {number} */ month) => MARGIN.left + (inner * month) / (plans.months - 1),
    y: (/** @type {number} */ steps) =>
      MARGIN.top + ((height - MARGIN.top - MARGIN.bottom) * (high - steps)) / (high - low || 1),
  };
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.replaceChildren(
    ...moneyAxis(ticks, scales, plans, lang),
    ...monthAxis(scales, plans, lang),
    shape("path", { class: "below", d: area(cash, floor, scales) }),
    ...(plans.account ? floorLine(floor, scales, plans, lang) : []),
    ...(at === plan ? [] : [shape("path", { class: "ghost", d: line(before, scales) })]),
    shape("path", { class: "curve", d: line(cash, scales) }),
    ...troughMark(cash, scales, plans, at, lang),
    ...paybackMark(cash, scales, plans, at, lang),
  );
  return scales;
}

/**
 * Round amounts from below the lowest to above the highest, some five of them, in steps.
 * @param {number} low
 * @param {number} high
 * @param {number} step
 */
export function ticksOf(low, high, step) {
  const room = (high - low) * 0.08 || 1; // For the mark below the lowest point.
  const rough = (high - low + 2 * room) / 5;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const nice = [1, 2, 2.5, 5, 10].find((one) => one * decade >= rough * 0.999) ?? 10;
  // Half a step of rounding cannot be written.
  const apart = step >= 0 ? Math.max(1, Math.round(nice * decade)) : nice * decade;
  const first = Math.floor((low - (low < 0 ? room : 0)) / apart);
  const last = Math.ceil((high + (high > 0 ? room : 0)) / apart);
  return Array.from({ length: last - first + 1 }, (_, at) => (first + at) * apart);
}

/**
 * @param {number[]} cash
 * @param {Scales} scales
 */
function line(cash, { x, y }) {
  return cash.map((steps, month) => `${month ? "L" : "M"}${x(month).toFixed(1)} ${y(steps).toFixed(1)}`).join("");
}

/**
 * What lies between the curve and zero, or the floor of the account, while money is missing.
 * @param {number[]} cash
 * @param {number} floor
 * @param {Scales} scales
 */
function area(cash, floor, { x, y }) {
  const level = y(floor).toFixed(1);
  const points = [`M${x(0).toFixed(1)} ${level}`];
  cash.forEach((steps, month) => {
    const [now, last] = [steps - floor, month ? cash[month - 1] - floor : 0];
    if (last * now < 0) points.push(`L${x(month - 1 + last / (last - now)).toFixed(1)} ${level}`);
    points.push(`L${x(month).toFixed(1)} ${y(Math.min(floor, steps)).toFixed(1)}`);
  });
  return `${points.join("")}L${x(cash.length - 1).toFixed(1)} ${level}Z`;
}

/**
 * What the account must not go below, named at its end.
 * @param {number} floor
 * @param {Scales} scales
 * @param {Plans} plans
 * @param {Lang} lang
 */
function floorLine(floor, { y, width }, plans, lang) {
  const [level, end] = [y(floor), width - MARGIN.right];
  return [
    shape("line", { class: "floor", x1: MARGIN.left, x2: end, y1: level.toFixed(1), y2: level.toFixed(1) }),
    shape("text", { class: "mark floor", x: end, y: (level - 8).toFixed(1), "text-anchor": "end" }, plans.words[lang].floor),
  ];
}

/**
 * @param {number[]} ticks
 * @param {Scales} scales
 * @param {Plans} plans
 * @param {Lang} lang
 */
function moneyAxis(ticks, { width, y }, plans, lang) {
  return ticks.flatMap((steps) => [
    shape("line", {
      class: steps === 0 ? "zero" : "grid",
      x1: MARGIN.left,
      x2: width - MARGIN.right,
      y1: y(steps).toFixed(1),
      y2: y(steps).toFixed(1),
    }),
    shape(
      "text",
      { class: "tick", x: MARGIN.left - 8, y: (y(steps) + 4).toFixed(1), "text-anchor": "end" },
      short(steps * 10 ** plans.step, plans.money[lang]),
    ),
  ]);
}

/**
 * @param {Scales} scales
 * @param {Plans} plans
 * @param {Lang} lang
 */
function monthAxis({ x, width, height }, plans, lang) {
  const marks = plans.monthMarks[lang];
  const last = plans.months - 1;
  const longest = Math.max(...marks.map((mark) => mark.length)) * LETTER + 14;
  const most = Math.max(2, Math.floor((width - MARGIN.left - MARGIN.right) / longest));
  const apart = [1, 2, 3, 6, 12, 24, 36, 60].find((one) => last / one <= most) ?? 120;
  const shown = [];
  for (let month = 0; month <= last; month += apart) {
    const anchor = x(month) + longest / 2 > width ? "end" : "middle";
    const from = anchor === "end" ? width - 2 : x(month);
    shown.push(shape("text", { class: "tick", x: from.toFixed(1), y: height - 8, "text-anchor": anchor }, marks[month]));
  }
  return shown;
}

/**
 * @param {number[]} cash
 * @param {Scales} scales
 * @param {Plans} plans
 * @param {number} at
 * @param {Lang} lang
 */
function troughMark(cash, { x, y, width, height }, plans, at, lang) {
  const { trough } = marksOf(plans, at);
  if (cash[trough] >= 0 && !plans.account) return [];
  const name = plans.account ? "lowest_balance" : "cash_trough";
  const words = `${plans.words[lang].trough} ${figure(plans, name, at)[lang]}`;
  const half = (words.length * BOLD) / 2;
  const middle = Math.min(Math.max(x(trough), MARGIN.left + half), width - MARGIN.right - half);
  const under = Math.min(y(cash[trough]) + 20, height - MARGIN.bottom - 4);
  return [
    shape("circle", { class: "trough", cx: x(trough).toFixed(1), cy: y(cash[trough]).toFixed(1), r: 4.5 }),
    shape("text", { class: "mark", x: middle.toFixed(1), y: under.toFixed(1), "text-anchor": "middle" }, words),
  ];
}

/**
 * The month in which the money is back, or in words that it is not.
 * @param {number[]} cash
 * @param {Scales} scales
 * @param {Plans} plans
 * @param {number} at
 * @param {Lang} lang
 */
function paybackMark(cash, { x, y, width }, plans, at, lang) {
  const { payback } = marksOf(plans, at);
  if (payback === null) {
    const told = { class: "mark never", x: width - MARGIN.right, y: 12, "text-anchor": "end" };
    return [shape("text", told, plans.words[lang].never)];
  }
  // The account stands somewhere when the plan's own cash is back at zero.
  const before = Math.floor(payback);
  const steps = cash[before] + (payback - before) * ((cash[before + 1] ?? cash[before]) - cash[before]);
  const level = y(plans.account ? steps : 0);
  const words = `${plans.words[lang].payback} ${figure(plans, "payback_month", at)[lang]}`;
  // The curve comes from below on the left: above it there, or below it on the right, is room.
  const length = words.length * BOLD;
  const left = x(payback) - MARGIN.left > length + 12;
  const place = left
    ? { x: x(payback) - 9, y: level - 10 }
    : { x: Math.min(x(payback) + 9, width - length), y: level + 18 };
  return [
    shape("circle", { class: "payback", cx: x(payback).toFixed(1), cy: level.toFixed(1), r: 5.5 }),
    shape(
      "text",
      { class: "mark back", x: place.x.toFixed(1), y: place.y.toFixed(1), "text-anchor": left ? "end" : "start" },
      words,
    ),
  ];
}

/**
 * What the curve says at a month, as one reads it.
 * @param {Plans} plans
 * @param {number} at
 * @param {number} month
 * @param {Lang} lang
 */
export function cashThen(plans, at, month, lang) {
  const written = amount(cashOf(plans, at)[month], plans.step, plans.money[lang]);
  return plans.words[lang].cashThen
    .replace("{month}", plans.monthNames[lang][month])
    .replace("{amount}", written);
}
