// Corrections of a wave: the rules that are there, and one more, counted before it is made.
import { button, make, newId } from "../../forms/browser/dom.js";
import { twice } from "../../forms/browser/twice.js";

const KINDS = [
  ["value", "A text, wherever it stands in a column", ["column", "old", "new"]],
  ["cell", "One person's answer", ["column", "respondent_id", "new"]],
  ["row", "One person's row: left out", ["respondent_id"]],
  ["column", "A whole column: not used", ["column"]],
];
const HELP = {
  old: "Exactly as it stands in the file.",
  new: "A code or the words of an answer. Leave it empty for no answer.",
  respondent_id: "The number of the submission; 'row 12' where it has none.",
  reason: "For whoever asks later: how you know.",
};

export class Rules {
  // `act(what, said)` tells the workbook, and gives its answer.
  constructor(act) {
    this.act = act;
    this.said = { kind: "value", column: "", old: "", new: "", respondent_id: "", reason: "", who: "" };
  }

  draw({ rules, columns, is_read_only }) {
    this.columns = columns;
    this.isLocked = is_read_only;
    const words = rules.length ? "They are made each time the answers are read, in this order. The file stays as it was received." : "None. The file stays as it was received; a correction is a rule that is made each time it is read.";
    this.form = make("div", { class: "rule-form" });
    this.fill();
    const more = is_read_only ? null : make("details", { open: this.isOpen, ontoggle: (event) => (this.isOpen = event.target.open) }, make("summary", { text: "Add a correction" }), this.form);
    return make("section", { "aria-label": "Corrections" }, make("h4", { text: "Corrections" }), make("p", { text: words }), rules.length ? this.table(rules) : null, more);
  }

  table(rules) {
    const rows = rules.map((rule, number) => {
      const away = this.isLocked ? null : twice(`Take away ${number + 1}`, () => this.act("uncorrect", { number, who: this.said.who }), { "data-key": `away ${number}` });
      return make("tr", {}, make("td", { class: "number", text: String(number + 1) }), make("td", { text: rule.says }), make("td", { text: rule.reason }), make("td", { text: [rule.who, rule.on].filter(Boolean).join(", ") }), make("td", {}, away));
    });
    const head = make("tr", {}, ...["", "What is read otherwise", "Why", "Who and when"].map((text) => make(text ? "th" : "td", text ? { scope: "col", text } : {})), make("td", {}));
    return make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Corrections that are made" }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)));
  }

  fill() {
    const [, , asked] = KINDS.find(([kind]) => kind === this.said.kind);
    const kind = this.choice("kind", "What is corrected", KINDS.map(([value, text]) => [value, text]), () => this.fill());
    const fields = [kind];
    if (asked.includes("column")) fields.push(this.choice("column", "Column of the file", [["", "Choose a column"], ...this.columns.map(({ name, letter }) => [name, `${letter}: ${name.trim()}`])], () => this.fill()));
    const column = this.columns.find(({ name }) => name === this.said.column);
    if (asked.includes("respondent_id")) fields.push(this.text("respondent_id", "Whose"));
    if (asked.includes("old")) fields.push(this.text("old", "Text in the file", column?.texts));
    if (asked.includes("new")) fields.push(this.text("new", "Read as", column?.answers));
    fields.push(this.text("reason", "Why"), this.text("who", "Your name or initials"));
    this.effect = make("p", { class: "effect", role: "status" });
    this.add = button("Add this correction", () => this.keep(), { class: "main", disabled: true, "data-key": "add-rule" });
    const count = button("Count what it would do", () => this.count(), { "data-key": "count" });
    const focus = this.form.contains(document.activeElement) ? document.activeElement.dataset.key : "";
    this.form.replaceChildren(...fields, make("div", { class: "choice" }, count, this.add), this.effect);
    if (focus) this.form.querySelector(`[data-key="${CSS.escape(focus)}"]`)?.focus();
  }

  choice(name, label, options, then) {
    const id = newId();
    const select = make("select", { id, "data-key": `rule ${name}` }, ...options.map(([value, text]) => make("option", { value, text })));
    select.value = this.said[name];
    select.onchange = () => {
      this.said[name] = select.value;
      then();
    };
    return make("div", { class: "field" }, make("label", { for: id, class: "name", text: label }), select);
  }

  text(name, label, suggested = []) {
    const id = newId();
    const help = HELP[name] ? make("p", { class: "help", id: `${id}-help`, text: HELP[name] }) : null;
    const list = suggested.length ? make("datalist", { id: `${id}-list` }, ...suggested.map((value) => make("option", { value }))) : null;
    const input = make("input", { id, type: "text", value: this.said[name], autocomplete: "off", "data-key": `rule ${name}`, "aria-describedby": help && `${id}-help`, list: list && `${id}-list` });
    input.oninput = () => {
      this.said[name] = input.value;
      this.add.disabled = true;
    };
    return make("div", { class: "field" }, make("label", { for: id, class: "name", text: label }), help, input, list);
  }

  // Of "5 Never" the code is meant.
  rule() {
    const column = this.columns.find(({ name }) => name === this.said.column);
    const said = column?.answers.includes(this.said.new) ? this.said.new.split(" ", 1)[0] : this.said.new;
    const [, , asked] = KINDS.find(([kind]) => kind === this.said.kind);
    const kept = Object.fromEntries(Object.entries({ ...this.said, new: said }).filter(([name]) => !(name in HELP || name === "column") || name === "reason" || asked.includes(name)));
    return kept;
  }

  async count() {
    const answer = await this.act("count", this.rule());
    if (answer?.kind !== "counted") return;
    this.effect.textContent = answer.says;
    this.add.disabled = false;
  }

  async keep() {
    const answer = await this.act("correct", this.rule());
    if (answer?.kind === "waves") Object.assign(this.said, { old: "", new: "", respondent_id: "", reason: "" });
  }
}
