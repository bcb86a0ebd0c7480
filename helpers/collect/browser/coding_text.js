// One text and what somebody gives it: ticks are sent at once, the note when typing pauses, and everything when the page is left.
import { button, make, newId, same } from "../../forms/browser/dom.js";

const PAUSE = 700;

export class CodedText {
  // `send(id, given)` gives true once it is on disk.
  constructor(send, drafts) {
    Object.assign(this, { send, drafts });
    this.element = make("div", {});
  }

  // `state`: the text as the workbook holds it, or null. What was typed here and never saved comes back.
  show(state, themes, isLocked) {
    clearTimeout(this.later);
    this.state = state;
    this.element.replaceChildren();
    if (!state) return;
    const draft = this.drafts.all().get(state.id);
    this.saved = this.given();
    if (draft) Object.assign(state, draft.given);
    this.themes = themes.filter(({ id }) => state.read_for.includes(id));
    this.isLocked = isLocked;
    this.words = make("p", { class: "words", tabindex: "-1", text: state.words });
    const reading = make("section", { class: "reading", "aria-label": "The text" }, make("p", { class: "asked", text: state.heading }), this.words);
    const older = state.is_older ? make("p", { class: "problem-soft", text: "Since you coded this, a theme is new or means something else. Look at it again and tick, or press the button below." }) : null;
    const confirm = state.is_older && !isLocked ? button("It stays as it is", () => this.flush(true), { "data-key": "confirm" }) : null;
    this.element.append(...[reading, older, confirm, this.ticks(), this.note()].filter(Boolean));
    if (draft) this.flush();
  }

  given() {
    const { themes, is_none, note, is_quote } = this.state;
    return { themes: [...themes], is_none, note, is_quote };
  }

  ticks() {
    const none = this.tick("None of these", "Read, and no theme fits.", this.state.is_none, (on) => {
      this.state.is_none = on;
      if (on) this.state.themes = [];
    });
    const each = this.themes.map((theme) => this.tick(theme.name, [theme.meaning, theme.excludes && `Not: ${theme.excludes}`].filter(Boolean).join(" "), this.state.themes.includes(theme.id), (on) => {
      this.state.themes = on ? [...this.state.themes, theme.id] : this.state.themes.filter((id) => id !== theme.id);
      if (on) this.state.is_none = false;
    }));
    this.boxes = [...this.themes.map(({ id }) => id), ""].map((id, at) => [id, [...each, none][at].querySelector("input")]);
    const quote = this.state.may_be_quoted
      ? this.tick("A possible quote", "They agreed to be quoted. It is looked at again before it is shown to anybody.", this.state.is_quote, (on) => (this.state.is_quote = on))
      : make("p", { class: "help", text: "Not to be quoted: there is no consent to that." });
    return make("div", {}, make("fieldset", {}, make("legend", { text: "Themes" }), make("div", { class: "ticks" }, ...each, none)), quote);
  }

  tick(label, help, isOn, set) {
    const id = newId();
    const box = make("input", { id, type: "checkbox", "data-key": `tick ${label}`, "aria-describedby": help && `${id}-help`, disabled: this.isLocked });
    box.checked = isOn;
    box.onchange = () => {
      set(box.checked);
      for (const [theme, other] of this.boxes) other.checked = theme ? this.state.themes.includes(theme) : this.state.is_none;
      this.flush();
    };
    return make("div", { class: "tick" }, box, make("label", { for: id, text: label }), help ? make("p", { class: "help", id: `${id}-help`, text: help }) : null);
  }

  note() {
    const id = newId();
    const note = make("textarea", { id, rows: "2", maxlength: "2000", "data-key": "note", "aria-describedby": `${id}-help`, disabled: this.isLocked });
    note.value = this.state.note;
    note.oninput = () => {
      this.state.note = note.value;
      this.keepDraft();
      clearTimeout(this.later);
      this.later = setTimeout(() => this.flush(), PAUSE);
    };
    note.onblur = () => this.flush();
    const help = make("p", { class: "help", id: `${id}-help`, text: "For yourself and whoever codes with you. Don't copy out what was said." });
    return make("div", { class: "field" }, make("label", { for: id, class: "name", text: "Note" }), help, note);
  }

  isUnsaved() {
    return Boolean(this.state) && !this.isLocked && !same(this.given(), this.saved);
  }

  keepDraft() {
    if (this.isUnsaved()) this.drafts.put(this.state.id, { given: this.given() });
  }

  // True once what stands here is on disk, or nothing was to be saved.
  async flush(isSure = false) {
    clearTimeout(this.later);
    if (!this.isUnsaved() && !(isSure && this.state)) return true;
    const { id } = this.state;
    const given = this.given();
    this.keepDraft();
    const isKept = await this.send(id, given);
    if (isKept && this.state?.id === id) this.saved = given;
    if (isKept) this.drafts.drop(id);
    return isKept && !this.isUnsaved();
  }
}
