// The browser's memory: kept scenarios of several tabs, links that carry the case.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { merged, parsed } from "../../../ui/browser/memory/library.js";
import { withCase } from "../../../ui/browser/memory/links.js";
import memory from "../../../ui/browser/memory/memory.js";

class Store {
  held = new Map();
  room = true;
  getItem(key) { return this.held.get(key) ?? null; }
  setItem(key, value) {
    if (!this.room) throw new Error("no room");
    this.held.set(key, value);
  }
  removeItem(key) { this.held.delete(key); }
}

let local, session, answers;

beforeEach(() => {
  local = new Store();
  session = new Store();
  answers = [];
  globalThis.window = { localStorage: local, sessionStorage: session };
  globalThis.document = { cookie: "" };
});

const run = (data) => memory({ data, setStateValue: (_name, value) => answers.push(value) });

test("a tab puts in and takes out what it did, and leaves what others keep", () => {
  const all = { ours: "1", old: "1", theirs: "1", both: "theirs" };
  const now = merged(all, { ours: "1", old: "1", both: "mine" }, { ours: "2", both: "mine", new: "1" });
  assert.deepEqual(now, { ours: "2", theirs: "1", both: "theirs", new: "1" });
  assert.equal(all.ours, "1");
});

test("what was stored and is no library counts as an empty one", () => {
  assert.deepEqual(parsed('{"a": "1"}'), { a: "1" });
  for (const broken of [null, "", "{", "[1]", "3", "null", '"a"']) assert.deepEqual(parsed(broken), {});
});

test("a link to a page of ours carries the case, others stay", () => {
  const ours = "https://roi.example";
  assert.equal(withCase(`${ours}/risk`, ours, "case=a"), `${ours}/risk?case=a`);
  assert.equal(withCase(`${ours}/risk?case=b`, ours, "case=a"), `${ours}/risk?case=a`);
  assert.equal(withCase(`${ours}/risk?case=b`, ours, ""), `${ours}/risk`);
  assert.equal(withCase(`${ours}/risk?case=a`, ours, "case=a"), undefined);
  assert.equal(withCase("https://other.example/", ours, "case=a"), undefined);
});

test("what a tab holds is kept for it, and for the next one", () => {
  run({ tab: "T", library: { a: "1" } });
  run({ ask: "1" });
  assert.deepEqual(answers, [{ ask: "1", tab: "T", last: null, library: '{"a":"1"}', reload: false }]);
  globalThis.window.sessionStorage = new Store(); // a new tab
  run({ ask: "2" });
  assert.deepEqual(answers[1], { ask: "2", tab: null, last: "T", library: '{"a":"1"}', reload: false });
  assert.match(document.cookie, /^roi_kept=1/);
});

test("a question is answered once", () => {
  run({ ask: "3" });
  run({ ask: "3" });
  assert.equal(answers.length, 1);
});

test("a new session forgets no kept scenario that it does not name", () => {
  run({ tab: "T", library: { a: "1" } });
  run({ ask: "4" });
  run({ tab: "T", library: {} });
  assert.equal(local.getItem("roi.library"), '{"a":"1"}');
});

test("where there is no room, what is no longer so goes", () => {
  run({ tab: "old" });
  session.room = local.room = false;
  run({ tab: "new" });
  assert.deepEqual([session.getItem("roi.tab"), local.getItem("roi.last")], [null, null]);
});

test("a browser that refuses its storage is no error", () => {
  Object.defineProperty(globalThis, "window", {
    configurable: true, writable: true,
    value: { get localStorage() { throw new Error("no"); }, get sessionStorage() { throw new Error("no"); } },
  });
  run({ tab: "T", library: { a: "1" } });
  run({ ask: "5" });
  assert.deepEqual(answers, [{ ask: "5", tab: null, last: null, library: null, reload: false }]);
});

test("edits that panels keep are let go when the tab that holds them is kept", () => {
  const edits = { p: { price: { n: 5 }, name: { n: 7 } }, q: { price: { n: 6 } } };
  session.setItem("roi.unsent", JSON.stringify(edits));
  run({ tab: "T", counted: { p: 5, q: 9 } });
  assert.deepEqual(JSON.parse(session.getItem("roi.unsent")), { p: { name: { n: 7 } } });
  local.setItem("roi.unsent", session.getItem("roi.unsent"));
  globalThis.window.sessionStorage = session = new Store(); // a new tab goes on with them
  run({ ask: "20" });
  assert.deepEqual(JSON.parse(session.getItem("roi.unsent")), { p: { name: { n: 7 } } });
  run({ tab: "T", counted: { p: 7 } });
  assert.equal(local.getItem("roi.unsent"), "{}");
  run({ forget: true });
  assert.equal(session.getItem("roi.unsent"), null);
});
