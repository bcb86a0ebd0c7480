// Coding: one text after another, whoever sits there on their own; then two people compared, and quotes.
import { button, make, newId } from "../../forms/browser/dom.js";
import { Drafts, remembered } from "../../forms/browser/drafts.js";
import { Status } from "../../forms/browser/status.js";
import { whenChosen } from "./chosen.js";
import { Compared } from "./coding_compare.js";
import { Quotes } from "./coding_quotes.js";
import { CodedText } from "./coding_text.js";
import { Screen } from "./screen.js";

const LOST = "Not saved: the workbook does not answer. What you do is kept in this browser; reload the page to go on.";
const NONE = { uncoded: "Every text of these is coded. Well done.", all: "There is nothing here." };

class Coding extends Screen {
  constructor(model, el) {
    super(model, el, LOST);
    this.root.classList.add("workbook-coding");
    this.wanted = { show: "uncoded", place: "", theme: "" };
    this.status = new Status(this.root);
    for (const part of ["top", "moves", "below"]) this[part] = make("div", {});
    this.root.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !this.state?.text) return;
      event.preventDefault();
      this.go(1);
    });
    Object.assign(this.wire, { onLost: () => this.cut(true), onBack: () => this.cut(false), who: () => remembered("name") });
    this.receive = (message) => message.kind === "changed" && this.look();
    model.on("msg:custom", this.receive);
    this.leaving = () => this.text?.flush();
    this.hiding = () => document.visibilityState === "hidden" && this.leaving();
    this.warning = (event) => this.isRefused && this.text?.isUnsaved() && event.preventDefault();
    addEventListener("pagehide", this.leaving);
    addEventListener("beforeunload", this.warning, { capture: true });
    document.addEventListener("visibilitychange", this.hiding);
    this.begin();
  }

  async begin() {
    const hello = await this.asked("hello", {}, "hello");
    this.said.textContent = "";
    if (!hello) return;
    this.wire.desk = hello.desk;
    this.text = new CodedText((id, given) => this.keep(id, given), new Drafts([hello.project], "2.3 coding"));
    const act = (what, said) => this.act(what, said);
    this.compared = new Compared(act);
    this.quotes = new Quotes(act);
    this.body.append(this.top, this.text.element, this.moves, this.status.seen, this.status.polite, this.status.urgent, this.below);
    this.body.insertBefore(this.lost, this.moves);
    this.below.append(this.compared.element, this.quotes.element);
    this.compared.nameOf = (id) => this.state.themes.find((theme) => theme.id === id)?.name ?? id;
    await this.look();
    this.status.show("fresh", this.status.savedLine());
  }

  get coder() {
    return remembered("name").trim();
  }

  async look(step = 0, at = this.state?.text?.id ?? "") {
    if (this.text.isUnsaved() && !(await this.text.flush())) return;
    const state = await this.asked("look", { batch: this.batch ?? "", coder: this.coder, said: { ...this.wanted, at, step } }, "coding");
    if (!state) return;
    this.state = state;
    this.batch = state.batch;
    this.compared.isLocked = this.quotes.isLocked = state.is_read_only;
    this.draw();
  }

  // To another text; at the end of the list it is said that there is none.
  async go(step) {
    const from = this.state.text?.id ?? "";
    if (this.text.isUnsaved() && !(await this.text.flush())) return;
    await this.look(step, from);
    (this.state.text ? this.text.words : this.moves.querySelector("p"))?.focus({ preventScroll: false });
  }

  async keep(id, given) {
    this.status.show("saving", "Saving…");
    const answer = await this.asked("code", { batch: this.batch, coder: this.coder, said: { id, ...given } }, "coded");
    this.isRefused = !answer;
    if (this.isRefused) {
      this.status.show("refused", "Not saved.");
      return false;
    }
    this.status.saved();
    this.status.show("saved", this.status.savedLine());
    return true;
  }

  async act(what, said) {
    this.root.setAttribute("aria-busy", "true");
    const answer = await this.asked("act", { what, said, batch: this.batch, coder: this.coder });
    this.root.removeAttribute("aria-busy");
    return answer;
  }

  cut(isLost) {
    this.status.show(isLost ? "lost" : "fresh", isLost ? LOST : this.status.savedLine());
    if (!isLost) this.text?.flush();
  }

  draw() {
    const { state } = this;
    const at = document.activeElement;
    const key = at && this.root.contains(at) ? at.dataset.key : "";
    const begins = state.batches.length > 0;
    this.top.replaceChildren(...(begins ? [this.chooser(), this.name(), ...this.filters()] : [make("p", { text: "There are no answers and no notes to code yet: they come in at step 2.2." })]));
    this.below.hidden = !begins;
    const isReady = begins && this.coder && state.themes.length;
    const text = isReady ? state.text : null;
    if (text?.id !== this.text.state?.id || !this.text.isUnsaved()) this.text.show(text, state.themes, state.is_read_only);
    this.moves.replaceChildren(...(begins ? this.buttons(isReady) : []));
    this.compared.renew();
    this.quotes.renew();
    if (key) this.root.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }

  chooser() {
    return this.select("What is coded", "batch", this.state.batches, this.batch, (value) => {
      this.batch = value;
      Object.assign(this.wanted, { place: "", theme: "" });
      this.look(0, "");
    });
  }

  name() {
    const id = newId();
    const input = make("input", { id, type: "text", autocomplete: "off", "data-key": "coder", "aria-describedby": `${id}-help` });
    input.value = this.coder;
    input.onchange = async () => {
      await this.text.flush();
      remembered("name", input.value.trim());
      this.look(0, "");
    };
    const help = make("p", { class: "help", id: `${id}-help`, text: "Always written the same way. You see only what you coded yourself; whoever codes with you gives another name, and doesn't see yours." });
    return make("div", { class: "field" }, make("label", { for: id, class: "name", text: "Your name or initials" }), help, input);
  }

  filters() {
    const { state, wanted } = this;
    if (!this.coder || !state.themes.length) return [];
    const set = (name) => (value) => {
      wanted[name] = value;
      this.look(0, "");
    };
    const lost = state.n_lost ? make("p", { class: "problem-soft", text: `${state.n_lost} ${state.n_lost === 1 ? "text was" : "texts were"} coded that ${state.n_lost === 1 ? "is" : "are"} not here any more or read otherwise now: the file was corrected, or a consent taken back. What was given them is not counted.` }) : null;
    const choices = make(
      "div",
      { class: "filters" },
      this.select("Show", "show", state.show, wanted.show, set("show")),
      this.select("Asked, or said in", "place", [["", "Everything"], ...state.places], wanted.place, set("place")),
      this.select("With the theme", "theme", [["", "Any or none"], ...state.themes.map(({ id, name }) => [id, name])], wanted.theme, set("theme")),
    );
    return [choices, make("p", { class: "progress", text: `You have coded ${state.n_done.toLocaleString("en-GB")} of ${state.n_texts.toLocaleString("en-GB")} texts.` }), lost].filter(Boolean);
  }

  select(label, key, options, value, then) {
    const id = newId();
    const select = make("select", { id, "data-key": key }, ...options.map(([option, text]) => make("option", { value: option, text })));
    select.value = value;
    whenChosen(select, () => then(select.value));
    return make("div", { class: "field" }, make("label", { for: id, class: "name", text: label }), select);
  }

  buttons(isReady) {
    const { state } = this;
    if (!this.coder) return [make("p", { text: "Say who codes, and the first text is shown." })];
    if (!isReady) return [make("p", { text: "There are no themes yet: add some above, or have some suggested." })];
    if (!state.text) {
      const words = NONE[this.wanted.show] ?? "There is none of these.";
      const isEnd = state.n_found > 0;
      return [make("p", { tabindex: "-1", text: isEnd ? "That was the last of these in this direction." : words }), isEnd ? button("To the first", () => this.look(0, ""), { "data-key": "first" }) : ""];
    }
    const where = state.number ? `Text ${state.number.toLocaleString("en-GB")} of ${state.n_found.toLocaleString("en-GB")} shown.` : "";
    const help = make("p", { class: "help", text: `${where} Ctrl and Enter goes to the next one too.`.trim() });
    return [make("div", { class: "moves" }, button("Back", () => this.go(-1), { "data-key": "back" }), button("Next", () => this.go(1), { class: "main", "data-key": "next" })), help];
  }

  close() {
    this.text?.flush();
    removeEventListener("pagehide", this.leaving);
    removeEventListener("beforeunload", this.warning, { capture: true });
    document.removeEventListener("visibilitychange", this.hiding);
    this.model.off("msg:custom", this.receive);
    super.close();
  }
}

export default {
  render({ model, el }) {
    const coding = new Coding(model, el);
    return () => coding.close();
  },
};
