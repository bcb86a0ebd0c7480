// A list of entries, each a card with its own fields; cards are added, removed and moved by button.
import { arrange, aside, button, make, newId, same, token } from "./dom.js";
import { Field } from "./field.js";

const SHORT = 2; // cards; a longer list folds those that were filled in earlier
const GIST = 110; // letters of a folded card's first answer

export class Entries {
  constructor(form, spec, keys, values) {
    Object.assign(this, { form, spec, path: spec.path, keys: [], cards: new Map() });
    this.list = make("ol", { class: "cards" });
    this.element = make("div", { class: "field entries", role: "group" });
    form.lists.set(this.path, this);
    this.build();
    this.take(keys, values);
  }

  build() {
    const { spec } = this;
    const id = newId();
    const needed = spec.is_needed ? make("span", { class: "needed", text: " (needed)" }) : null;
    this.heading = make("p", { class: "list-label", id, tabindex: "-1" }, spec.label, needed);
    this.element.setAttribute("aria-labelledby", id);
    const help = spec.help ? make("p", { class: "help", text: spec.help }) : null;
    this.adding = make("div", { class: "adding" });
    this.element.replaceChildren(...[this.heading, help, this.opener, this.list, this.adding].filter(Boolean));
  }

  // --- following the workbook

  take(keys, values) {
    this.expected = this.keys.length ? 0 : keys.length;
    for (const key of this.keys) if (!keys.includes(key)) this.drop(key);
    for (const key of keys) if (!this.cards.has(key)) this.cards.set(key, this.card(key, values));
    this.keys = keys;
    this.order();
    this.offer();
  }

  order() {
    const items = [];
    const seen = new Set();
    for (const key of this.keys) {
      const its = this.spec.is_fixed ? (this.choice(key)?.group ?? "") : "";
      if (its && !seen.has(its)) items.push(this.groupHeading(its));
      seen.add(its);
      items.push(this.cards.get(key).element);
    }
    arrange(this.list, items);
    this.keys.forEach((key, at) => this.name(key, at));
  }

  groupHeading(label) {
    this.headings ??= new Map();
    if (!this.headings.has(label)) this.headings.set(label, make("li", { class: "cards-heading", text: label }));
    return this.headings.get(label);
  }

  card(key, values) {
    const legend = make("legend", { tabindex: "-1" });
    const help = make("p", { class: "help" });
    const box = make("fieldset", { class: "card" }, legend);
    const card = { element: make("li", {}, box), legend, help, box, fields: [], key };
    this.explain(card);
    for (const spec of this.spec.entry) {
      if (spec.kind === "notes") {
        box.append(make("p", { class: "help", text: spec.help }));
        continue;
      }
      const path = `${this.path}[${key}].${spec.name}`;
      const field = new Field(this.form, spec, path, values[path]);
      card.fields.push(field);
      box.append(field.element);
    }
    if (!this.spec.is_fixed && !this.form.isLocked) box.append(this.buttons(card));
    if (this.isLong() && this.gist(card)) this.fold(card);
    return card;
  }

  // --- folding: where a list is long, a card that was filled in earlier is one line until somebody opens it

  isLong() {
    const drafted = (this.spec.choices ?? []).some((choice) => (choice.help ?? "").length > GIST);
    return this.expected > SHORT && (this.spec.entry.length > 1 || drafted);
  }

  fold(card) {
    card.summary = make("summary", {}, make("span", { class: "name" }), make("span", { class: "gist" }));
    card.outer = make("details", { class: "folded" }, card.summary, card.box);
    card.outer.ontoggle = () => this.sum(card);
    card.element.replaceChildren(card.outer);
    this.openers();
  }

  openers() {
    if (this.opener) return;
    const all = (open) => this.cards.forEach((card) => card.outer && (card.outer.open = open));
    const about = aside(`: ${this.spec.label}`);
    this.opener = make("div", { class: "buttons" }, button("Open all", () => all(true), { class: "quiet" }), button("Close all", () => all(false), { class: "quiet" }));
    this.opener.querySelectorAll("button").forEach((one) => one.append(about.cloneNode(true)));
    this.list.before(this.opener);
  }

  gist(card) {
    const written = card.fields.filter(({ spec }) => ["text", "long", "lines"].includes(spec.kind));
    const said = written.map((field) => String(field.value ?? "").replace(/\s+/g, " ").trim()).find(Boolean) ?? "";
    return said.length > GIST ? `${said.slice(0, GIST).replace(/\s\S*$/, "")} …` : said;
  }

  sum(card) {
    if (!card.outer) return;
    const [name, gist] = card.summary.children;
    name.textContent = card.legend.textContent;
    gist.textContent = card.outer.open ? "" : this.gist(card);
  }

  explain(card) {
    const help = this.choice(card.key)?.help ?? "";
    if (card.help.textContent !== help) card.help.textContent = help;
    if (!help) card.help.remove();
    else if (!card.help.isConnected) card.legend.after(card.help);
  }

  buttons(card) {
    const { key } = card;
    card.up = button("Move up", () => this.move(key, -1), { class: "quiet" });
    card.down = button("Move down", () => this.move(key, 1), { class: "quiet" });
    card.away = button("Remove", () => this.remove(key), { class: "quiet" });
    return make("div", { class: "buttons" }, card.up, card.down, card.away);
  }

