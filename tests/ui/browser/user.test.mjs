// The browser's memory where people sign in: each one's things apart, and one person a browser.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import memory from "../../../ui/browser/memory/memory.js";

class Store {
  getItem(key) { return Object.hasOwn(this, key) ? this[key] : null; }
  setItem(key, value) { this[key] = String(value); }
  removeItem(key) { delete this[key]; }
}

let local, session, answers, heard, went;

/** A page that is loaded; what the browser keeps stays. */
function page(address = "/", tab = session) {
  session = tab;
  const { pathname, search } = new URL(address, "https://roi.example");
  went = [];
  answers = [];
  globalThis.window = { localStorage: local, sessionStorage: session };
  globalThis.document = { cookie: "", addEventListener() {} };
  globalThis.location = { pathname, search, replace: (to) => went.push(to) };
  globalThis.addEventListener = (_, act) => { heard = act; };
}

const run = (data) => memory({ data, setStateValue: (_name, value) => answers.push(value) });
const ask = (user) => {
  run({ user, ask: `${Math.random()}` });
  const { tab, last, library } = answers.at(-1);
  return { tab, last, library };
};
const NOTHING = { tab: null, last: null, library: null };

beforeEach(() => {
  local = new Store();
  page("/", new Store());
});

test("who went to sign in and is back as nobody is told so, once", () => {
  session.setItem("roi.trying", "1");
  run({ user: "anna" });
  assert.equal(session.getItem("roi.trying"), null);
  session.setItem("roi.trying", "1");
  run({ user: "" });
  run({ user: "" });
  assert.deepEqual(answers, [{ failed: true }]);
});

test("where nobody signs in, nothing of this is kept", () => {
  run({ tab: "T", library: {} });
  assert.deepEqual(Object.keys(local).sort(), ["roi.last", "roi.library"]);
});

test("what one keeps is kept for them, and is nothing to another", () => {
  run({ user: "anna", tab: "A", library: { a: "1" } });
  assert.deepEqual(ask("bob"), NOTHING);
  run({ user: "bob", tab: "B", library: {} });
  assert.deepEqual(ask("anna"), { tab: "A", last: null, library: '{"a":"1"}' });
});

test("who signs out is forgotten, in all tabs", () => {
  run({ user: "anna", tab: "A", library: { a: "1" } });
  const other = session;
  page("/", new Store());
  run({ user: "anna", tab: "A2" });
  run({ user: "anna", forget: true });
  assert.deepEqual(answers, [{ forgot: true }]);
  page("/", other); // the other tab, where nobody is signed in any more
  run({ user: "" });
  assert.deepEqual(ask("anna"), NOTHING);
  assert.ok(![...Object.values(local), ...Object.values(session)].some((kept) => kept.startsWith("A")));
});

test("whose login only ended finds their things again", () => {
  run({ user: "anna", tab: "A" });
  page();
  run({ user: "" });
  assert.equal(ask("anna").tab, "A");
});

test("where another signs in, or nobody is left, the other tabs begin anew", () => {
  run({ user: "anna" });
  const told = (newValue, key = "roi.user") => heard({ key, newValue });
  told("anna");
  told("x", "roi.last.anna");
  assert.deepEqual(went, []);
  told(null);
  told("bob");
  assert.deepEqual(went, ["/", "/"]);
});

test("a link that was opened before signing in is where it leads", () => {
  page("/risk?case=abc");
  run({ user: "" });
  page();
  run({ user: "anna" });
  assert.deepEqual(went, ["/risk?case=abc"]);
  page();
  run({ user: "anna" });
  assert.deepEqual(went, []);
});

test("an address that another left is not", () => {
  run({ user: "anna" });
  page("/?case=annas");
  run({ user: "" });
  page();
  run({ user: "bob" });
  assert.deepEqual(went, []);
});

for (const here of ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", 7]) {
  test(`no way leads outside: ${here}`, () => {
    session.setItem("roi.going", JSON.stringify({ here, was: "" }));
    run({ user: "anna" });
    assert.deepEqual(went, []);
  });
}
