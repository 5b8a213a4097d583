/** The page at work: sliders, figures, bars, the two languages. */

import { drawCash, cashThen, shape } from "./cash.js";
import { cashOf, combination, figure, unpacked } from "./data.js";
import { amount, short } from "./money.js";

/** @typedef {import("./types.d.ts").Plans} Plans */
/** @typedef {import("./types.d.ts").Lang} Lang */

/** @type {Lang[]} */
const LANGUAGES = ["fr", "en"];
const PAPER = { width: 680, height: 280 }; // Pixels of the curve between the margins of a page.
const SAID_AFTER = 700; // Milliseconds: a hand that rests is told the figures, if it listens.

/** @returns {Lang} */
const language = () => (document.documentElement.lang === "fr" ? "fr" : "en");

/** @type {(selector: string) => HTMLElement[]} */
const all = (selector) => [...document.querySelectorAll(selector)].filter((one) => one instanceof HTMLElement);

/** @type {(id: string) => HTMLElement} */
const byId = (id) => {
  const found = document.getElementById(id);
  if (!found) throw new Error(id);
  return found;
};

/**
 * Write a text in both languages: the page shows the one it is read in.
 * @param {Element} place
 * @param {{fr: string, en: string}} words
 */
function write(place, words) {
  for (const lang of LANGUAGES) {
    const part = place.querySelector(`:scope > [lang=${lang}]`);
    if (part && part.textContent !== words[lang]) part.textContent = words[lang];
  }
}

/** @param {Plans} plans */
function start(plans) {
  const inputs = all("input[type=range]").filter((one) => one instanceof HTMLInputElement);
  const svg = /** @type {SVGElement} */ (document.querySelector("#cash svg"));
  const plan = combination(plans, plans.here);
  let at = plan;
  let scales = drawCash(svg, plans, at, plan, language());
  let told = 0;
  let printing = false;

  function moved() {
    const stops = inputs.map((input) => Number(input.value));
    at = combination(plans, stops);
    document.body.classList.toggle("moved", at !== plan);
    inputs.forEach((input, number) => showStop(plans, input, number));
    showFigures(plans, at, plan);
    showBars(plans, at, plan);
    showMonths(plans, at);
    draw();
    window.clearTimeout(told);
    told = window.setTimeout(say, SAID_AFTER);
  }

  function draw() {
    scales = drawCash(svg, plans, at, plan, language(), printing ? PAPER : undefined);
    svg.setAttribute("aria-label", `${plans.words[language()].cash}. ${summary()}`);
  }

  function summary() {
    const said = plans.figures.map(
      (name) => `${plans.words[language()][name]} ${figure(plans, name, at)[language()]}`,
    );
    return said.join(", ");
  }

  function say() {
    byId("said").textContent = summary();
  }

  for (const input of inputs) input.addEventListener("input", moved);
  byId("reset").addEventListener("click", () => {
    inputs.forEach((input, number) => (input.value = String(plans.here[number])));
    moved();
    inputs[0]?.focus();
  });
  for (const button of all("[data-lang]")) {
    button.addEventListener("click", () => {
      document.documentElement.lang = button.dataset.lang ?? "en";
      for (const one of all("[data-lang]")) {
        one.setAttribute("aria-pressed", String(one.dataset.lang === language()));
      }
      named(plans);
      inputs.forEach((input, number) => showStop(plans, input, number));
      draw();
    });
  }
  byId("print").addEventListener("click", () => window.print());
  new ResizeObserver(draw).observe(svg);
  pointed(svg, () => ({ plans, at, scales }));
  for (const [event, begins] of /** @type {const} */ ([["beforeprint", true], ["afterprint", false]])) {
    window.addEventListener(event, () => {
      printing = begins;
      draw();
    });
  }
  // What was left by the browser's own memory of forms is no setting of ours.
  inputs.forEach((input, number) => (input.value = String(plans.here[number])));
  named(plans);
  moved();
  window.clearTimeout(told);
  document.body.classList.add("ready");
}

/**
 * Names that only those hear who do not see the page, and that no text on it gives.
 * @param {Plans} plans
 */
function named(plans) {
  for (const place of all("[data-label]")) {
    place.setAttribute("aria-label", plans.words[language()][place.dataset.label ?? ""]);
  }
}

/**
 * @param {Plans} plans
 * @param {HTMLInputElement} input
 * @param {number} number
 */
