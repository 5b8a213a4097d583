// A table of inputs, one of the panel's kinds: a cell is an input like any other, so that what is
// typed into it is pending, kept and refused as in the column of inputs.
//
// Lines and cells are known by the server's names for them, never by where they stand.

kinds.grid = (panel, row) => {
  const head = make("tr");
  const body = make("tbody");
  const table = make("table", {}, make("thead", {}, head), body);
  const node = make("div", { class: "grid", role: "region", tabindex: "0" }, table);
  const lines = new Map();
  row.always = true;
  row.show = (sent) => {
    const data = { ...sent, columns: parts.get(sent.columns).columns };
    node.setAttribute("aria-label", data.label);
    headers(head, data.columns);
    widths(node, data);
    const drawn = [...data.lines, ...(data.add ? [{ ...data.add, id: "+", adds: true }] : [])];
    const nodes = drawn.flatMap((each) => {
      let line = lines.get(each.id);
      if (!line) lines.set(each.id, line = newLine(panel, row, data, each));
      line.show(data, each);
      return line.nodes;
    });
    for (const [id, line] of lines) {
      if (drawn.some((each) => each.id === id)) continue;
      lines.delete(id);
      for (const path of line.paths) panel.rows.delete(path);
    }
    const kept = new Set(nodes);
    for (const child of [...body.children]) if (!kept.has(child)) child.remove();
    nodes.forEach((each, at) => {
      if (body.children[at] !== each) body.insertBefore(each, body.children[at] ?? null);
    });
  };
  return node;
};

const looks = ({ kind, right }) => (right ? `${kind} right` : kind);

function headers(head, columns) {
  const said = JSON.stringify(columns.map((column) => [column.label, column.help]));
  if (head.dataset.said === said) return;
  head.dataset.said = said;
  const cells = columns.map((column) => {
    const cell = make("th", { scope: "col", class: looks(column), title: column.help ?? "" });
    // An arrow stays with the word before it.
    cell.textContent = column.label.replaceAll(" →", "\u00a0→");
    return cell;
  });
  head.replaceChildren(...cells, make("td"));
}

// A column is as wide as what stands in it: numbers are never cut.
function widths(node, data) {
  data.columns.forEach((column, at) => {
    const drawn = [...data.lines, ...(data.add ? [data.add] : [])];
    const longest = Math.max(...drawn.map(({ cells }) => cells[at] ? size(column, cells[at]) : 0), 0);
    node.style.setProperty(`--w${at}`, `${Math.max(Math.min(longest, 34), column.least)}ch`);
  });
}

function size(column, cell) {
  const said = column.options?.find(([value]) => value === cell.text)?.[1];
  return Math.max((said ?? cell.text ?? "").length + (said ? 2 : 0), (cell.placeholder ?? "").length);
}

// A line: its cells, what takes it away, and below it why something in it was refused.
function newLine(panel, grid, data, first) {
  const line = { paths: [] };
  const node = make("tr", first.adds ? { class: "adds" } : {});
  const remove = make("button", { type: "button", class: "remove" }, "✕");
  // The second half of a double click falls on the line that moved up: it takes nothing away.
  remove.onclick = (event) => {
    if (event.detail > 1) return;
    node.classList.add("going");
    offer(panel, `${first.id}/`, "remove", "");
  };
  const cells = data.columns.map((column, at) => {
    if (first.adds && !first.cells[at]) return { node: make("td"), show: () => {} };
    const cell = { path: `${first.id}/${column.name}`, owner: grid };
    cell.node = make("td", { class: looks(column) });
    cell.node.style.setProperty("--w", `var(--w${at})`);
    cell.show = cellKinds[column.kind](panel, cell, first.adds);
    line.paths.push(`cell:${data.key}:${cell.path}`);
    panel.rows.set(line.paths.at(-1), cell);
    return cell;
  });
  node.append(...cells.map((cell) => cell.node));
  node.append(make("td", { class: "end" }, ...(first.adds ? [] : [remove])));
  const told = make("td", { colspan: data.columns.length + 1 });
  const tells = make("tr", { class: "told" }, told);
  const asked = { path: "" };
  const remark = remarks(told, panel, asked);
  line.show = (now, each) => {
    remove.hidden = !each.remove;
    remove.setAttribute("aria-label", each.remove ?? "");
    remove.title = each.remove ?? "";
    if (!panel.pending.has(`${each.id}/`)) node.classList.remove("going");
    const refused = each.cells.findIndex((cell) => cell?.refused);
    asked.path = refused < 0 ? "" : cells[refused].path;
    cells.forEach((cell, at) => {
      if (!each.cells[at]) return;
      cell.show(now.columns[at], each.cells[at], each);
      if (cell.path) mark(panel, cell);
    });
    const label = refused < 0 ? "" : now.columns[refused].label;
    remark(refused < 0 ? {} : { ...each.cells[refused], refused: `${label} · ${each.cells[refused].refused}` });
    line.nodes = refused < 0 ? [node] : [node, tells];
  };
  return line;
}

