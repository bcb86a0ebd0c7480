// One field: its label, help and input, and what becomes of what is typed: kept in this browser, sent, answered.
import { aside, button, day, make, newId, same } from "./dom.js";
import { hint, isSet, makeInput } from "./inputs.js";

const PAUSE = { typed: 600, chosen: 250, exact: 1200 }; // after the last key, after a choice, after the last figure
const LATEST = 1000; // from the first key that was not sent yet; half a number or half a date is not worth sending

export class Field {
  constructor(form, spec, path, saved) {
    Object.assign(this, { form, path, saved: saved ?? (spec.kind === "choices" ? [] : "") });
    this.element = make("div", { class: "field" });
    this.isEdited = false;
    this.build(spec);
    this.input.set(this.saved);
    form.fields.set(path, this);
  }

  build(spec) {
    this.spec = spec;
    const [id, helpId, errorId, countId] = [newId(), newId(), newId(), newId()];
    this.input = makeInput(spec, (how) => this.edited(how));
    this.error = make("p", { class: "error", id: errorId, hidden: true });
    this.count = make("p", { class: "count", id: countId });
    this.clash = make("div", { class: "clash", hidden: true });
    const label = [spec.label, spec.is_needed ? make("span", { class: "needed", text: " (needed)" }) : null];
    const told = [spec.help, hint(spec)].filter(Boolean).join(" ");
    const help = told ? make("p", { class: "help", id: helpId, text: told }) : null;
    const unit = spec.unit ? make("span", { class: "unit", text: spec.unit, id: newId() }) : null;
    this.described = [help && helpId, unit?.id, spec.limit && countId].filter(Boolean);
    this.marked = isSet(spec) ? make("fieldset", {}) : this.input.control;
    const inner = unit ? make("div", { class: "with-unit" }, this.input.element, unit) : this.input.element;
    const rest = [help, this.examples(spec), this.error, this.clash, inner, spec.limit ? this.count : null];
    if (isSet(spec)) {
      this.marked.append(...[make("legend", {}, ...label), ...rest].filter(Boolean));
      this.element.replaceChildren(this.marked);
    } else {
      this.marked.id = id;
      this.element.replaceChildren(...[make("label", { for: id }, ...label), ...rest].filter(Boolean));
    }
    this.element.onfocusout = (event) => this.element.contains(event.relatedTarget) || this.left();
    this.mark("");
    if (this.form.isLocked) this.input.lock();
  }

  examples(spec) {
    const kinds = [["An example", spec.example], ["Good", spec.good], ["Not so good", spec.bad]].filter(([, text]) => text);
    if (!kinds.length) return null;
    const lines = kinds.flatMap(([name, text]) => [make("dt", { text: name }), make("dd", { text })]);
    const summary = make("summary", {}, "See an example", aside(`for ${spec.label}`));
    return make("details", { class: "examples" }, summary, make("dl", {}, ...lines));
  }

  // --- what it holds

  get value() {
    return this.isEdited ? this.input.get() : this.saved;
  }

  get isUnsaved() {
    return !same(this.value, this.saved) && !(this.answered !== undefined && same(this.value, this.answered));
  }

  get isWaiting() {
    return this.isUnsaved && !this.refused && !this.conflict;
  }

