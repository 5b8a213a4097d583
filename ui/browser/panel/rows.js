// The other kinds of rows: switches, words, choices, folds and what is only read.

import { labelled, remarks } from "./around.js";
import { choices, draw, kinds, make, says } from "./drawing.js";
import { typed } from "./entry.js";
import { offer } from "./sending.js";
import { nameOf } from "./state.js";

/** @import { ChoiceData, FoldData, Kind, LegendData, Panel, Row, SwitchData, WordsData } from "./types" */

/** Words that are only read. @param {"h2" | "p"} tag @param {string} name @returns {Kind} */
function plain(tag, name) {
  return (_panel, row) => {
    const node = make(tag, { class: name });
    row.show = (data) => says(node, data.text);
    return node;
  };
}

kinds.heading = plain("h2", "group");
kinds.note = plain("p", "note");

/** @param {Panel} panel @param {Row} row @param {SwitchData} data */
kinds.switch = (panel, row, data) => {
  const id = nameOf(data.path);
  const box = make("input", { type: "checkbox", role: "switch", id });
  const { label, button, hint, show } = labelled(id, box);
  const node = make("div", { class: "row" }, make("div", { class: "head" }, box, label, button), hint);
  const remark = remarks(node, panel, row);
  box.onchange = () => offer(panel, row.path, "turn", box.checked);
  /** @param {SwitchData} now */
  row.show = (now) => {
    show(now);
    node.className = `row switch ${now.mark ?? ""}`;
    remark(now);
    if (!panel.pending.has(row.path)) box.checked = now.on;
  };
  return node;
};

/** @param {Panel} panel @param {Row} row @param {WordsData} data */
kinds.words = (panel, row, data) => {
  const id = nameOf(data.path);
  const entry = make("input", { type: "text", id, autocomplete: "off" });
  const { label, button, hint, show } = labelled(id, entry);
  const head = make("div", { class: "head" }, label, button, entry);
  const node = make("div", { class: "row words" }, head, hint);
  const remark = remarks(node, panel, row);
  const { write } = typed(panel, row, entry, "say");
  /** @param {WordsData} now */
  row.show = (now) => {
    show(now);
    remark(now);
    write(now.text);
  };
  return node;
};

/** @param {Panel} panel @param {Row} row @param {ChoiceData} data */
kinds.choice = (panel, row, data) => {
  const id = nameOf(data.path);
  const list = make("select", { id });
  const label = make("label", { for: id });
  const node = make("div", { class: "row choice" }, label, list);
  list.onchange = () => offer(panel, row.path, "pick", list.value);
  /** @param {ChoiceData} now */
  row.show = (now) => {
    label.textContent = now.label;
    list.replaceChildren(...choices(now.options));
    list.value = String(panel.pending.get(row.path)?.value ?? now.chosen);
  };
  return node;
};

/** @param {Panel} panel @param {Row} row @param {FoldData} _data @param {string} key */
kinds.fold = (panel, row, _data, key) => {
  const summary = make("summary");
  const inside = make("div", { class: "inside" });
  const node = make("details", { class: "fold" }, summary, inside);
  // What a reader opens comes into sight: all of it, or as much as there is room for from its head.
  summary.onclick = () => requestAnimationFrame(() => {
    const fits = node.offsetHeight < innerHeight / 2;
    if (node.open) node.scrollIntoView({ block: fits ? "nearest" : "start" });
  });
  /** @param {FoldData} now */
  row.show = (now) => {
    says(summary, now.label);
    draw(panel, inside, now.rows, key);
  };
  return node;
};

/** @param {Panel} _panel @param {Row} row */
kinds.legend = (_panel, row) => {
  const node = make("p", { class: "legend" });
  /** @param {LegendData} data */
  row.show = (data) => {
    node.replaceChildren(...data.items.map(([mark, said]) => make("span", { class: mark }, said)));
  };
  return node;
};
