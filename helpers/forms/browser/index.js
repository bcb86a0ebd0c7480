// A list to search and filter, in the browser alone. Native inputs and <details>; how many are shown is announced.
import { make, newId, rooted } from "./dom.js";

class Index {
  constructor(model, el) {
    this.model = model;
    this.root = rooted(el, "div", "workbook-index");
    this.receive = (message) => this.read(message);
    model.on("msg:custom", this.receive);
    model.send({ kind: "hello" });
  }

  read(message) {
    if (message.kind === "list" && !this.entries) this.build(message);
    if (message.kind !== "list" && message.kind !== "marked") return;
    this.marked = message.marked;
    this.show();
  }

  build({ title, filters, items, marked }) {
    this.marks = Object.keys(marked);
    this.words = make("input", { type: "search", autocomplete: "off" });
    const yesOrNo = this.marks.map((name) => ({ name, values: ["Yes", "No"] }));
    this.selects = [...filters, ...yesOrNo].map(({ name, values }) => this.choice(name, values));
    this.status = make("p", { class: "count", role: "status" });
    this.entries = items.map((item) => this.entry(item));
    const clear = make("button", { type: "button", text: "Clear search and filters", onclick: () => this.clear() });
    this.controls = make(
      "form",
      { role: "search", "aria-label": title, oninput: () => this.soon(), onsubmit: (event) => event.preventDefault() },
      this.labelled("Search for words", this.words),
      ...this.selects.map(({ name, input }) => this.labelled(name, input)),
      make("div", { class: "filter" }, clear),
    );
    this.root.append(this.controls, this.status, make("ul", {}, ...this.entries.map((entry) => entry.element)));
  }

  labelled(label, input) {
    input.id = newId();
    return make("div", { class: "filter" }, make("label", { for: input.id, text: label }), input);
  }

  choice(name, values) {
    const options = values.map((value) => make("option", { value, text: value }));
    return { name, input: make("select", {}, make("option", { value: "", text: "Any" }), ...options) };
  }

  entry(item) {
    const facts = item.facts.flatMap(([term, text]) => [make("dt", { text: term }), make("dd", { text })]);
    const marks = make("span", { class: "marks" });
    const summary = make("summary", {}, make("span", { text: item.title }), " ", marks);
    const element = make("li", {}, make("details", {}, summary, make("dl", {}, ...facts)));
    return { item, element, marks, text: [item.title, ...item.facts.flat()].join(" ").toLowerCase() };
  }

  // Not at every letter, so that a screen reader says the last number only.
  soon() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.show(), 200);
  }

  show() {
    const words = this.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    for (const entry of this.entries) {
      const fits = words.every((word) => entry.text.includes(word)) && this.selects.every((one) => this.fits(entry.item, one));
      entry.element.hidden = !fits;
      n += fits ? 1 : 0;
      const its = this.marks.filter((name) => this.marked[name].includes(entry.item.id));
      entry.marks.replaceChildren(...its.map((name) => make("span", { class: "mark", text: name })));
    }
    const said = this.inShort(n);
    if (this.status.textContent !== said) this.status.textContent = said;
  }

  fits(item, { name, input }) {
    if (!input.value) return true;
    if (this.marks.includes(name)) return this.marked[name].includes(item.id) === (input.value === "Yes");
    return (item.tags[name] ?? []).includes(input.value);
  }

  inShort(n) {
    const all = this.entries.length;
    if (n === all) return `All ${all} are shown.`;
    return n ? `${n} of ${all} are shown.` : `None of ${all} fits. Use fewer words, or fewer filters.`;
  }

  clear() {
    this.controls.reset();
    this.show();
    this.words.focus();
  }

  close() {
    clearTimeout(this.pause);
    this.model.off("msg:custom", this.receive);
  }
}

export default {
  render({ model, el }) {
    const index = new Index(model, el);
    return () => index.close();
  },
};