  edited(how) {
    this.isEdited = true;
    this.refused = null;
    this.form.refusal = "";
    if (!this.conflict) this.mark(this.input.unfinished?.() ?? "");
    this.keep();
    this.counted();
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.send(), PAUSE[how]);
    if (how !== "exact") this.latest ??= setTimeout(() => this.send(), LATEST);
    this.form.changed();
  }

  keep() {
    if (this.isUnsaved) this.form.keep(this.path, this.draft());
    else this.form.drafts.drop(this.path);
  }

  draft() {
    return { base: this.saved, value: this.value, label: this.spec.label, words: this.inWords(this.value) };
  }

  left() {
    if (this.isWaiting) this.send();
    else if (!this.isUnsaved && (this.isEdited || this.later !== undefined)) this.show(this.saved);
    const unfinished = this.input.unfinished?.();
    if (unfinished) this.mark(unfinished);
  }

  // --- the round trip

  async send(isLeaving = false) {
    clearTimeout(this.pause);
    clearTimeout(this.latest);
    this.latest = null;
    if (!this.isUnsaved || this.conflict || this.refused?.is_answer) return;
    if (this.sending && !isLeaving) return;
    const value = this.value;
    const base = this.sending ? this.sending.value : this.saved;
    if (this.sending && same(base, value)) return;
    const mine = (this.sending = { value });
    this.form.changed();
    mine.answer = this.form.wire.ask("change", { path: this.path, base, new: value });
    const answer = await mine.answer;
    if (this.sending === mine) this.sending = null;
    if (answer) this.answer(answer, value);
    this.form.changed();
  }

  answer(answer, value) {
    this.refused = null;
    if (answer.kind === "saved") {
      this.saved = answer.value;
      this.later = undefined;
      this.answered = value;
      this.conflict = null;
      this.form.status.saved();
      this.form.status.note = "";
      this.settle(answer.problem);
    } else if (answer.kind === "conflict") {
      this.conflict = answer;
      this.askWhich();
    } else {
      this.refused = answer;
      this.mark(answer.is_answer ? `${answer.what} ${answer.fix}` : "");
      if (!answer.is_answer) this.form.tryLater();
    }
  }

  settle(problem) {
    this.clash.hidden = true;
    this.mark(problem ?? "");
    if (this.isUnsaved) {
      this.keep();
      this.send();
      return;
    }
    this.form.drafts.drop(this.path);
    if (!this.element.contains(document.activeElement)) this.show(this.saved);
  }

  // What the workbook holds by now, whoever changed it. What is being typed stays, and so does the caret.
  take(value) {
    if (this.conflict) {
      this.conflict.theirs = value;
      this.askWhich();
      return;
    }
    if (this.sending && same(value, this.sending.value)) this.saved = value; // it arrived; its answer may not
    const isBusy = this.sending || this.isUnsaved || (this.element.contains(document.activeElement) && this.isTyped());
    this.later = same(value, this.saved) ? undefined : value;
    if (!isBusy && this.later !== undefined) this.show(value);
  }

  isTyped() {
    return this.marked?.matches?.("input, textarea");
  }

  show(value) {
    this.saved = this.later ?? value;
    this.later = undefined;
    this.answered = undefined;
    this.isEdited = false;
    this.input.set(this.saved);
    this.counted();
  }

  // Words that were kept in this browser are typed again, as it were.
  restore({ base, value }) {
    if (same(value, this.saved)) {
      this.form.drafts.drop(this.path);
      return;
    }
    this.saved = base;
    this.unfold();
    this.input.set(value);
    this.isEdited = true;
    this.counted();
    this.send();
  }

  // --- what is said about it

  mark(problem) {
    if (problem) this.unfold();
    this.error.textContent = problem;
    this.error.hidden = !problem;
    const described = problem ? [this.error.id, ...this.described] : this.described;
    const marked = this.marked ?? this.input.control;
    if (described.length) marked.setAttribute("aria-describedby", described.join(" "));
    else marked.removeAttribute("aria-describedby");
    if (marked.tagName !== "FIELDSET") marked.setAttribute("aria-invalid", problem ? "true" : "false");
    this.element.classList.toggle("wrong", Boolean(problem));
    this.counted();
  }

  counted() {
    const { limit, kind } = this.spec;
    if (!limit) return;
    const letters = (n) => `${n.toLocaleString("en-GB")} letter${n === 1 ? "" : "s"}`;
    const lines = kind === "lines" ? String(this.value ?? "").split("\n") : [String(this.value ?? "")];
    const left = limit - Math.max(...lines.map((line) => line.length));
    const each = kind === "lines" ? " on each line" : "";
    const roomy = left > limit / 4 ? `Up to ${letters(limit)}${each}` : `${letters(left)} left${each && " on this line"}`;
    this.count.textContent = left < 0 ? `${letters(-left)} too many` : roomy;
    this.count.classList.toggle("over", left < 0);
  }

  // A card that is folded opens where there is something to look at.
  unfold() {
    this.element.closest("details.folded")?.setAttribute("open", "");
  }

  askWhich() {
    this.unfold();
    const { theirs, who, when } = this.conflict;
    const by = `${who || "Somebody else"} changed this${when ? ` at ${day(new Date(when))}` : ""} while you were writing.`;
    const mine = button("Keep mine", () => this.keepMine());
    const others = button("Take theirs", () => this.takeTheirs());
    this.clash.replaceChildren(
      make("p", { text: by }),
      make("p", { class: "name", text: "Theirs" }),
      make("blockquote", { text: this.inWords(theirs) || "(empty)" }),
      make("p", { class: "name", text: "Yours is in the field below." }),
      make("div", { class: "buttons" }, mine, others),
    );
    this.clash.setAttribute("role", "group");
    this.clash.setAttribute("aria-label", `${this.spec.label}: two versions`);
    this.clash.hidden = false;
  }

  inWords(value) {
    const labels = new Map((this.spec.choices ?? []).map((choice) => [choice.value, choice.label]));
    const one = (word) => labels.get(word) ?? (this.spec.kind === "yes_no" ? { yes: "Yes", no: "No" }[word] : word);
    return Array.isArray(value) ? value.map(one).join("; ") : String(one(value) ?? "");
  }

  keepMine() {
    this.saved = this.conflict.theirs;
    this.isEdited = true;
    this.done();
    this.keep();
    this.send();
  }

  takeTheirs() {
    const theirs = this.conflict.theirs;
    this.done();
    this.form.drafts.drop(this.path);
    this.show(theirs);
    this.form.changed();
  }

  done() {
    this.conflict = null;
    this.answered = this.later = undefined; // what was known before the two versions
    this.clash.hidden = true;
    this.input.focus();
  }

  // The field is asked for in another way now, such as with other choices.
  rebuild(spec) {
    const focused = this.element.contains(document.activeElement) ? document.activeElement : null;
    const [value, choice] = [this.value, focused?.value];
    const [start, end] = focused?.selectionStart === undefined ? [] : [focused.selectionStart, focused.selectionEnd];
    const isOpen = this.element.querySelector("details.many")?.open;
    const problem = this.error.textContent;
    this.build(spec);
    this.input.set(value);
    this.mark(problem);
    if (isOpen) this.element.querySelector("details.many")?.setAttribute("open", "");
    if (this.conflict) this.askWhich();
    if (!focused) return;
    const again = [...this.element.querySelectorAll("input")].find((input) => input.value === choice && isSet(spec));
    again ? again.focus() : this.input.focus();
    if (start !== undefined && start !== null) this.input.control?.setSelectionRange?.(start, end);
  }

  // What it is for is gone. Words that are not on disk, and will not be, stay in sight.
  async remove() {
    clearTimeout(this.pause);
    clearTimeout(this.latest);
    this.form.fields.delete(this.path);
    this.element.remove();
    await this.sending?.answer;
    if (!this.isUnsaved) return;
    const again = this.form.fields.get(this.path);
    again ? again.restore(this.draft()) : this.form.keepHomeless(this.path, this.draft(), true);
  }
}
