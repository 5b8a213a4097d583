// The column of inputs: draws the rows the server sends, and sends back what was changed.
//
// The browser owns what is being typed or dragged, the server owns everything else. An edit stays
// pending until the server says that it counted (`ack`); one message is on its way at a time, and
// what happens meanwhile waits for the next, so that no key and no drag is lost.

const parts = new Map(); // labels and what sliders run through, by name; each is sent once
const panels = new Map(); // what outlives a visit to another page, by the panel's key
const nameOf = (path) => `in-${encodeURIComponent(path)}`; // an input's id, as links have it
const PATIENCE = 4000; // milliseconds until an unanswered message is sent again
const AGAIN = 500; // milliseconds until the connection is looked at again
const SLOP = 8; // pixels a finger may stray sideways while it scrolls
const REST = 600; // milliseconds without an edit, after which the server may take its time
let count = Date.now(); // grows for good, also over a refresh
let sent = 0; // messages so far

export default function ({ parentElement, data, setStateValue }) {
  for (const [name, part] of Object.entries(data.parts)) parts.set(name, part);
  const panel = panels.get(data.key) ?? { pending: new Map(), flying: 0, rows: new Map() };
  panels.set(data.key, panel);
  panel.send = (value) => setStateValue("edits", value);
  panel.answers = data.answers;
  if (panel.root?.parentElement !== parentElement) {
    panel.root = make("div", { class: "panel" });
    panel.rows.clear();
    parentElement.append(panel.root);
  }
  for (const [path, edit] of panel.pending) if (edit.n <= data.ack) panel.pending.delete(path);
  if (panel.flying && panel.flying <= data.ack) land(panel);
  draw(panel, panel.root, data.rows, "");
  for (const [key, row] of panel.rows) if (!row.node.isConnected) panel.rows.delete(key);
  if (panel.flying) wait(panel); // what left the page took its clock with it
  flush(panel);
  clearTimeout(panel.rest);
  if (data.rest) panel.rest = setTimeout(() => offer(panel, "rest", "pick", ""), REST);
  return () => { clearTimeout(panel.timer); clearTimeout(panel.rest); };
}

// Sending -------------------------------------------------------------------------------------

function offer(panel, path, how, value, gesture) {
  clearTimeout(panel.rest);
  panel.pending.set(path, { n: ++count, path, how, value, gesture: gesture ?? count });
  for (const row of panel.rows.values()) {
    if (row.path !== path) continue;
    row.said = null; // shown again when it has counted, even where it changed nothing
    mark(panel, row);
  }
  flush(panel);
}

// While the server is away, edits wait: what was sent then would be dropped.
function connected() {
  const app = document.querySelector('[data-testid="stApp"]');
  return !app || app.dataset.testConnectionState === "CONNECTED";
}

function flush(panel) {
  if (panel.flying || !panel.pending.size) return;
  if (!connected()) {
    clearTimeout(panel.timer);
    panel.timer = setTimeout(() => flush(panel), AGAIN);
    return;
  }
  const list = [...panel.pending.values()];
  panel.flying = Math.max(...list.map((edit) => edit.n));
  wait(panel);
  // The server hears a value that is new to it alone: one that is sent again must differ.
  panel.send({ list, have: [...parts.keys()], sent: ++sent });
}

function wait(panel) {
  clearTimeout(panel.timer);
  panel.timer = setTimeout(() => { land(panel); flush(panel); }, PATIENCE);
}

function land(panel) {
  clearTimeout(panel.timer);
  panel.flying = 0;
}

function mark(panel, row) {
  row.node.toggleAttribute("data-pending", panel.pending.has(row.path));
}

// Drawing -------------------------------------------------------------------------------------

function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function says(node, words) {
  if (node.textContent !== words) node.textContent = words;
  node.hidden = !words;
}

// Nodes that stay are not moved: a moved one would lose the focus, or the thumb that holds it.
function draw(panel, parent, rows, within) {
  const nodes = rows.map((data) => {
    const key = `${within}/${data.kind}:${data.key}`;
    let row = panel.rows.get(key);
    if (!row) {
      row = { path: data.path ?? "" };
      row.node = kinds[data.kind](panel, row, data, key);
      if (row.path) row.node.dataset.path = row.path;
      panel.rows.set(key, row);
    }
    const said = JSON.stringify(data);
    if (row.always || row.said !== said || panel.pending.has(row.path)) row.show(data);
    // What was shown while an edit was pending is shown again when the edit has counted.
    row.said = panel.pending.has(row.path) ? null : said;
    if (row.path) mark(panel, row);
    return row.node;
  });
  const kept = new Set(nodes);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  nodes.forEach((node, at) => {
    if (parent.children[at] !== node) parent.insertBefore(node, parent.children[at] ?? null);
  });
}

