// Bars from a first to a last month, below a curve and on its axis; their ends are dragged.

import { kinds, make, says } from "./drawing.js";
import { offer } from "./sending.js";
import { nextNumber } from "./state.js";

/** @import { Panel, Row, SpanData, SpanEnd, SpansData } from "./types" */

/**
 * Where a bar begins and how wide it is, in percent of the axis: month 1 runs from 0 to 1 on it.
 * @param {number} first @param {number} last @param {number} horizon
 */
export const spanned = (first, last, horizon) =>
  ({ left: (100 * (first - 1)) / horizon, width: (100 * (last - first + 1)) / horizon });

/**
 * The month an end stands at when it is dragged to a share of the axis, within what is left to it.
 * @param {number} share @param {boolean} isFirst @param {Pick<SpanData, "first" | "last">} line
 * @param {number} horizon
 */
export function monthAt(share, isFirst, line, horizon) {
  const month = Math.round(share * horizon) + (isFirst ? 1 : 0);
  const [low, high] = isFirst ? [1, line.last] : [line.first, horizon];
  return Math.min(Math.max(month, low), high);
}

/**
 * One end of a bar: dragged, or moved by the arrow keys.
 * @param {Panel} panel @param {SpanData} line @param {SpanEnd} end @param {number} horizon
 * @param {HTMLElement} track @param {() => void} drawn
 */
function grip(panel, line, end, horizon, track, drawn) {
  const isFirst = end.side === "first";
  const node = make("span", {
    class: `grip ${isFirst ? "first" : "last"}`, role: "slider", tabindex: 0, "aria-label": end.label,
    "aria-valuemin": 1, "aria-valuemax": horizon,
  });
  /** @type {number | undefined} */
  let gesture;
  /** @param {number} month */
  const move = (month) => {
    const now = isFirst ? line.first : line.last;
    if (month === now) return;
    if (isFirst) line.first = month; else line.last = month;
    drawn();
    offer(panel, end.path, "slide", month, gesture);
  };
  node.onpointerdown = (event) => {
    event.preventDefault();
    node.focus();
    node.setPointerCapture(event.pointerId);
    gesture = nextNumber();
  };
  node.onpointermove = (event) => {
    if (gesture === undefined) return;
    const { left, width } = track.getBoundingClientRect();
    move(monthAt((event.clientX - left) / width, isFirst, line, horizon));
  };
  node.onpointerup = node.onpointercancel = () => { gesture = undefined; };
  node.onkeydown = (event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const now = isFirst ? line.first : line.last;
    const [low, high] = isFirst ? [1, line.last] : [line.first, horizon];
    move(Math.min(Math.max(now + by, low), high));
  };
  const show = () => {
    node.setAttribute("aria-valuenow", String(isFirst ? line.first : line.last));
    node.setAttribute("aria-valuetext", line.said);
  };
  return { node, show };
}

/** @param {Panel} panel @param {Row} row */
kinds.spans = (panel, row) => {
  const lines = make("div", { class: "lines", role: "group" });
  const refused = make("p", { class: "refused", role: "alert" });
  const node = make("div", { class: "row spans" }, lines, refused);
  /** What is drawn of each bar, by its name and ends. @type {Map<string, { node: HTMLElement, show(now: SpanData): void }>} */
  let drawn = new Map();
  /** @param {SpansData} now */
  row.show = (now) => {
    lines.setAttribute("aria-label", now.label);
    says(refused, now.refused);
    const kept = new Map(now.lines.map((line, at) => {
      const key = JSON.stringify([at, line.name, now.horizon, line.ends.map((end) => end.path)]);
      return [key, drawn.get(key) ?? bar(panel, line, now.horizon)];
    }));
    [...kept.values()].forEach((each, at) => each.show(now.lines[at]));
    if ([...kept.keys()].join() !== [...drawn.keys()].join())
      lines.replaceChildren(...[...kept.values()].map((each) => each.node));
    drawn = kept;
  };
  return node;
};

/** @param {Panel} panel @param {SpanData} given @param {number} horizon */
function bar(panel, given, horizon) {
  const line = { ...given };
  const words = make("span", { class: "words" });
  const felt = make("span", { class: "felt" });
  const body = make("div", { class: `bar ${line.mark}` }, felt, words);
  const track = make("div", { class: "track" }, body);
  const draw = () => {
    const { left, width } = spanned(line.first, line.last, horizon);
    body.style.left = `${left}%`;
    body.style.width = `${width}%`;
    body.classList.toggle("short", width < 25);
    body.classList.toggle("late", left > 60);
    felt.style.width = line.felt ? `${(100 * (line.felt - line.first)) / (line.last - line.first + 1)}%` : "0";
  };
  const grips = line.ends.map((end) => grip(panel, line, end, horizon, track, draw));
  body.append(...grips.map((each) => each.node));
  /** @param {SpanData} now */
  const show = (now) => {
    if (now.ends.some((end) => panel.pending.has(end.path))) return; // the hand knows better
    Object.assign(line, now);
    words.textContent = `${now.name} · ${now.said}`;
    body.title = words.textContent;
    draw();
    for (const each of grips) each.show();
  };
  return { node: track, show };
}
