// The columns of a file: what each was taken for, and how a person says otherwise.
import { button, make, newId } from "../../forms/browser/dom.js";
import { whenChosen } from "./chosen.js";

const ASKED = "ask"; // could be several questions
const LOOK_AT = new Set([ASKED, "proposed"]);

export const needsAnswer = (column) => column.certainty === ASKED || LOOK_AT.has(column.certainty) || column.texts.some(([, , , isKnown]) => !isKnown);

const SAID = {
  mapped: "As you said",
  recognised: "Recognised",
  ask: "Please say what it is",
  proposed: "Is it this?",
  "left out": "Not used",
  unread: "Some answers unknown",
};

// One column as a card. `say(content)` tells the workbook what the person chose.
export class Column {
  constructor(column, targets, isLocked, say) {
    Object.assign(this, { column, targets, isLocked, say });
    this.certainty = column.texts.some(([, , , isKnown]) => !isKnown) ? "unread" : column.certainty;
    this.element = make("li", { class: "column", "data-certainty": this.certainty });
    this.element.append(this.heading(), this.choice(), ...this.proposals(), this.content());
  }

  heading() {
    const { name, letter, n, why } = this.column;
    return make(
      "div",
      { class: "column-heading" },
      make("span", { class: "letter", text: letter, title: "The column's letters in a spreadsheet" }),
      make("strong", { text: name.trim() || "(no heading)" }),
      make("span", { class: "mark", text: SAID[this.certainty] }),
      make("span", { class: "facts", text: `${why} ${n.toLocaleString("en-GB")} filled in.` }),
    );
  }

  choice() {
    const { name, target, certainty } = this.column;
    const id = newId();
    const groups = new Map();
    for (const [value, label, group] of this.targets) {
      if (!groups.has(group)) groups.set(group, make("optgroup", { label: group }));
      groups.get(group).append(make("option", { value, text: label }));
    }
    const first = certainty === ASKED ? make("option", { value: "?", text: "Choose what this is" }) : null;
    this.select = make("select", { id, disabled: this.isLocked, "data-key": `column ${name}` }, first, make("option", { value: "", text: "Not used" }), ...groups.values());
    this.select.value = certainty === ASKED ? "?" : target;
    whenChosen(this.select, () => this.select.value !== "?" && this.say({ column: name, value: this.select.value }));
    const back = certainty === "mapped" && !this.isLocked ? button("Leave it to the workbook", () => this.say({ column: name, value: null })) : null;
    return make("div", { class: "choice" }, make("label", { for: id, text: `Read column ${this.column.letter} as` }), this.select, back);
  }

  proposals() {
    if (this.isLocked || !LOOK_AT.has(this.column.certainty)) return [];
    const labels = new Map(this.targets);
    return this.column.candidates.map((value) => button(`Yes: ${labels.get(value) ?? value}`, () => this.say({ column: this.column.name, value }), { class: "proposal" }));
  }

  content() {
    const { texts, n } = this.column;
    if (!texts.length) return make("p", { class: "facts", text: n ? "What is in it is not shown: names, numbers or words of people." : "Nobody has anything in it." });
    const unknown = texts.filter(([, , , isKnown]) => !isKnown);
    const known = texts.filter(([, , , isKnown]) => isKnown);
    const parts = unknown.length ? [make("p", { class: "problem", text: "These are no answers of that question. Say how they are meant, or mend them where they were collected:" }), this.table(unknown)] : [];
    return make("div", {}, ...parts, known.length ? this.others(known, !unknown.length && LOOK_AT.has(this.column.certainty)) : null);
  }

  // What is read as it should be, drawn when it is opened: a column of ages has many choices.
  others(known, isOpen) {
    const rest = make("details", {}, make("summary", { text: `${known.length} different ${known.length === 1 ? "text" : "texts"} in it` }));
    rest.ontoggle = () => rest.open && rest.children.length === 1 && rest.append(this.table(known));
    rest.open = isOpen;
    return rest;
  }

  table(texts) {
    const isRead = Boolean(this.column.target);
    const rows = texts.map(([text, n, means, isKnown, said]) => {
      const last = isRead ? make("td", {}, this.meaning(text, means, isKnown, said)) : null;
      return make("tr", {}, make("td", { text }), make("td", { class: "number", text: n.toLocaleString("en-GB") }), last);
    });
    const head = make("tr", {}, ...["In the file", "Times", ...(isRead ? ["Read as"] : [])].map((text) => make("th", { scope: "col", text })));
    return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": `What is in column ${this.column.letter}` }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)));
  }

  meaning(text, means, isKnown, said) {
    const isSaid = said !== null && said !== undefined;
    const first = isSaid ? "As it stands in the file" : isKnown ? means || "As it stands" : "Not known yet";
    const input = make("select", { "aria-label": `Read "${text}" as`, disabled: this.isLocked, "data-key": `${this.column.name} ${text}` });
    input.append(make("option", { value: "?", text: first }), make("option", { value: "", text: "No answer" }));
    input.append(...(this.column.options ?? []).map(([code, label]) => make("option", { value: String(code), text: `${code} ${label}` })));
    if (isSaid) input.value = said;
    whenChosen(input, () => this.say({ column: this.column.name, text, value: input.value === "?" ? null : input.value }));
    return input;
  }
}