function plain(tag, name) {
  return (panel, row) => {
    const node = make(tag, { class: name });
    row.show = (data) => says(node, data.text);
    return node;
  };
}

// A label with its help behind a question mark: read on a touch screen and a projector too.
function labelled(id) {
  const words = make("span");
  const per = make("span", { class: "per" });
  const label = make("label", { for: id }, words, per);
  const button = make("button", { type: "button", class: "help", "aria-expanded": "false" }, "?");
  const hint = make("p", { class: "hint", id: `${id}-help` });
  hint.hidden = true;
  button.setAttribute("aria-controls", hint.id);
  button.onclick = () => {
    hint.hidden = !hint.hidden;
    button.setAttribute("aria-expanded", String(!hint.hidden));
  };
  const show = (data) => {
    const fixed = parts.get(data.fixed) ?? data.fixed;
    says(words, fixed.label);
    says(per, fixed.per ?? "");
    button.hidden = !fixed.help;
    button.setAttribute("aria-label", fixed.about ?? fixed.label);
    if (hint.textContent !== fixed.help) hint.textContent = fixed.help ?? "";
    return fixed;
  };
  return { label, button, hint, show };
}

// What was typed is sent on Enter and on leaving the field; Escape brings back what was there.
function typed(panel, row, input, how) {
  const shown = () => input.dataset.shown ?? "";
  const send = () => {
    if (input.value === shown()) return;
    input.dataset.shown = input.value;
    offer(panel, row.path, how, input.value);
  };
  input.onchange = send;
  input.onkeydown = (event) => {
    const enters = row.enters?.includes(event.key.toLowerCase()) && !event.ctrlKey && !event.metaKey;
    if (enters) {
      event.preventDefault();
      offer(panel, row.path, "enter", input.value);
    } else if (event.key === "Enter") send();
    if (event.key === "Escape") input.value = shown();
  };
  input.onfocus = () => input.select();
  return (words) => {
    if (panel.pending.has(row.path) || shown() === words) return;
    const left = document.activeElement !== input || input.value === shown();
    input.dataset.shown = words;
    if (left) input.value = words; // never under the hands of someone who types
  };
}

function remarks(node, panel, row) {
  const refused = make("p", { class: "refused", role: "alert" });
  const asked = make("div", { class: "asked" });
  const idle = make("p", { class: "idle" });
  const words = make("span");
  const source = make("span", { class: "source" });
  const remark = make("p", { class: "remark" }, words, " ", source);
  node.append(refused, asked, idle, remark);
  return (data) => {
    says(refused, data.refused ?? "");
    asked.replaceChildren(...(data.asked ?? []).map(([said, value]) => {
      const button = make("button", { type: "button" }, said);
      button.onclick = () => offer(panel, row.path, "slide", value);
      return button;
    }));
    asked.hidden = !data.asked;
    says(idle, data.idle ?? "");
    says(words, data.remark?.text ?? "");
    says(source, data.remark?.source ?? "");
    remark.hidden = !data.remark;
    remark.classList.toggle("warning", Boolean(data.remark?.warning));
  };
}

function number(panel, row, data, key) {
  const id = nameOf(data.path);
  const slider = make("input", { type: "range", id, min: 0, step: 1 });
  const entry = make("input", { type: "text", autocomplete: "off", inputmode: "text" });
  const { label, button, hint, show } = labelled(id);
  const head = make("div", { class: "head" }, label, button, entry);
  const node = make("div", { class: "row number" }, head, hint, slider);
  const written = typed(panel, row, entry, "type");
  const remark = remarks(node, panel, row);
  let scale = { values: [], labels: [] };
  let gesture;
  if (data.focus) requestAnimationFrame(() => entry.focus());

  const fill = () => {
    const share = slider.max > 0 ? slider.value / slider.max : 0;
    slider.style.setProperty("--fill", `${100 * share}%`);
    slider.setAttribute("aria-valuetext", scale.labels[slider.value] ?? "");
  };
  // A finger may be about to scroll: the slider stays until it goes sideways or is lifted there.
  let finger;
  const decide = (meant) => {
    const wanted = meant ? finger?.wanted : undefined;
    finger = undefined;
    if (wanted === undefined) return;
    slider.value = wanted;
    slider.oninput();
  };
  slider.onpointerdown = (event) => {
    gesture = ++count;
    finger = event.pointerType === "touch" ? { event, held: slider.value } : undefined;
  };
  slider.onpointermove = (event) => {
    if (!finger) return;
    const across = Math.abs(event.clientX - finger.event.clientX);
    if (across > SLOP && across > Math.abs(event.clientY - finger.event.clientY)) decide(true);
  };
  slider.onpointerup = () => decide(true);
  slider.onpointercancel = () => decide(false); // the browser scrolls
  slider.onchange = () => { gesture = undefined; };
  slider.oninput = () => {
    if (finger) {
      finger.wanted = slider.value;
      slider.value = finger.held;
      return;
    }
    entry.value = entry.dataset.shown = scale.labels[slider.value];
    fill();
    offer(panel, row.path, "slide", scale.values[slider.value], gesture);
  };
  row.show = (now) => {
    const { exact } = show(now);
    node.className = `row number ${now.mark}`;
    entry.setAttribute("aria-label", exact);
    entry.placeholder = now.placeholder ?? "";
    row.enters = now.enters; // someone waits for these keys, whether or not the number was changed
    entry.title = now.text;
    remark(now);
    const alone = now.scale === undefined;
    slider.hidden = alone;
    entry.id = alone ? id : `${id}-exact`;
    slider.id = alone ? `${id}-slider` : id;
    if (!alone) {
      const known = parts.get(now.scale);
      if (known && !panel.pending.has(row.path)) {
        scale = known;
        slider.max = known.values.length - 1;
        slider.value = now.at;
      }
      fill();
    }
    written(now.text);
  };
  return node;
}

