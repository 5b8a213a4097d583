// The panel: stops of a slider, keys, a finger, tables.

import assert from "node:assert/strict";
import { test } from "node:test";

import { offered } from "../../../ui/browser/panel/cells.js";
import { meantBy } from "../../../ui/browser/panel/entry.js";
import { drawnLines, width } from "../../../ui/browser/panel/grid.js";
import { copiedCells, stepOf } from "../../../ui/browser/panel/moving.js";
import { before, filled, stop } from "../../../ui/browser/panel/number.js";
import { monthAt, spanned } from "../../../ui/browser/panel/spans.js";
import { nameOf } from "../../../ui/browser/panel/state.js";
import { sideways } from "../../../ui/browser/panel/touch.js";

const press = (key, more = {}) => ({ key, ctrlKey: false, metaKey: false, ...more });

test("a stop has a value and is written as the server writes it", () => {
  const scale = { values: [0, 0.025, 1], labels: ["0 %", "2,5 %", "100 %"] };
  assert.deepEqual(stop(scale, "1"), { value: 0.025, label: "2,5 %" });
  assert.deepEqual(stop(scale, 2), { value: 1, label: "100 %" });
  assert.deepEqual(stop(scale, 3), { value: undefined, label: undefined });
});

test("a slider is filled up to its thumb, and empty with a single stop", () => {
  assert.equal(filled(0, 4), 0);
  assert.equal(filled(1, 4), 25);
  assert.equal(filled(4, 4), 100);
  assert.equal(filled(0, 0), 0);
});

test("a zone ends between two stops where its value lies between theirs", () => {
  const scale = { values: [0, 10, 20, 100], labels: [] };
  assert.equal(before(scale, 0), 0);
  assert.equal(before(scale, 15), 50);
  assert.equal(before(scale, 100), 100);
  assert.equal(before(scale, -5), 0);
  assert.equal(before(scale, 500), 100);
});

test("a bar lies over its months, and an end stays within what is left to it", () => {
  assert.deepEqual(spanned(1, 12, 24), { left: 0, width: 50 });
  assert.deepEqual(spanned(4, 4, 12), { left: 25, width: 100 / 12 });
  const line = { first: 3, last: 8 };
  assert.equal(monthAt(0.5, false, line, 12), 6); // the end of month 6
  assert.equal(monthAt(0.5, true, line, 12), 7); // the beginning of month 7
  assert.equal(monthAt(-1, true, line, 12), 1);
  assert.equal(monthAt(0.99, true, line, 12), 8);
  assert.equal(monthAt(0, false, line, 12), 3);
  assert.equal(monthAt(2, false, line, 12), 12);
});

test("Enter sends, Escape restores, and a key that is waited for enters", () => {
  assert.equal(meantBy(press("Enter")), "send");
  assert.equal(meantBy(press("Escape")), "restore");
  assert.equal(meantBy(press("a")), undefined);
  assert.equal(meantBy(press("Enter"), ["enter", "n"]), "enter");
  assert.equal(meantBy(press("N"), ["enter", "n"]), "enter");
  assert.equal(meantBy(press("n", { ctrlKey: true }), ["n"]), undefined);
  assert.equal(meantBy(press("Enter", { metaKey: true }), ["enter"]), "send");
});

test("a finger that goes up or down scrolls; one that goes sideways moves the slider", () => {
  const from = { clientX: 100, clientY: 100 };
  assert.equal(sideways(from, { clientX: 108, clientY: 100 }), false);
  assert.equal(sideways(from, { clientX: 109, clientY: 100 }), true);
  assert.equal(sideways(from, { clientX: 80, clientY: 119 }), true);
  assert.equal(sideways(from, { clientX: 80, clientY: 130 }), false);
});

test("Enter and the arrows lead from line to line", () => {
  assert.deepEqual(["Enter", "ArrowDown", "ArrowUp", "Tab", "a"].map(stepOf), [1, 1, -1, 0, 0]);
});

test("what is copied from a spreadsheet is lines of cells; a single cell is left to the browser", () => {
  assert.deepEqual(copiedCells("1\t2\r\n3\t\r\n"), [["1", "2"], ["3", ""]]);
  assert.deepEqual(copiedCells("9,5\n10"), [["9,5"], ["10"]]);
  assert.equal(copiedCells("9,5\n"), undefined);
  assert.equal(copiedCells("1 234,5"), undefined);
  assert.equal(copiedCells(""), undefined);
});

test("a column is as wide as its longest cell, within bounds", () => {
  const column = { name: "share", kind: "number", label: "Share", least: 4 };
  assert.equal(width(column, [{ text: "1" }, null, undefined]), 4);
  assert.equal(width(column, [{ text: "1 234,5 €" }, { text: "", placeholder: "0" }]), 9);
  assert.equal(width(column, [{ text: "", placeholder: "as the plan" }]), 11);
  assert.equal(width(column, [{ text: "x".repeat(80) }]), 34);
  const options = [["a", "All of them"]];
  assert.equal(width({ ...column, kind: "choice", options }, [{ text: "a" }]), 13);
});

test("the line that adds lines comes last", () => {
  const one = { id: "one", cells: [] };
  assert.deepEqual(drawnLines({ lines: [one] }), [one]);
  const add = { name: "", cells: [{ text: "" }] };
  assert.deepEqual(drawnLines({ lines: [one], add }), [one, { ...add, id: "+", adds: true }]);
});

test("a choice has an empty option only while none is chosen", () => {
  const options = [["a", "A"], ["b", "B"]];
  assert.equal(offered(options, "b"), options);
  assert.deepEqual(offered(options, "", "choose"), [["", "choose"], ...options]);
});

test("an input has the name that links have", () => {
  assert.equal(nameOf("channels/Cold calls/contacts"), "in-channels%2FCold%20calls%2Fcontacts");
});
