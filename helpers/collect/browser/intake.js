// The screen on which a file of answers comes in: sent, checked, its columns told apart, made a wave.
import { button, make, newId, same } from "../../forms/browser/dom.js";
import { Dropzone } from "../../forms/browser/upload.js";
import { twice } from "../../forms/browser/twice.js";
import { differences } from "./differences.js";
import { Column, needsAnswer } from "./intake_columns.js";
import { Screen } from "./screen.js";

const LOST = "The workbook does not answer. What has arrived and what you have said is safe; reload this page to go on.";

class Intake extends Screen {
  constructor(model, el) {
    super(model, el, LOST);
    this.begin();
  }

  async begin() {
    const place = await this.asked("hello", {}, "place");
    if (!place) return;
    this.wire.desk = place.desk;
    const ask = (kind, content, buffers) => this.wire.ask(kind, content, buffers);
    this.zone = new Dropzone({ ...place, ask, onArrived: (answer) => this.show(answer) });
    this.root.prepend(this.zone.root);
    await this.ask("look");
  }

  // Ask, show what comes, and say in a line what happened.
  async ask(kind, content = {}, done = "") {
    this.root.setAttribute("aria-busy", "true");
    if (kind !== "look") {
      this.said.textContent = "One moment: the file is being read again.";
      this.zone.said.textContent = "";
    }
    const answer = await this.asked(kind, { ...content, sha256: this.sha256 });
    this.root.removeAttribute("aria-busy");
    this.said.textContent = answer ? done : "";
    if (answer?.kind === "intake") this.show(answer);
  }

  // `typed` are inputs that somebody is typing in: what stands in them is newer than what comes.
  show(state, typed = {}) {
    this.state = state;
    if (state.file?.sha256 !== this.sha256) this.isOpen = undefined;
    this.sha256 = state.file?.sha256;
    this.zone.lock(state.is_read_only);
    const parts = state.file ? [this.file(state), this.verdict(state), this.columns(state), this.compared(state), this.wave(state)] : this.brought(state);
    // a column that wants nothing more goes to the others, folded
    this.redraw(parts, '[data-key="columns"]');
    for (const [key, { value }] of Object.entries(typed)) this.typed[key].value = value;
  }

  brought({ brought }) {
    if (!brought) return [];
    const many = brought.usable.toLocaleString("en-GB");
    return [make("p", { class: "good", text: `Brought in as wave ${brought.wave}: ${many} usable ${brought.usable === 1 ? "answer" : "answers"}. The file is kept as it was received.` })];
  }

  file({ file, is_read_only }) {
    const remove = is_read_only ? null : button("Remove this file", () => this.ask("remove", {}, "The file is removed."), { "data-key": "remove" });
    return make(
      "section",
      { class: "file", "aria-label": "The file that waits" },
      make("h4", { text: file.name }),
      make("p", { class: "facts", text: file.facts.join(" · ") }),
      make("details", {}, make("summary", { text: "Fingerprint" }), make("code", { text: `SHA-256 ${file.sha256}` })),
      remove,
    );
  }

  verdict({ verdict, headline, messages, set_aside, codes }) {
    const said = ["refuse", "warn", "note"].map((level) => this.messages(messages.filter((one) => one.level === level)));
    const aside = set_aside.map(([reason, n]) => `${reason}: ${n.toLocaleString("en-GB")}`).join("; ");
    return make(
      "section",
      { class: "verdict", "data-verdict": verdict, "aria-label": "What the check found" },
      make("h4", { text: headline }),
      aside ? make("p", { text: `Set aside and not used. ${aside[0].toUpperCase()}${aside.slice(1)}.` }) : null,
      aside ? button("Save who was set aside, and why, as CSV", () => this.save("aside"), { "data-key": "aside" }) : null,
      ...said,
      codes ? make("p", { class: "facts", text: codes }) : null,
      messages.length ? button("Save this list as CSV", () => this.save("list"), { "data-key": "list" }) : null,
    );
  }

  messages(messages) {
    if (!messages.length) return null;
    const isOpen = messages[0].level !== "note";
    const items = messages.map(({ what, fix }) => make("li", {}, make("span", { text: what }), " ", make("span", { class: "fix", text: fix })));
    const list = make("ul", { class: `messages ${messages[0].level}` }, ...items);
    return make("details", { open: isOpen }, make("summary", { text: `${messages[0].says}: ${messages.length}` }), list);
  }

  columns({ columns, targets, is_read_only, as_in, verdict }) {
    if (!columns.length) return make("div", {});
    const say = (content) => this.ask("read", content, "Noted, and the file is read anew.");
    const cards = (some) => some.map((column) => new Column(column, targets, is_read_only, say).element);
    const asked = columns.filter(needsAnswer);
    const rest = columns.filter((column) => !needsAnswer(column));
    const words = asked.length
      ? `${asked.length} of ${columns.length} columns ${asked.length === 1 ? "wants" : "want"} a look. What is uncertain is never guessed.`
      : verdict === "refuse"
        ? "None of the columns is uncertain by itself. What is missing may be under another heading: look through them."
        : `All ${columns.length} columns are told apart. You can look at each, and say otherwise.`;
    this.isOpen ??= !asked.length && verdict === "refuse" ? true : undefined;
    const asBefore = as_in && !is_read_only ? button(`Read the columns as in wave ${as_in}`, () => say({ as_in }), { "data-key": "as-in" }) : null;
    const folded = make("details", { open: this.isOpen }, make("summary", { text: asked.length ? `${rest.length} other columns` : "Look at the columns" }));
    folded.ontoggle = () => {
      this.isOpen = folded.open;
      if (folded.open && folded.children.length === 1) folded.append(make("ul", { class: "columns" }, ...cards(rest)));
    };
    if (this.isOpen) folded.append(make("ul", { class: "columns" }, ...cards(rest)));
    return make(
      "section",
      { "aria-label": "Which column is which" },
      make("h4", { text: "Which column is which", tabindex: "-1", "data-key": "columns" }),
      make("p", { text: words }),
      asBefore,
      asked.length ? make("ul", { class: "columns" }, ...cards(asked)) : null,
      rest.length ? folded : null,
    );
  }