function turn(panel, row, data) {
  const id = nameOf(data.path);
  const box = make("input", { type: "checkbox", role: "switch", id });
  const { label, button, hint, show } = labelled(id);
  const node = make("div", { class: "row" }, make("div", { class: "head" }, box, label, button), hint);
  const remark = remarks(node, panel, row);
  box.onchange = () => offer(panel, row.path, "turn", box.checked);
  row.show = (now) => {
    show(now);
    node.className = `row switch ${now.mark ?? ""}`;
    remark(now);
    if (!panel.pending.has(row.path)) box.checked = now.on;
  };
  return node;
}

function words(panel, row, data) {
  const id = nameOf(data.path);
  const entry = make("input", { type: "text", id, autocomplete: "off" });
  const { label, button, hint, show } = labelled(id);
  const head = make("div", { class: "head" }, label, button, entry);
  const node = make("div", { class: "row words" }, head, hint);
  const remark = remarks(node, panel, row);
  const written = typed(panel, row, entry, "say");
  row.show = (now) => {
    show(now);
    remark(now);
    written(now.text);
  };
  return node;
}

function choice(panel, row, data) {
  const id = nameOf(data.path);
  const list = make("select", { id });
  const label = make("label", { for: id });
  const node = make("div", { class: "row choice" }, label, list);
  list.onchange = () => offer(panel, row.path, "pick", list.value);
  row.show = (now) => {
    label.textContent = now.label;
    const options = now.options.map(([value, said]) => {
      const option = make("option", { value });
      option.textContent = said;
      return option;
    });
    list.replaceChildren(...options);
    list.value = panel.pending.get(row.path)?.value ?? now.chosen;
  };
  return node;
}

function fold(panel, row, data, key) {
  const summary = make("summary");
  const inside = make("div", { class: "inside" });
  const node = make("details", { class: "fold" }, summary, inside);
  row.show = (now) => {
    says(summary, now.label);
    draw(panel, inside, now.rows, key);
  };
  return node;
}

function legend(panel, row) {
  const node = make("p", { class: "legend" });
  row.show = (data) => {
    node.replaceChildren(...data.items.map(([mark, said]) => make("span", { class: mark }, said)));
  };
  return node;
}

const kinds = {
  heading: plain("h2", "group"),
  note: plain("p", "note"),
  number, words, choice, fold, legend,
  switch: turn,
};

// A link to an input (#in-…) opens what it is folded into and leads to it.
function follow() {
  const id = location.hash.slice(1);
  const found = id.startsWith("in-") && document.getElementById(id);
  if (!found) return;
  for (let up = found.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
  found.scrollIntoView({ block: "center" });
  found.focus();
  const row = found.closest(".row");
  row.classList.add("found");
  setTimeout(() => row.classList.remove("found"), 2000);
}
// A button elsewhere on the page that asks why (data-why), or turns a switch (data-turn), is heard
// by the panel at hand.
function hear(event) {
  const button = event.target.closest?.("[data-why], [data-turn]");
  const panel = [...panels.values()].find((one) => one.answers && one.root.isConnected);
  if (!button || !panel) return;
  if (button.dataset.why) offer(panel, "why", "pick", button.dataset.why);
  else offer(panel, button.dataset.turn, "turn", button.getAttribute("aria-pressed") !== "true");
}

if (!window.roiFollows) {
  window.roiFollows = true;
  window.addEventListener("hashchange", follow);
  document.addEventListener("click", hear);
}
