// What stands around an input: its label with the help, and below it what is to be said.

import { make, says } from "./drawing.js";
import { offer } from "./sending.js";
import { parts } from "./state.js";

/** @import { Label, Panel, Remarks } from "./types" */

/** Where words stand that describe many inputs, unseen. @param {string} words */
function told(words) {
  const id = `told-${words.replace(/\W+/g, "-")}`;
  if (!document.getElementById(id)) document.body.append(make("p", { id, hidden: "" }, words));
  return id;
}

/** A label with its help behind a question mark: read on a touch screen and a projector too. Whether
 * it is a lever or an assumption, a mark says to the eye, a description to the ear.
 * @param {string} id @param {HTMLElement[]} inputs */
export function labelled(id, ...inputs) {
  const words = make("span");
  const per = make("span", { class: "per" });
  const label = make("label", { for: id }, words, " ", per);
  const button = make("button", { type: "button", class: "help", "aria-expanded": "false" }, "?");
  const hint = make("p", { class: "hint", id: `${id}-help` });
  hint.hidden = true;
  button.setAttribute("aria-controls", hint.id);
  button.onclick = () => {
    hint.hidden = !hint.hidden;
    button.setAttribute("aria-expanded", String(!hint.hidden));
  };
  /** @param {{ fixed: string | Label }} data the words, or their name */
  const show = (data) => {
    const fixed = /** @type {Label} */ (parts.get(/** @type {string} */ (data.fixed)) ?? data.fixed);
    says(words, fixed.label);
    says(per, fixed.per ?? "");
    button.hidden = !fixed.help;
    button.setAttribute("aria-label", fixed.about ?? fixed.label);
    if (fixed.kind) for (const input of inputs) input.setAttribute("aria-describedby", told(fixed.kind));
    if (hint.textContent !== fixed.help) hint.textContent = fixed.help ?? "";
    return fixed;
  };
  return { label, button, hint, show };
}

/** Why an entry was refused, what may have been meant, what is worth knowing of it.
 * @param {HTMLElement} node @param {Panel} panel @param {{ path: string }} row */
export function remarks(node, panel, row) {
  const refused = make("p", { class: "refused", role: "alert" });
  const asked = make("div", { class: "asked" });
  const idle = make("p", { class: "idle" });
  const words = make("span");
  const source = make("span", { class: "source" });
  const remark = make("p", { class: "remark" }, words, " ", source);
  node.append(refused, asked, idle, remark);
  /** @param {Remarks} data */
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
