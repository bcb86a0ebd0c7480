// Two people who coded the same texts: how far they agree, and what they settle together.
import { button, make, newId } from "../../forms/browser/dom.js";
import { whenChosen } from "./chosen.js";

export class Compared {
  // `act(what, said)` tells the workbook, and gives its answer.
  constructor(act) {
    this.act = act;
    this.body = make("div", {});
    const label = make("summary", { text: "Compare two people, and settle what they differ on" });
    this.element = make("details", { ontoggle: () => this.element.open && this.look() }, label, this.body);
  }

  renew() {
    if (this.element.open) this.look();
  }

  async look(pair = this.pair ?? []) {
    this.show(await this.act("compare", { first: pair[0] ?? "", second: pair[1] ?? "" }));
  }

  show(answer) {
    if (answer?.kind !== "compared") return;
    this.pair = answer.pair;
    if (!answer.pair) return this.body.replaceChildren(make("p", { text: "Nobody has coded a text that somebody else coded too. Let two people code the same texts, each alone; twenty or thirty are enough to begin with." }));
    const focus = this.body.contains(document.activeElement) ? document.activeElement.dataset.key : "";
    this.body.replaceChildren(this.choice(answer), this.table(answer), make("p", { class: "help", text: answer.explained }), ...this.differences(answer));
    if (focus) (this.body.querySelector(`[data-key="${CSS.escape(focus)}"]`) ?? this.body.querySelector("h4"))?.focus();
  }

  choice({ pairs, pair }) {
    const id = newId();
    const name = ([one, other]) => JSON.stringify([one, other]);
    const select = make("select", { id, "data-key": "pair" }, ...pairs.map(([one, other, n]) => make("option", { value: name([one, other]), text: `${one} and ${other}: ${n} ${n === 1 ? "text" : "texts"}` })));
    select.value = name(pair);
    whenChosen(select, () => this.look(JSON.parse(select.value)));
    return make("div", { class: "field" }, make("label", { for: id, class: "name", text: "Who, and how many texts both coded" }), select);
  }

  table({ rows }) {
    const head = ["Theme", "Texts", "Same", "Cohen's kappa", "Krippendorff's alpha", "What that means"].map((text) => make("th", { scope: "col", text }));
    const lines = rows.map(([theme, ...cells]) => make("tr", {}, make("th", { scope: "row", text: theme }), ...cells.map((text, at) => make("td", { text, class: at < 2 ? "number" : null }))));
    return make("div", { class: "scroll agreement", tabindex: "0", role: "region", "aria-label": "Agreement, theme by theme" }, make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...lines)));
  }

  differences({ differences, n_differences }) {
    const heading = make("h4", { tabindex: "-1", text: "Where they differ" });
    if (!n_differences) return [heading, make("p", { class: "good", text: "Nowhere, or everything is settled." })];
    const more = n_differences > differences.length ? make("p", { text: `The first ${differences.length} of ${n_differences}.` }) : null;
    return [heading, make("p", { text: "Read each together. Tick what you agree on; until then a theme counts only where both gave it." }), more, ...differences.map((one, at) => this.one(one, at))].filter(Boolean);
  }

  one({ id, heading, words, both, first, second }, number) {
    const chosen = new Set(both);
    const said = (theme) => (both.includes(theme) ? "both" : first.includes(theme) ? this.pair[0] : this.pair[1]);
    const ticks = [...both, ...first, ...second].map((theme) => {
      const at = newId();
      const box = make("input", { id: at, type: "checkbox" });
      box.checked = chosen.has(theme);
      box.onchange = () => (box.checked ? chosen.add(theme) : chosen.delete(theme));
      return make("div", { class: "tick" }, box, make("label", { for: at, text: `${this.nameOf(theme)} (${said(theme)})` }));
    });
    const settle = button("This is what we agree on", () => this.settle(id, [...chosen]), { "data-key": `settle ${number}`, disabled: this.isLocked });
    return make("section", { class: "one", "aria-label": `Difference ${number + 1}` }, make("p", { class: "asked", text: heading }), make("p", { class: "words", text: words }), make("fieldset", {}, make("legend", { text: "Themes, and who gave them" }), ...ticks), settle);
  }

  async settle(id, themes) {
    const [first, second] = this.pair;
    this.show(await this.act("settle", { id, themes, first, second }));
  }
}
