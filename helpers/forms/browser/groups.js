// Groups of fields in their layout: made when they are first there, kept as long as they are, moved without losing the focus.
import { arrange, button, make, newId, same } from "./dom.js";
import { Entries } from "./entries.js";
import { Field } from "./field.js";
import { Ticks } from "./ticks.js";

export class Groups {
  constructor(form) {
    Object.assign(this, { form, groups: [], elements: new Map() });
    this.element = make("div", { class: "groups" });
  }

  take(groups) {
    const elements = groups.map((group) => {
      const made = this.groups.find((one) => one.title === (group.title ?? "") && !one.isUsed) ?? this.newGroup(group);
      made.isUsed = true;
      this.fill(made, group);
      return made;
    });
    this.groups = elements;
    elements.forEach((made) => (made.isUsed = false));
    arrange(this.element, elements.map((made) => made.element));
    const there = new Set(groups.flatMap((group) => group.fields ?? []));
    this.forget(there);
  }

  newGroup(group) {
    const id = newId();
    const element = make("section", { class: "group-of-fields", "aria-labelledby": group.title ? id : undefined });
    return {
      title: group.title ?? "",
      element,
      heading: group.title ? make("h4", { id, text: group.title, tabindex: "-1" }) : null,
      help: make("p", { class: "help" }),
      fields: make("div", {}),
      actions: make("div", { class: "actions" }),
    };
  }

  fill(made, group) {
    made.help.textContent = group.help ?? "";
    made.fields.className = `fields ${{ canvas: "canvas", "two columns": "columns" }[group.layout] ?? "stack"}`;
    if (group.areas) {
      const rows = group.areas.map((row) => row.trim().split(/\s+/).join(" "));
      made.fields.style.setProperty("--areas", rows.map((row) => `"${row}"`).join(" "));
    }
    const elements = (group.fields ?? []).map((path) => this.at(path));
    arrange(made.fields, elements);
    if (!same(group.actions ?? [], made.did)) {
      made.did = group.actions ?? [];
      made.actions.replaceChildren(...made.did.map((action) => this.action(action)));
    }
    const parts = [made.heading, group.help ? made.help : null, made.fields, made.did.length ? made.actions : null];
    arrange(made.element, parts.filter(Boolean));
  }

  // The element of a field of the form: the one that is there, or a new one.
  at(path) {
    const spec = this.form.spec.fields[path];
    const there = this.elements.get(path);
    if (there) return there;
    const made = this.made(spec);
    this.elements.set(path, made);
    if (spec.area) made.style.setProperty("--area", spec.area);
    return made;
  }

  made(spec) {
    const { path } = spec;
    if (spec.kind === "notes") return this.note(spec);
    const List = spec.is_ticked ? Ticks : Entries;
    if (spec.kind === "entries") return new List(this.form, spec, this.form.values[path] ?? [], this.form.values).element;
    if (spec.kind === "pairs") return this.pairs(spec);
    return new Field(this.form, spec, path, this.form.values[path]).element;
  }

  note(spec) {
    const note = make("div", { class: "field note" });
    if (spec.label) note.append(make("p", { class: "name", text: spec.label }));
    for (const text of (spec.help ?? "").split(/\n\s*\n/)) note.append(make("p", { text }));
    return note;
  }

  renote(spec) {
    const before = this.elements.get(spec.path);
    const note = this.note(spec);
    this.elements.set(spec.path, note);
    before.replaceWith(note);
  }

  // A text for each of several names: a field for each.
  pairs(spec) {
    const box = make("fieldset", {}, make("legend", { text: spec.label }));
    if (spec.help) box.append(make("p", { class: "help", text: spec.help }));
    for (const path of Object.keys(this.form.values).filter((one) => one.startsWith(`${spec.path}[`))) {
      const key = path.slice(spec.path.length + 1, -1);
      const choice = (spec.choices ?? []).find((one) => one.value === key) ?? { label: key };
      const its = { kind: "pairs", label: choice.label, help: choice.help, limit: spec.limit, rows: spec.rows, name: key };
      box.append(new Field(this.form, its, path, this.form.values[path]).element);
    }
    return make("div", { class: "field pairs" }, box);
  }

  forget(there) {
    const owner = (path) => path.replace(/\[.*/, "");
    for (const [path, list] of this.form.lists) if (!there.has(path)) list.removeAll();
    for (const [path, field] of this.form.fields) if (!there.has(path) && !there.has(owner(path))) field.remove();
    for (const path of [...this.elements.keys()]) {
      if (there.has(path)) continue;
      this.elements.get(path).remove();
      this.elements.delete(path);
    }
  }

  action(action) {
    const help = action.help ? make("p", { class: "help", id: newId(), text: action.help }) : null;
    const go = button(action.label, () => this.form.act(action), help ? { "aria-describedby": help.id } : {});
    return make("div", { class: "action" }, go, help);
  }

  focus(title) {
    this.groups.find((group) => group.title === title)?.heading?.focus();
  }
}
