// Quotes: chosen from the texts that somebody marked, where people agreed; why, and what is said of the person, is asked for.
import { button, make, newId } from "../../forms/browser/dom.js";
import { twice } from "../../forms/browser/twice.js";

const HELP = "Leave words out with …, and put your own in square brackets in the place of names, places, or anything else that could tell who it was: [a town]. Everything else stays as it was said.";

export class Quotes {
  // `act(what, said)` tells the workbook, and gives its answer.
  constructor(act) {
    this.act = act;
    this.body = make("div", {});
    this.element = make("details", { ontoggle: () => this.element.open && this.look() }, make("summary", { text: "Choose quotes" }), this.body);
  }

  renew() {
    if (this.element.open && !this.body.contains(document.activeElement)) this.look();
  }

  async look() {
    this.show(await this.act("quotes", {}));
  }

  show(answer) {
    if (answer?.kind !== "quoted") return;
    const lost = answer.n_lost ? make("p", { class: "problem-soft", text: `${answer.n_lost} chosen before ${answer.n_lost === 1 ? "is" : "are"} shown no more: the words are gone or read otherwise now, or the consent is.` }) : null;
    const none = answer.possible.length ? null : make("p", { text: "Mark a text above as a possible quote, and it is here to be looked at again." });
    this.heading = make("h4", { tabindex: "-1", text: "Chosen" });
    const chosen = answer.chosen.length ? answer.chosen.map((one, at) => this.there(one, at)) : [make("p", { text: "None yet." })];
    this.body.replaceChildren(...[lost, this.heading, ...chosen, make("h4", { text: "Possible" }), none, ...answer.possible.map((one, at) => this.possible(one, at))].filter(Boolean));
  }

  there({ id, heading, words, whose, who, why, left_out }, number) {
    const away = this.isLocked ? null : twice("Take this quote back", () => this.done("take back", { id }));
    const about = [whose, `Chosen by ${who}: ${why}`, left_out].filter(Boolean);
    return make("section", { class: "one", "aria-label": `Chosen quote ${number + 1}` }, make("p", { class: "asked", text: heading }), make("blockquote", { text: `“${words}”` }), ...about.map((text) => make("p", { class: "help", text })), away);
  }

  possible({ id, heading, words, offered }, number) {
    const beside = new Set();
    const edited = this.field(`Quote ${number + 1}`, HELP, make("textarea", { rows: "3", "data-key": `quote ${number}` }));
    edited.input.value = words;
    const why = this.field(`Why this one (quote ${number + 1})`, "What it shows, in a sentence. Others may ask why they were not chosen.", make("input", { type: "text", autocomplete: "off" }));
    const ticks = offered.map(([code, name]) => {
      const at = newId();
      const box = make("input", { id: at, type: "checkbox", onchange: () => (box.checked ? beside.add(code) : beside.delete(code)) });
      return make("div", { class: "tick" }, box, make("label", { for: at, text: name }));
    });
    const people = offered.length ? make("fieldset", {}, make("legend", { text: "Said of the person beside it" }), make("p", { class: "help", text: "As little as the quote needs. What too few people share is refused." }), make("div", { class: "ticks" }, ...ticks)) : null;
    const press = button("Choose this quote", () => this.done("choose", { id, words: edited.input.value, why: why.input.value, beside: [...beside] }), { disabled: this.isLocked });
    return make("section", { class: "one", "aria-label": `Possible quote ${number + 1}` }, make("p", { class: "asked", text: heading }), edited.element, why.element, people, press);
  }

  field(label, help, input) {
    input.id = newId();
    input.setAttribute("aria-describedby", `${input.id}-help`);
    const element = make("div", { class: "field" }, make("label", { for: input.id, class: "name", text: label }), make("p", { class: "help", id: `${input.id}-help`, text: help }), input);
    return { element, input };
  }

  async done(what, said) {
    const answer = await this.act(what, said);
    this.show(answer);
    if (answer?.kind === "quoted") this.heading.focus();
  }
}