// Cells ------------------------------------------------------------------------------------------

const cellKinds = {
  number: entered("type"),
  text: entered("say"),
  fixed: (panel, cell) => {
    const words = make("span");
    cell.node.append(words);
    return (column, now) => says(words, now.text);
  },
  choice: (panel, cell, adds) => {
    const list = make("select");
    cell.node.append(list);
    list.onchange = () => {
      if (!adds) return offer(panel, cell.path, "pick", list.value);
      add(panel, cell, list.value);
      list.value = "";
    };
    return (now, { text, placeholder }, each) => {
      const known = now.options.some(([value]) => value === text);
      const options = known ? now.options : [["", placeholder ?? ""], ...now.options];
      const said = JSON.stringify(options);
      if (list.dataset.said !== said) {
        list.dataset.said = said;
        list.replaceChildren(...options.map(([value, words]) => {
          const option = make("option", { value });
          option.textContent = words;
          return option;
        }));
      }
      name(list, now, each);
      list.value = panel.pending.get(cell.path)?.value ?? text;
    };
  },
  flag: (panel, cell) => {
    const box = make("input", { type: "checkbox" });
    cell.node.append(box);
    box.onchange = () => offer(panel, cell.path, "turn", box.checked);
    return (now, { on }, each) => {
      name(box, now, each);
      if (!panel.pending.has(cell.path)) box.checked = on;
    };
  },
};

function name(input, column, each) {
  input.setAttribute("aria-label", each.name ? `${each.name} · ${column.label}` : column.label);
  input.dataset.cell = `${each.adds ? "+" : each.name}/${column.name}`;
}

function entered(how) {
  return (panel, cell, adds) => {
    const input = make("input", { type: "text", autocomplete: "off" });
    cell.node.append(input);
    const written = typed(panel, cell, input, how);
    const leave = input.onkeydown;
    if (adds) {
      input.onchange = () => {
        if (!input.value.trim()) return;
        add(panel, cell, input.value);
        input.value = input.dataset.shown = "";
      };
    }
    input.onkeydown = (event) => {
      if (event.key === "Enter" && adds) return input.onchange();
      leave(event);
      const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) neighbour(cell.node, step)?.focus();
    };
    input.onpaste = (event) => paste(event, panel, cell);
    return (now, { text, placeholder, refused }, each) => {
      name(input, now, each);
      input.placeholder = placeholder ?? "";
      input.title = text || placeholder || "";
      input.toggleAttribute("aria-invalid", Boolean(refused));
      written(text);
    };
  };
}

// Every name that is added is an edit of its own: two typed in a row make two lines.
function add(panel, cell, value) {
  offer(panel, `+${count + 1}/${cell.path.split("/")[1]}`, "add", value);
}

function neighbour(td, step, aside = 0) {
  const lines = [...td.closest("tbody").querySelectorAll("tr:not(.told)")];
  const line = lines[lines.indexOf(td.parentElement) + step];
  return line?.children[[...td.parentElement.children].indexOf(td) + aside]?.querySelector("input");
}

// Cells copied from a spreadsheet go into the cells to the right and below.
function paste(event, panel, cell) {
  const copied = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
  if (!/[\t\n]/.test(copied)) return;
  event.preventDefault();
  copied.split(/\r?\n/).forEach((words, down) => words.split("\t").forEach((word, aside) => {
    const input = down || aside ? neighbour(cell.node, down, aside) : event.target;
    if (!input || input.type !== "text" || input.closest(".adds")) return;
    input.value = word;
    input.onchange();
  }));
}