  name(key, at) {
    const card = this.cards.get(key);
    const title = this.title(key, at);
    if (card.legend.textContent !== title) card.legend.textContent = title;
    this.sum(card);
    if (!card.up) return;
    for (const one of [card.up, card.down, card.away]) {
      const verb = one.firstChild.textContent;
      one.replaceChildren(verb, aside(title));
    }
    card.up.hidden = card.down.hidden = this.keys.length < 2;
    card.up.setAttribute("aria-disabled", String(at === 0));
    card.down.setAttribute("aria-disabled", String(at === this.keys.length - 1));
  }

  title(key, at) {
    return this.choice(key)?.label ?? (this.isChosen() ? key : `${this.spec.one} ${at + 1}`);
  }

  choice(key) {
    return (this.spec.choices ?? []).find((choice) => choice.value === key);
  }

  isChosen() {
    return !this.spec.key_prefix;
  }

  drop(key) {
    const card = this.cards.get(key);
    for (const field of card.fields) field.remove();
    card.element.remove();
    this.cards.delete(key);
  }

  // --- adding

  offer() {
    if (this.spec.is_fixed || this.form.isLocked) return;
    if (!this.isChosen()) {
      this.adder ??= button(this.spec.add, () => this.add(`${this.spec.key_prefix}${token(4)}`), { class: "add" });
      if (!this.adder.isConnected) this.adding.replaceChildren(this.adder);
      return;
    }
    const left = (this.spec.choices ?? []).filter((choice) => !this.keys.includes(choice.value));
    if (same(left, this.left)) return;
    this.left = left;
    this.pickOne(left);
  }

  pickOne(left) {
    const hadFocus = this.adding.contains(document.activeElement);
    const id = newId();
    const isTyped = !(this.spec.choices ?? []).length;
    const pick = isTyped ? make("input", { type: "text", id }) : make("select", { id }, make("option", { value: "", text: "Choose one" }));
    const groups = new Map();
    for (const choice of left) {
      const one = make("option", { value: choice.value, text: choice.label });
      if (choice.group && !groups.has(choice.group)) pick.append(make("optgroup", { label: choice.group }));
      if (choice.group && !groups.has(choice.group)) groups.set(choice.group, pick.lastElementChild);
      (groups.get(choice.group) ?? pick).append(one);
    }
    const go = button(this.spec.add, () => (pick.value ? this.add(pick.value) : pick.focus()), { class: "add" });
    this.adding.replaceChildren(make("label", { for: id, text: `${this.spec.one} to add` }), pick, go);
    this.adding.hidden = !isTyped && !left.length;
    if (hadFocus) pick.focus();
  }

  async add(key) {
    const answer = await this.form.ask("change", { path: `${this.path}[${key}]`, base: null, new: {} });
    if (answer?.kind !== "saved") return;
    this.form.status.saved();
    const card = this.cards.get(key);
    (card?.fields[0] ?? card?.away)?.focus?.();
    card?.fields[0]?.input.focus();
    this.form.tell(`Added: ${card?.legend.textContent ?? this.spec.one}.`);
  }

  async remove(key) {
    await this.form.settled();
    const card = this.cards.get(key);
    const at = this.keys.indexOf(key);
    const title = card.legend.textContent;
    const base = Object.fromEntries(card.fields.map((field) => [field.spec.name, field.saved]));
    const answer = await this.form.ask("change", { path: `${this.path}[${key}]`, base, new: null });
    if (answer?.kind !== "saved") return;
    this.form.status.saved();
    const next = this.cards.get(this.keys[Math.min(at, this.keys.length - 1)]);
    (next?.summary ?? next?.legend ?? this.heading).focus();
    this.form.tell(`Removed: ${title}. "Undo" brings it back.`);
  }

  async move(key, by) {
    const at = this.keys.indexOf(key);
    const to = at + by;
    if (to < 0 || to >= this.keys.length) return;
    const order = [...this.keys];
    order.splice(at, 1);
    order.splice(to, 0, key);
    await this.form.settled();
    const answer = await this.form.ask("change", { path: this.path, base: this.keys, new: order });
    if (answer?.kind !== "saved") return;
    this.form.status.saved();
    this.form.tell(`Moved to place ${to + 1} of ${order.length}.`);
  }

  rebuild(spec) {
    const before = this.spec;
    this.spec = spec;
    if (before.label !== spec.label || before.help !== spec.help) {
      this.adder = this.left = undefined;
      this.build();
    }
    const fields = new Map(spec.entry.map((one) => [one.name, one]));
    for (const card of this.cards.values()) {
      this.explain(card);
      for (const field of card.fields) {
        const its = fields.get(field.spec.name);
        if (its && !same(its, field.spec)) field.rebuild(its);
      }
    }
    this.left = undefined;
    this.order();
    this.offer();
  }

  focus() {
    this.heading.focus();
  }

  removeAll() {
    [...this.cards.keys()].forEach((key) => this.drop(key));
    this.form.lists.delete(this.path);
    this.element.remove();
  }
}
