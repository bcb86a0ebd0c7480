// A list in which every choice has a tick. Without its tick it is an entry, with a reason to be written beside it.
import { arrange, aside, make, newId, same } from "./dom.js";
import { Field } from "./field.js";

export class Ticks {
  constructor(form, spec, keys, values) {
    Object.assign(this, { form, spec, path: spec.path, keys: [], rows: new Map(), headings: new Map() });
    this.list = make("ul", { class: "ticks" });
    this.heading = make("p", { class: "list-label", id: newId(), tabindex: "-1" });
    this.help = make("p", { class: "help" });
    this.count = make("p", { class: "count" });
    this.element = make("div", { class: "field entries", role: "group", "aria-labelledby": this.heading.id });
    this.element.append(this.heading, this.help, this.count, this.list);
    form.lists.set(this.path, this);
    this.take(keys, values);
  }

  // --- following the workbook

  take(keys, values) {
    this.keys = keys;
    this.values = values;
    this.heading.textContent = this.spec.label;
    this.help.textContent = this.spec.help ?? "";
    this.help.hidden = !this.spec.help;
    this.count.textContent = this.inShort();
    const choices = this.spec.choices ?? [];
    const there = new Set(choices.map((choice) => choice.value));
    for (const key of [...this.rows.keys()]) if (!there.has(key)) this.drop(key);
    for (const choice of choices) this.follow(choice);
    arrange(this.list, this.ordered(choices));
  }

  follow(choice) {
    const { value: key } = choice;
    if (!this.rows.has(key)) this.rows.set(key, this.row(choice));
    const row = this.rows.get(key);
    const isIn = !this.keys.includes(key);
    row.name.textContent = choice.label;
    row.help.textContent = choice.help ?? "";
    row.help.hidden = !choice.help;
    if (!row.isAsking) row.tick.checked = isIn;
    row.element.classList.toggle("out", !isIn);
    if (isIn === !row.reasons.length) return;
    if (isIn) this.clear(row);
    else this.ask(row, key, choice.label);
  }

  ordered(choices) {
    const items = [];
    let group = "";
    for (const choice of choices) {
      const its = choice.group ?? "";
      if (its && its !== group) items.push(this.groupHeading(its));
      group = its;
      items.push(this.rows.get(choice.value).element);
    }
    return items;
  }

  groupHeading(label) {
    if (!this.headings.has(label)) this.headings.set(label, make("li", { class: "cards-heading", text: label }));
    return this.headings.get(label);
  }

  row(choice) {
    const [id, helpId] = [newId(), newId()];
    const tick = make("input", { type: "checkbox", id, "aria-describedby": helpId, disabled: this.form.isLocked });
    const name = make("label", { for: id });
    const help = make("p", { class: "help", id: helpId });
    const box = make("div", { class: "its-reason" });
    const element = make("li", {}, make("div", { class: "line" }, tick, make("div", {}, name, help)), box);
    const row = { element, tick, name, help, box, reasons: [], key: choice.value };
    tick.addEventListener("change", () => this.turn(row));
    return row;
  }

  ask(row, key, label) {
    for (const spec of this.spec.entry) {
      const path = `${this.path}[${key}].${spec.name}`;
      const field = new Field(this.form, spec, path, this.values[path] ?? "");
      field.element.querySelector("label, legend")?.append(aside(label));
      row.reasons.push(field);
      row.box.append(field.element);
    }
  }

  clear(row) {
    row.reasons.forEach((field) => field.remove());
    row.reasons = [];
    row.box.replaceChildren();
  }

  drop(key) {
    const row = this.rows.get(key);
    this.clear(row);
    row.element.remove();
    this.rows.delete(key);
  }

  inShort() {
    const choices = this.spec.choices ?? [];
    const n = choices.filter((choice) => !this.keys.includes(choice.value)).length;
    return `${n} of ${choices.length} ticked`;
  }

  // --- ticking

  async turn(row) {
    if (row.isAsking) return;
    row.isAsking = true;
    const wanted = row.tick.checked;
    const path = `${this.path}[${row.key}]`;
    if (wanted) await this.form.settled();
    const base = wanted ? Object.fromEntries(row.reasons.map((field) => [field.spec.name, field.saved])) : null;
    const answer = await this.form.ask("change", { path, base, new: wanted ? null : {} });
    row.isAsking = false;
    if (answer?.kind === "saved") this.form.status.saved();
    this.take(this.keys, this.values);
    if (answer?.kind === "saved") this.form.tell(`${wanted ? "Ticked" : "Not ticked"}: ${row.name.textContent}. ${this.inShort()}.`);
  }

  rebuild(spec) {
    const isSame = same(this.spec.entry, spec.entry);
    this.spec = spec;
    if (!isSame) for (const row of this.rows.values()) this.clear(row);
    this.take(this.keys, this.values);
  }

  focus() {
    this.heading.focus();
  }

  removeAll() {
    [...this.rows.keys()].forEach((key) => this.drop(key));
    this.form.lists.delete(this.path);
    this.element.remove();
  }
}
