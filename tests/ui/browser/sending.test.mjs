// Edits on their way: none is lost, one message is under way at a time.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { counted, flush, offer } from "../../../ui/browser/panel/sending.js";
import { newPanel, parts } from "../../../ui/browser/panel/state.js";
import { takeUp } from "../../../ui/browser/panel/unsent.js";

class Storage {
  held = new Map();
  getItem(key) { return this.held.get(key) ?? null; }
  setItem(key, value) { this.held.set(key, value); }
}

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

const stored = () => JSON.parse(sessionStorage.getItem("roi.unsent") ?? "{}");

test("a refresh before an edit was kept takes it up again, once and in its order", () => {
  globalThis.sessionStorage = globalThis.localStorage = new Storage();
  panel = { ...panel, key: "p", keeps: true };
  offer(panel, "price", "type", "9");
  offer(panel, "name", "say", "x");
  offer(panel, "rest", "pick", "");
  const last = panel.pending.get("name").n;
  const next = { ...newPanel("p"), send: (message) => messages.push(message) };
  takeUp(next); // the server does not know the tab yet
  assert.equal(next.pending.size, 0);
  next.keeps = true;
  takeUp(next);
  assert.deepEqual(said({ list: [...next.pending.values()] }), [["price", "type", "9"], ["name", "say", "x"]]);
  assert.ok(next.pending.get("price").n > last);
  next.pending.clear();
  takeUp(next);
  assert.equal(next.pending.size, 0);
  assert.deepEqual(Object.keys(stored().p), ["price", "name"]);
});

test("edits of a guest, of another panel and of long ago are not taken up", () => {
  globalThis.sessionStorage = globalThis.localStorage = new Storage();
  offer({ ...panel, key: "p", keeps: false }, "price", "type", "9");
  assert.deepEqual(stored(), {});
  offer({ ...panel, key: "q", pending: new Map(), flying: 0, keeps: true }, "price", "type", "9");
  const old = { n: 1, path: "price", how: "type", value: "8", gesture: 1, at: Date.now() - 700_000 };
  sessionStorage.setItem("roi.unsent", JSON.stringify({ ...stored(), p: { price: old } }));
  const next = { ...newPanel("p"), keeps: true };
  takeUp(next);
  assert.equal(next.pending.size, 0);
});
