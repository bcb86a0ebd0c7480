// The screen on which a file of answers comes in: sent, checked, its columns told apart, made a wave.
import { button, make, newId } from "../../forms/browser/dom.js";
import { Dropzone } from "../../forms/browser/upload.js";
import { Wire } from "../../forms/browser/wire.js";
import { Column, needsAnswer } from "./intake_columns.js";

const LOST = "The workbook does not answer. What has arrived and what you have said is safe; reload this page to go on.";
const SHOWN = 12; // columns that need nobody, before the rest is folded

class Intake {
  constructor(model, el) {
    this.model = model;
    this.root = make("div", { class: "workbook-upload workbook-intake", "data-lm-suppress-shortcuts": "true" });
    this.lost = make("p", { class: "problem", role: "alert", hidden: true });
    this.said = make("p", { class: "said", role: "status", text: "Opening…" });
    this.body = make("div", {});
    el.append(this.root);
    for (const kind of ["keydown", "keypress", "keyup", "contextmenu", "paste", "copy", "cut"]) {
      this.root.addEventListener(kind, (event) => event.stopPropagation());
    }
    this.root.append(this.said, this.lost);
    this.wire = new Wire(model, { onState: () => {}, onLost: () => this.tell(LOST), onBack: () => this.tell("") });
    this.begin();
  }

  async begin() {
    const place = await this.wire.ask("hello");
    if (place?.kind !== "place") return this.tell(place ? `${place.what} ${place.fix}` : LOST);
    this.wire.desk = place.desk;
    const ask = (kind, content, buffers) => this.wire.ask(kind, content, buffers);
    this.zone = new Dropzone({ ...place, ask, onArrived: (answer) => this.show(answer) });
    this.root.prepend(this.zone.root);
    this.root.append(this.body);
    await this.ask("look");
    if (this.said.textContent === "Opening…") this.said.textContent = "";
  }

  // Ask, show what comes, and say in a line what happened. Gives whether it was done.
  async ask(kind, content = {}, done = "") {
    this.root.setAttribute("aria-busy", "true");
    if (kind !== "look") this.said.textContent = "One moment: the file is being read again.";
    const answer = await this.wire.ask(kind, { ...content, sha256: this.sha256 });
    this.root.removeAttribute("aria-busy");
    if (!answer) return this.tell(LOST), false;
    if (answer.kind === "refused") {
      this.said.textContent = "";
      this.tell(`${answer.what} ${answer.fix}`);
      return false;
    }
    this.tell("");
    this.said.textContent = done;
    if (answer.kind === "intake") this.show(answer);
    return answer;
  }

  tell(problem) {
    this.lost.textContent = problem;
    this.lost.hidden = !problem;
  }

  show(state) {
    this.state = state;
    this.sha256 = state.file?.sha256;
    this.zone.lock(state.is_read_only);
    const focus = this.focused();
    this.body.replaceChildren(...(state.file ? [this.file(state), this.verdict(state), this.columns(state), this.wave(state)] : this.brought(state)));
    if (focus) this.body.querySelector(focus)?.focus({ preventScroll: true });
  }

