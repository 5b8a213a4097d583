// Around every page: keys, double clicks, Streamlit's words in the reader's language.

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.window = {
  roiKeys: true, roiOnce: true, roiFigures: true, roiPanels: true, roiSilent: true,
};
globalThis.document = { querySelector: () => true };
const { news } = await import("../../../ui/browser/frame/answer.js");
const { tables } = await import("../../../ui/browser/frame/figures.js");
const { askedBy } = await import("../../../ui/browser/frame/keys.js");
const { isTwice } = await import("../../../ui/browser/frame/once.js");
const { way } = await import("../../../ui/browser/frame/panels.js");
const { monthIn, sayAs } = await import("../../../ui/browser/frame/sayings.js");
const { intoSilence, soon } = await import("../../../ui/browser/frame/silent.js");

const press = (key, more) => ({
  key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more,
});

test("undo and redo by the keys of every system", () => {
  assert.equal(askedBy(press("z", { ctrlKey: true })), "undo");
  assert.equal(askedBy(press("z", { metaKey: true })), "undo");
  assert.equal(askedBy(press("Z", { metaKey: true, shiftKey: true })), "redo");
  assert.equal(askedBy(press("y", { ctrlKey: true })), "redo");
  assert.equal(askedBy(press("z", {})), undefined);
  assert.equal(askedBy(press("z", { ctrlKey: true, altKey: true })), undefined);
  assert.equal(askedBy(press("a", { ctrlKey: true })), undefined);
});

test("Tab goes into an open panel from its button, and out of it behind that", () => {
  const stops = ["first", "second", "last"];
  assert.equal(way("button", "button", stops, false), "in");
  assert.equal(way("button", "button", stops, true), undefined);
  assert.equal(way("first", "button", stops, true), "back");
  assert.equal(way("first", "button", stops, false), undefined);
  assert.equal(way("second", "button", stops, false), undefined);
  assert.equal(way("last", "button", stops, false), "out");
  assert.equal(way("last", "button", stops, true), undefined);
  assert.equal(way("only", "button", ["only"], false), "out");
  assert.equal(way("button", "button", [], false), undefined);
  assert.equal(way("elsewhere", "button", stops, false), undefined);
});

test("a second click is one too many on the same button, within a moment", () => {
  const last = { key: "add", at: 1000, detail: 1 };
  assert.equal(isTwice(last, { key: "add", at: 1399, detail: 1 }), true);
  assert.equal(isTwice(last, { key: "add", at: 1400, detail: 1 }), false);
  assert.equal(isTwice(last, { key: "drop", at: 1100, detail: 1 }), false);
  assert.equal(isTwice(last, { key: "drop", at: 1100, detail: 2 }), true);
  assert.equal(isTwice({ ...last, key: "" }, { key: "", at: 1100, detail: 1 }), false);
});

test("known words are said in the reader's language, all others stay", () => {
  const say = sayAs({
    lang: "fr",
    exact: [["Parcourir", "Browse files"]],
    pattern: [["$1 par fichier (max.)", "Limit $1 per file"], ["Choisi : $1", "Picked: $1"]],
  });
  assert.equal(say(" Browse files "), " Parcourir ");
  assert.equal(say("Parcourir"), "Parcourir");
  assert.equal(say("Limit 200MB per file"), "200MB par fichier (max.)");
  assert.equal(say("Limit 200MB per file, or so"), "Limit 200MB per file, or so");
  assert.equal(say("Picked: November 3, 2026"), "Choisi : 3 novembre 2026");
  assert.equal(monthIn("fr", 2), "février");
  assert.equal(say("my own words"), "my own words");
  assert.equal(say("  "), "  ");
});

test("an answer is news where it differs from one that was there", () => {
  assert.equal(news(undefined, "Month 12"), "");
  assert.equal(news("Month 12", "Month 12"), "");
  assert.equal(news("Month 12", ""), "");
  assert.equal(news("Month 12", "Month 9"), "Month 9");
});

test("marks that say the same titles are rows of one table", () => {
  const said = ["Month:\t1;\nCash:\t–€5: low", "Month:\t2;\nCash:\t–", "Goal: all:\t12"];
  assert.deepEqual(tables(said), [
    { titles: ["Month", "Cash"], rows: [["1", "–€5: low"], ["2", "–"]] },
    { titles: ["Goal: all"], rows: [["12"]] },
  ]);
  assert.deepEqual(tables([]), []);
});

test("a sign of life is asked for a moment after something was done, and not twice at once", () => {
  assert.equal(soon(5000, 0), 1000);
  assert.equal(soon(5000, 13_000), 8000);
  assert.equal(soon(13_000, 13_000), 1000);
});

test("a button was pressed into the silence where the line is lost for want of that answer", () => {
  const times = { now: 10_050, asked: 2000, answered: 10_000, pressed: 1000 };
  assert.equal(intoSilence(times), true);
  assert.equal(intoSilence({ ...times, now: 5000 }), false, "the line was cut meanwhile");
  assert.equal(intoSilence({ ...times, pressed: -8000 }), false, "long ago, and heard");
});
