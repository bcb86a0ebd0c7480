// A whole form: groups of fields, the line that says what is saved, and the conversation with the workbook.
import { button, make, newId, rooted, same } from "./dom.js";
import { Drafts, remembered } from "./drafts.js";
import { Groups } from "./groups.js";
import { copiesPanel, historyPanel, homeless, namePanel } from "./panels.js";
import { Status } from "./status.js";
import { Wire } from "./wire.js";

const LATER = 5000; // before saving is tried again where the disk, not the answer, was in the way
const AGAIN = 1000; // before a form that was refused is asked for again; twice as long each time
const AGAIN_AT_MOST = 30000;

class Form {
  constructor(model, el) {
    this.fields = new Map();
    this.lists = new Map();
    this.homeless = new Map();
    this.groups = new Groups(this);
    this.values = {};
    this.spec = { fields: {}, groups: [] };
    this.root = rooted(el, "section", "workbook-form");
    this.status = new Status(this.root);
    this.heading = make("h3", { id: newId(), tabindex: "-1" });
    this.root.setAttribute("aria-labelledby", this.heading.id);
    this.top = make("div", { class: "top" });
    this.root.append(this.heading, this.top, this.groups.element, this.bar(), this.status.polite, this.status.urgent);
    this.listen();
    this.status.show("fresh", "Opening…");
    this.wire = new Wire(model, {
      onState: (state) => this.take(state),
      onLost: () => this.changed(),
      onBack: () => this.back(),
    });
    this.wire.who = () => remembered("name");
    this.wire.onTrouble = (answer) => this.troubled(answer);
    this.wire.onProgress = ({ share }) => this.doing && this.status.far(share);
    this.hello(this.wire.ask("hello"));
  }

  // Ask for the whole form until it comes: what is in the way of it, such as a file that another program holds, goes by.
  async hello(asked, pause = AGAIN) {
    const answer = await asked;
    if (!answer) return false;
    clearTimeout(this.again);
    this.refusal = "";
    if (answer.kind === "refused") {
      this.refusal = `This form can't be shown. ${answer.what} ${answer.fix} (${answer.where})`;
      this.again = setTimeout(() => this.hello(this.wire.ask("hello"), Math.min(2 * pause, AGAIN_AT_MOST)), pause);
    }
    this.changed();
    return answer.kind === "state";
  }

  bar() {
    this.history = historyPanel(this);
    const name = namePanel();
    this.renamed = name.renamed;
    addEventListener("workbook-name", this.renamed);
    this.undoer = button("Undo", () => this.undo(), { class: "quiet" });
    const buttons = make("div", { class: "buttons" }, this.undoer, this.history.opener, name.opener);
    return make("div", { class: "bar" }, this.history.body, name.body, make("div", { class: "line" }, this.status.seen, this.status.bar, buttons));
  }