  // What is drawn anew keeps the focus, so that the keyboard goes on where it was.
  focused() {
    const at = document.activeElement;
    return at && this.body.contains(at) && at.dataset.key ? `[data-key="${CSS.escape(at.dataset.key)}"]` : "";
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
      make("p", { class: "facts", text: [size(file.size), ...file.facts].join(" · ") }),
      make("details", {}, make("summary", { text: "Fingerprint" }), make("code", { text: `SHA-256 ${file.sha256}` })),
      remove,
    );
  }

  verdict({ verdict, headline, messages, set_aside, codes }) {
    const said = ["refuse", "warn", "note"].map((level) => this.messages(messages.filter((one) => one.level === level)));
    const aside = set_aside.map(([reason, n]) => `${n.toLocaleString("en-GB")} ${reason}`).join(", ");
    return make(
      "section",
      { class: "verdict", "data-verdict": verdict, "aria-label": "What the check found" },
      make("h4", { text: headline }),
      aside ? make("p", { text: `Set aside and not used: ${aside}.` }) : null,
      ...said,
      codes ? make("p", { class: "facts", text: codes }) : null,
      messages.length ? button("Save this list as CSV", () => this.save(), { "data-key": "list" }) : null,
    );
  }

  messages(messages) {
    if (!messages.length) return null;
    const isOpen = messages[0].level !== "note";
    const items = messages.map(({ what, fix }) => make("li", {}, make("span", { text: what }), " ", make("span", { class: "fix", text: fix })));
    const list = make("ul", { class: `messages ${messages[0].level}` }, ...items);
    return make("details", { open: isOpen }, make("summary", { text: `${messages[0].says}: ${messages.length}` }), list);
  }

  columns({ columns, targets, is_read_only }) {
    if (!columns.length) return make("div", {});
    const say = (content) => this.ask("read", content, "Noted, and the file is read anew.");
    const cards = (some) => some.map((column) => new Column(column, targets, is_read_only, say).element);
    const asked = columns.filter(needsAnswer);
    const rest = columns.filter((column) => !needsAnswer(column));
    const words = asked.length
      ? `${asked.length} of ${columns.length} columns ${asked.length === 1 ? "wants" : "want"} a look. What is uncertain is never guessed.`
      : `All ${columns.length} columns are told apart. You can look at each, and say otherwise.`;
    const folded = make("details", { open: this.isOpen }, make("summary", { text: asked.length ? `${rest.length} other columns` : "Look at the columns" }));
    folded.ontoggle = () => {
      this.isOpen = folded.open;
      if (folded.open && folded.children.length === 1) folded.append(make("ul", { class: "columns" }, ...cards(rest)));
    };
    if (this.isOpen) folded.append(make("ul", { class: "columns" }, ...cards(rest)));
    return make(
      "section",
      { "aria-label": "Which column is which" },
      make("h4", { text: "Which column is which" }),
      make("p", { text: words }),
      asked.length ? make("ul", { class: "columns" }, ...cards(asked)) : null,
      rest.length ? folded : null,
    );
  }

  wave({ wave, verdict, is_read_only }) {
    const name = this.input("Name of the wave", "text", wave.id, "Small letters, digits and hyphens, such as 2026-spring.", "wave", is_read_only);
    const said = wave.last_day ? `The last answer in the file is of ${british(wave.last_day)}; leave this empty to use that day.` : "The file does not say: please fill it in.";
    const day = this.input("Last day of fieldwork", "date", wave.held_on, said, "held_on", is_read_only);
    const bring = button("Bring it in", () => this.bring(), { class: "main", disabled: is_read_only || verdict === "refuse", "data-key": "bring" });
    const why = verdict === "refuse" ? make("p", { class: "facts", text: "It can be brought in once nothing is left to mend." }) : null;
    const there = wave.there.length ? make("p", { class: "facts", text: `In the project already: ${wave.there.join(", ")}.` }) : null;
    return make("section", { class: "wave", "aria-label": "Bring it in" }, make("h4", { text: "Bring it in as a wave" }), there, name, day, bring, why);
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
    const answer = await this.wire.ask("read", { wave: this.typed.wave.value, held_on: this.typed.held_on.value, sha256: this.sha256 });
    if (answer?.kind === "refused") this.tell(`${answer.what} ${answer.fix}`);
    else if (answer) this.tell("");
    else this.tell(LOST);
    return answer?.kind === "intake";
  }

  async bring() {
    if (await this.keep()) await this.ask("bring", {}, "");
  }

  async save() {
    const answer = await this.wire.ask("list");
    if (answer?.kind !== "file") return this.tell(answer ? `${answer.what} ${answer.fix}` : LOST);
    const link = make("a", { href: URL.createObjectURL(new Blob(answer.buffers, { type: answer.media_type })), download: answer.name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  close() {
    clearTimeout(this.pause);
    this.wire.close();
  }
}

const size = (bytes) => (bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1)} MB` : bytes >= 1e3 ? `${Math.round(bytes / 1e3)} KB` : `${bytes} bytes`);

const british = (iso) => new Date(`${iso}T12:00`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

export default {
  render({ model, el }) {
    const intake = new Intake(model, el);
    return () => intake.close();
  },
};