function showStop(plans, input, number) {
  const stops = plans.stops[number];
  const at = Number(input.value);
  const words = { fr: stops.fr[at], en: stops.en[at] };
  input.setAttribute("aria-valuetext", words[language()]);
  for (const place of all(`[data-stop="${number}"]`)) write(place, words);
  for (const place of all(`[data-moved="${number}"]`)) place.hidden = at === plans.here[number];
}

/**
 * @param {Plans} plans
 * @param {number} at
 * @param {number} plan
 */
function showFigures(plans, at, plan) {
  for (const place of all("[data-figure]")) {
    const name = place.dataset.figure ?? "";
    const found = figure(plans, name, at);
    write(place, found);
    place.classList.toggle("reason", found.size === null);
    // Every plan has a trough: red there would say nothing.
    place.classList.toggle("loss", (found.size ?? 0) < 0 && name !== "cash_trough");
  }
  for (const place of all("[data-was]")) {
    const name = place.dataset.was ?? "";
    const [now, was] = [figure(plans, name, at), figure(plans, name, plan)];
    place.classList.toggle("same", now.fr === was.fr);
  }
}

/**
 * Bars as long as their figures: of the funnel by the square root, as its heading says.
 * @param {Plans} plans
 * @param {number} at
 * @param {number} plan
 */
function showBars(plans, at, plan) {
  for (const list of all("[data-bars]")) {
    const rows = [...list.querySelectorAll("svg")];
    const names = rows.map((svg) => svg.dataset.bar ?? "");
    const size = (/** @type {string} */ name, /** @type {number} */ where) =>
      (figure(plans, name, where).size ?? 0) ** (list.dataset.bars === "root" ? 0.5 : 1);
    const most = Math.max(...names.flatMap((name) => [size(name, at), size(name, plan)])) || 1;
    rows.forEach((svg, row) => {
      const [now, was] = [at, plan].map((where) => (size(names[row], where) / most) * 100);
      svg.replaceChildren(
        shape("rect", { class: "length", width: `${now.toFixed(2)}%`, height: "100%", rx: 2 }),
        ...(Math.abs(now - was) < 0.3
          ? []
          : [shape("line", { class: "was", x1: `${was.toFixed(2)}%`, x2: `${was.toFixed(2)}%`, y1: 0, y2: "100%" })]),
      );
    });
  }
}

/**
 * @param {Plans} plans
 * @param {number} at
 */
function showMonths(plans, at) {
  const cash = cashOf(plans, at);
  all("[data-month]").forEach((place, month) => {
    const words = LANGUAGES.map((lang) => [lang, amount(cash[month], plans.step, plans.money[lang])]);
    write(place, Object.fromEntries(words));
  });
}

/**
 * What the curve says under the pointer or the finger.
 * @param {SVGElement} svg
 * @param {() => {plans: Plans, at: number, scales: import("./cash.js").Scales}} now
 */
function pointed(svg, now) {
  const place = byId("then");
  svg.addEventListener("pointermove", (event) => {
    const { plans, at, scales } = now();
    const from = scales.x(0);
    const share = (event.clientX - svg.getBoundingClientRect().left - from) / (scales.x(plans.months - 1) - from);
    const month = Math.min(Math.max(Math.round(share * (plans.months - 1)), 0), plans.months - 1);
    const x = scales.x(month).toFixed(1);
    const y = scales.y(cashOf(plans, at)[month]).toFixed(1);
    svg.querySelectorAll(".pointed").forEach((one) => one.remove());
    svg.append(
      shape("line", { class: "pointed", x1: x, x2: x, y1: 20, y2: scales.height - 28 }),
      shape("circle", { class: "pointed", cx: x, cy: y, r: 4 }),
    );
    place.textContent = cashThen(plans, at, month, language());
  });
  svg.addEventListener("pointerleave", () => {
    svg.querySelectorAll(".pointed").forEach((one) => one.remove());
    place.textContent = "";
  });
}

/**
 * What the page shows at any stops, for whoever wants to check it.
 * @param {Plans} plans
 */
function shownBy(plans) {
  return {
    plans,
    short,
    /** @type {(stops: number[], lang: Lang) => Record<string, string | string[]>} */
    shown(stops, lang) {
      const at = combination(plans, stops);
      const found = plans.columns.map(({ name }) => [name, figure(plans, name, at)[lang]]);
      const cash = cashOf(plans, at).map((steps) => amount(steps, plans.step, plans.money[lang]));
      return { ...Object.fromEntries(found), cash };
    },
  };
}

unpacked(byId("plans").textContent?.trim() ?? "").then((plans) => {
  start(plans);
  Object.assign(window, { page: shownBy(plans) });
});
