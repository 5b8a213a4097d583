// Edits on their way: none is lost, one message is under way at a time.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { counted, flush, offer } from "../../../ui/browser/panel/sending.js";
import { newPanel, parts } from "../../../ui/browser/panel/state.js";

let state, panel, messages;

beforeEach(() => {
  state = "CONNECTED";
  globalThis.document = {
    querySelector: () => ({ dataset: { testConnectionState: state } }),
  };
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  parts.clear();
  messages = [];
  panel = { ...newPanel(), send: (message) => messages.push(message) };
});

const said = (message) => message.list.map(({ path, how, value }) => [path, how, value]);

test("an edit is sent at once, with the parts that are known", () => {
  parts.set("scale", { values: [], labels: [] });
  offer(panel, "price", "type", "9,5");
  assert.deepEqual(said(messages[0]), [["price", "type", "9,5"]]);
  assert.deepEqual(messages[0].have, ["scale"]);
  assert.equal(messages[0].list[0].gesture, messages[0].list[0].n);
});

test("what happens meanwhile waits for the answer, the last edit of an input alone", () => {
  offer(panel, "price", "slide", 1);
  offer(panel, "price", "slide", 2);
  offer(panel, "price", "slide", 3);
  offer(panel, "name", "say", "x");
  assert.equal(messages.length, 1);
  counted(panel, messages[0].list[0].n);
  flush(panel);
  assert.deepEqual(said(messages[1]), [["price", "slide", 3], ["name", "say", "x"]]);
});

test("an edit stays pending until the server counted it, and no older count ends it", () => {
  offer(panel, "price", "slide", 1);
  const first = panel.pending.get("price").n;
  offer(panel, "price", "slide", 2);
  counted(panel, first);
  assert.equal(panel.pending.get("price").value, 2);
  assert.equal(panel.flying, 0);
  counted(panel, panel.pending.get("price").n);
  assert.equal(panel.pending.size, 0);
});

test("numbers grow, and those of one gesture carry its number", () => {
  offer(panel, "price", "slide", 1, 7);
  const first = panel.pending.get("price");
  offer(panel, "price", "slide", 2, 7);
  const second = panel.pending.get("price");
  assert.ok(second.n > first.n);
  assert.deepEqual([first.gesture, second.gesture], [7, 7]);
});

test("a message without an answer is sent again, as one that differs", () => {
  offer(panel, "price", "slide", 1);
  mock.timers.tick(3999);
  assert.equal(messages.length, 1);
  mock.timers.tick(1);
  assert.deepEqual(said(messages[1]), said(messages[0]));
  assert.notEqual(messages[1].sent, messages[0].sent);
});

test("while the server is away edits wait", () => {
  state = "CONNECTING";
  offer(panel, "price", "slide", 1);
  mock.timers.tick(1600);
  assert.equal(messages.length, 0);
  state = "CONNECTED";
  mock.timers.tick(500);
  assert.deepEqual(said(messages[0]), [["price", "slide", 1]]);
});

test("a row whose edit is pending shows it, and is drawn again when it counted", () => {
  const marked = [];
  const node = { toggleAttribute: (_name, on) => marked.push(on) };
  const row = { path: "price", node, said: "drawn" };
  const other = { path: "name", node, said: "drawn" };
  panel.rows.set("a", row).set("b", other);
  offer(panel, "price", "slide", 1);
  assert.deepEqual(marked, [true]);
  assert.deepEqual([row.said, other.said], [null, "drawn"]);
});