  // What differs from the wave before, which depends on the name and the day as well.
  compared({ compared }) {
    this.differs = make("div", {});
    if (compared) this.differs.append(...differences(compared, "What stops a comparison is kept with the wave; you can settle it below, once the file is in."));
    return this.differs;
  }

  wave({ wave, verdict, columns, is_read_only }) {
    if (!columns.length) return make("p", { class: "facts", text: "Choose another file above." });
    const name = this.input("Name of the wave", "text", wave.id, "Small letters, digits and hyphens, such as 2026-spring.", "wave", is_read_only);
    const none = verdict === "refuse" ? "Where the file says when people answered, this can stay empty." : "The file does not say: please fill it in.";
    const said = wave.last_day ? `The last answer in the file is of ${british(wave.last_day)}; leave this empty to use that day.` : none;
    const day = this.input("Last day of fieldwork", "date", wave.held_on, said, "held_on", is_read_only);
    this.about = make("div", { role: "status" });
    this.bringing = make("div", {});
    this.offer(this.state);
    const why = verdict === "refuse" ? make("p", { class: "facts", text: "It can be brought in once nothing is left to mend." }) : null;
    const there = wave.there.length ? make("p", { class: "facts", text: `In the project already: ${wave.there.join(", ")}.` }) : null;
    return make("section", { class: "wave", "aria-label": "Bring it in" }, make("h4", { text: "Bring it in as a wave" }), there, name, day, this.about, this.bringing, why);
  }

  // The button, and what it would replace.
  offer({ wave, replaces, doubts, verdict, is_read_only }) {
    const more = { class: "main", disabled: is_read_only || verdict === "refuse", "data-key": "bring" };
    const label = replaces ? `Replace wave ${wave.id}` : "Bring it in";
    const said = [...(replaces ? [replacing(wave.id, replaces)] : []), ...(doubts ?? [])];
    this.about.replaceChildren(...said.map((text) => make("p", { class: "problem-soft", text })));
    if (this.bringing.firstChild?.dataset.label === label) return;
    const press = replaces ? twice(label, () => this.bring(true), more) : button(label, () => this.bring(false), more);
    press.dataset.label = label;
    this.bringing.replaceChildren(press);
  }

  input(label, type, value, help, key, isLocked) {
    const id = newId();
    const input = make("input", { id, type, value, disabled: isLocked, autocomplete: "off", "aria-describedby": `${id}-help`, "data-key": key });
    // Kept as it is typed, without drawing anything anew.
    input.oninput = () => {
      clearTimeout(this.pause);
      this.pause = setTimeout(() => this.keep(), 400);
    };
    input.onchange = () => this.keep();
    this.typed = { ...this.typed, [key]: input };
    return make("div", { class: "field" }, make("label", { for: id, class: "name", text: label }), make("p", { class: "help", id: `${id}-help`, text: help }), input);
  }

  async keep() {
    clearTimeout(this.pause);
    const answer = await this.asked("read", { wave: this.typed.wave.value, held_on: this.typed.held_on.value, sha256: this.sha256 }, "intake");
    if (!answer) return false;
    if (!same(asRead(answer), asRead(this.state))) this.show(answer, this.typed);
    this.state = answer;
    const old = this.differs;
    old.replaceWith(this.compared(answer));
    this.offer(answer);
    return true;
  }

  async bring(isReplacing) {
    const was = Boolean(this.state.replaces);
    if (!(await this.keep())) return;
    // the name was changed since the button was drawn: it is asked anew
    if (Boolean(this.state.replaces) === was) await this.ask("bring", { replace: isReplacing }, "");
  }

  close() {
    clearTimeout(this.pause);
    super.close();
  }
}

const replacing = (wave, { n_before, n_now, n_kept, n_gone, n_withdrawn }) =>
  `There is a wave ${wave} already, with ${n_before} usable answers. This file has ${n_now}: ${n_kept} of those, ${n_now - n_kept} new` +
  `${n_gone ? `, and ${n_gone} of those before are not in it` : ""}. The older file is kept aside with its date, and the corrections are made again.` +
  `${n_withdrawn ? ` ${n_withdrawn} withdrew from this wave: make sure that they are not in the new file, or take them out again below.` : ""}`;

// What is drawn of a file, whatever its wave is called.
const asRead = ({ verdict, messages, columns, as_in }) => ({ verdict, messages, columns, as_in });

const british = (iso) => new Date(`${iso}T12:00`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

export default {
  render({ model, el }) {
    const intake = new Intake(model, el);
    return () => intake.close();
  },
};