  listen() {
    this.root.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key !== "s") return;
      event.preventDefault();
      this.sendAll();
    });
    this.leaving = () => this.sendAll(true);
    this.hiding = () => document.visibilityState === "hidden" && this.sendAll(true);
    this.warning = (event) => this.isKept === false && this.isUnsaved() && event.preventDefault();
    addEventListener("pagehide", this.leaving);
    addEventListener("beforeunload", this.warning, { capture: true });
    document.addEventListener("visibilitychange", this.hiding);
  }

  close() {
    this.sendAll(true);
    removeEventListener("pagehide", this.leaving);
    removeEventListener("beforeunload", this.warning, { capture: true });
    removeEventListener("workbook-name", this.renamed);
    document.removeEventListener("visibilitychange", this.hiding);
    clearTimeout(this.later);
    clearTimeout(this.again);
    this.told("");
    this.wire.close();
  }

  // --- following the workbook

  take(state) {
    const hadFocus = this.root.contains(document.activeElement);
    if (state.is_whole) this.begin(state);
    for (const [path, spec] of Object.entries(state.fields ?? {})) this.respecify(path, spec);
    for (const [path, value] of Object.entries(state.values ?? {})) {
      if (value === null) delete this.values[path];
      else this.values[path] = value;
    }
    if (state.groups) this.groups.take(state.groups);
    for (const [path, value] of Object.entries(state.values ?? {})) this.lists.get(path)?.take(value ?? [], this.values);
    for (const [path, value] of Object.entries(state.values ?? {})) if (value !== null) this.fields.get(path)?.take(value);
    for (const [path, problem] of Object.entries(state.problems ?? {})) this.problem(path, problem);
    if (state.notices || state.copies) this.notice(state);
    if (state.is_whole) this.restore();
    else this.history.renew();
    this.house();
    // where the focus was taken away, keys would be the notebook's
    if (hadFocus && !this.root.contains(document.activeElement)) this.focus();
    this.changed();
  }

  begin(state) {
    this.wire.desk = state.desk;
    this.drafts ??= new Drafts(state.project, state.form);
    this.isLocked = state.is_read_only;
    this.heading.textContent = state.title;
    this.heading.hidden = !state.title;
    this.undoer.hidden = this.isLocked;
    this.values = {};
  }

  respecify(path, spec) {
    const before = this.spec.fields[path];
    if (!spec) delete this.spec.fields[path];
    else this.spec.fields[path] = spec;
    if (!spec || !before || same(spec, before)) return;
    this.lists.get(path)?.rebuild(spec);
    this.fields.get(path)?.rebuild(spec);
    if (spec.kind === "notes") this.groups.renote(spec);
  }

  problem(path, problem) {
    const field = this.fields.get(path);
    if (field && !field.refused && !field.conflict) field.mark(problem ?? "");
  }

  notice({ notices, copies }) {
    if (notices) this.notices = notices;
    if (copies) this.copies = copies;
    const lines = (this.notices ?? []).map((text) => make("p", { class: "notice", text }));
    const kept = [...this.top.querySelectorAll(".homeless")];
    this.top.replaceChildren(...lines, ...copiesPanel(this, this.isLocked ? [] : (this.copies ?? [])), ...kept);
  }

  // Drafts of this form go back into their fields; what was typed a moment ago in another tab is looked at later.
  restore() {
    const look = () => {
      for (const [path, draft] of this.drafts.all()) {
        const field = this.fields.get(path);
        if (field && !field.isEdited) field.restore(draft);
        else if (!field && this.isOurs(path, draft)) this.keepHomeless(path, draft);
      }
      this.changed();
    };
    if (this.isLocked) return;
    look();
    setTimeout(look, 6000);
  }

  isOurs(path, draft) {
    return draft.form === this.drafts.form || this.lists.has(path.replace(/\[.*/, ""));
  }

  // isNew: the person was writing it a moment ago
  keepHomeless(path, draft, isNew = false) {
    if (this.homeless.has(path)) return;
    const box = homeless(draft, () => {
      this.drafts.drop(path);
      this.homeless.delete(path);
      this.focus();
    });
    this.homeless.set(path, { box, draft });
    this.top.append(box);
    if (!isNew) return;
    this.isKept = this.drafts.put(path, draft);
    if (document.activeElement === this.heading) box.focus();
    this.tell(`“${draft.label}” has been removed meanwhile. What you wrote there stands at the top of this form.`);
  }

  // Words without a place whose field has come back.
  house() {
    for (const [path, { box, draft }] of this.homeless) {
      const field = this.fields.get(path);
      if (!field) continue;
      box.remove();
      this.homeless.delete(path);
      field.restore(draft);
    }
  }

  // --- saving

  keep(path, draft) {
    this.isKept = this.drafts.put(path, draft);
  }

  isUnsaved() {
    return [...this.fields.values()].some((field) => field.isUnsaved);
  }

  sendAll(isLeaving = false) {
    for (const field of this.fields.values()) if (field.isUnsaved) field.send(isLeaving);
  }

  // Every field that was being saved is, or could not be.
  async settled() {
    this.sendAll();
    const isBusy = () => [...this.fields.values()].some((field) => field.sending || field.isWaiting);
    for (let tries = 0; isBusy() && !this.wire.isLost && tries < 80; tries++) await new Promise((go) => setTimeout(go, 50));
  }

  // The workbook answers again: first hear how things stand, since what was told meanwhile did not arrive; then send the rest.
  async back() {
    this.changed();
    if (!(await this.hello(this.wire.again("hello")))) return;
    await null; // fields whose question was given up take note first
    this.sendAll();
    this.changed();
  }

  tryLater() {
    clearTimeout(this.later);
    this.later = setTimeout(() => this.sendAll(), LATER);
  }

  // Ask something that isn't a field's: what went wrong is said in the status line.
  async ask(kind, content) {
    this.tell("");
    this.doing = kind === "history" ? "" : "Working…";
    this.changed();
    const answer = await this.wire.ask(kind, content);
    this.doing = "";
    if (answer?.kind === "refused") this.refusal = `${answer.what} ${answer.fix}`;
    else if (!answer && kind !== "history") this.refusal = "That was not done: the workbook did not answer.";
    else this.refusal = "";
    this.changed();
    return answer;
  }

  async undo(revision) {
    await this.settled();
    const answer = await this.ask("undo", { revision: revision ?? null });
    if (answer?.kind === "done") {
      this.status.saved();
      this.tell(answer.text);
    }
  }

  merged(answer) {
    this.notice({ copies: answer.copies });
    this.status.saved();
    this.tell(answer.text);
    this.heading.focus();
  }

  async act({ name, goes_to: goesTo }) {
    await this.settled();
    const answer = await this.ask("act", { name });
    if (answer?.kind === "file") this.handOver(answer);
    if (answer?.text && answer.kind !== "refused") this.tell(answer.text);
    if (goesTo && answer?.kind === "done") this.groups.focus(goesTo);
  }

  handOver({ name, media_type, buffers }) {
    const address = URL.createObjectURL(new Blob(buffers, { type: media_type }));
    make("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  // --- what is said

  tell(text) {
    this.status.note = text;
    this.refusal = "";
    this.changed();
    if (text) this.status.announce(this.status.savedLine());
  }

  troubled(answer) {
    const trouble = answer.trouble ?? "";
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    this.changed();
  }

  focus() {
    this.heading.focus();
  }

  changed() {
    if (!this.wire) return;
    const [state, text] = this.inShort();
    // of several forms on a page one says aloud that the workbook is gone
    const isEcho = state === "lost" && !this.isUnsaved() && document.querySelector(".workbook-form") !== this.root;
    this.status.show(state, text, isEcho);
    this.told(this.wire.isLost ? "lost" : [...this.fields.values()].some((field) => field.isWaiting) ? "writing" : "");
  }

  // Views of the same project say that they are behind while something is on its way.
  told(how) {
    if (how === this.how) return;
    this.how = how;
    dispatchEvent(new CustomEvent("workbook-writing", { detail: { desk: this.wire.desk, form: this.wire.view, how } }));
  }

  inShort() {
    const fields = [...this.fields.values()];
    const unsaved = fields.filter((field) => field.isUnsaved);
    const labels = (some) => [...new Set(some.map((field) => field.spec.label))].join(", ");
    if (this.wire.isLost) return ["lost", this.lostLine(unsaved)];
    const torn = fields.filter((field) => field.conflict);
    if (torn.length) return ["conflict", `Not saved: ${labels(torn)} was changed by somebody else too. Choose which to keep.`];
    const refused = fields.find((field) => field.refused);
    if (refused) {
      const { what, where, fix } = refused.refused;
      return ["refused", `Not saved: ${refused.spec.label}. ${what} ${fix}${refused.refused.is_answer ? "" : ` (${where})`}`];
    }
    if (this.refusal) return ["refused", this.refusal];
    if (this.trouble) return ["refused", `Not saved: ${this.trouble}`];
    if (unsaved.length) return ["saving", "Saving…"];
    if (this.doing) return ["working", this.doing];
    if (!this.drafts) return ["fresh", "Opening…"];
    if (this.isLocked) return ["locked", "This project can be read here, not changed."];
    return [this.status.savedAt ? "saved" : "fresh", this.status.savedLine()];
  }

  lostLine(unsaved) {
    const kept = this.isKept === false ? "Copy your words to a safe place first." : "What you type is kept in this browser.";
    const begin = unsaved.length ? "Not saved: the workbook has stopped answering." : "The workbook has stopped answering.";
    return `${begin} ${kept} Reload the page to go on.`;
  }
}

export default {
  render({ model, el }) {
    const form = new Form(model, el);
    return () => form.close();
  },
};
