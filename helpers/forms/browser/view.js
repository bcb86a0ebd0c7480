// What was entered, as the report will have it: made by the workbook, asked for again when something was saved.
import { make, token } from "./dom.js";

const SOON = 1000; // after the last save, so that nobody waits for a picture while typing
const LATER = 5000; // where it is not on the screen
const BEHIND = "Being brought up to date…";
const CUT_OFF = "This may not be up to date: the workbook has stopped answering.";

// Said aloud once on a page, by whichever view is behind first: after that it is for the eyes, or whoever looks for it.
const spoken = (globalThis.__workbookBehind ??= { isSaid: false });

// A page arrives while its cells run, one after the other: what takes long to work out waits until the last of them is there.
const isLoading = document.readyState === "loading";
const read = isLoading ? new Promise((done) => addEventListener("DOMContentLoaded", done, { once: true })) : Promise.resolve();

class View {
  constructor(model, el) {
    this.model = model;
    this.name = token(12);
    this.root = make("div", { class: "workbook-view" });
    this.note = make("p", { hidden: true });
    this.said = make("p", { class: "aside", role: "status" });
    this.box = make("div", { class: "workbook-shown" }, make("div", { class: "behind" }, this.note), this.said, this.root);
    this.asked = 0; // questions that are not answered yet
    this.forms = new Map(); // what becomes of what is typed on this page
    this.follow = (event) => this.follows(event.detail);
    addEventListener("workbook-writing", this.follow);
    el.append(this.fold(model.get("folded")));
    this.receive = (message) => this.read(message);
    model.on("msg:custom", this.receive);
    this.watch = new IntersectionObserver((seen) => this.appeared(seen.some((one) => one.isIntersecting)));
    this.watch.observe(this.root);
    read.then(() => this.isOpen && this.ask());
  }

  // What says again what a form holds is closed until somebody opens it, and not made before.
  fold(words) {
    if (!words) return this.box;
    this.outer = make("details", { class: "workbook-fold" }, make("summary", { text: words }), this.box);
    this.outer.ontoggle = () => this.isOpen && (this.isOld || !this.html) && this.ask();
    return this.outer;
  }

  get isOpen() {
    return !this.outer || this.outer.open;
  }

  ask() {
    this.isOld = false;
    this.asked += 1;
    this.model.send({ kind: "show", view: this.name });
  }

  // A form says whether something in it is being saved, or can't be because the workbook is gone.
  follows({ desk, form, how }) {
    const before = this.forms.get(form)?.how;
    this.forms.set(form, { desk, how });
    if (before === "lost" && how !== "lost" && this.isOpen && this.html) {
      this.asked = 0; // what was asked meanwhile may never have arrived
      this.ask();
    }
    this.tell();
  }

  // Whether it shows what the form beside it holds is said as long as it doesn't.
  tell() {
    const how = [...this.forms.values()].filter((one) => one.desk === this.desk).map((one) => one.how);
    const isBehind = this.isOld || this.asked > 0 || how.includes("writing");
    const text = !this.html ? "" : how.includes("lost") ? CUT_OFF : isBehind ? BEHIND : "";
    if (this.note.textContent !== text) this.note.textContent = text;
    this.note.hidden = !text;
    this.root.setAttribute("aria-busy", String(Boolean(text)));
    if (!text) this.said.textContent = "";
    if (!text || !this.isOpen || spoken.isSaid) return;
    spoken.isSaid = true;
    this.said.textContent = "What is shown of your answers is being brought up to date.";
  }

  read(message) {
    if (message.kind === "html" && message.view === this.name) this.show(message);
    if (message.kind !== "old") return;
    this.isOld = true;
    this.tell();
    if (!this.isOpen) return;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.isOld && this.ask(), this.isSeen ? SOON : LATER);
  }

  appeared(isSeen) {
    this.isSeen = isSeen;
    if (isSeen && this.isOld && this.isOpen) this.ask();
  }

  // The one place where markup is taken: it was made by templates that escape whatever people typed.
  show({ html, desk }) {
    this.desk = desk;
    this.asked = Math.max(0, this.asked - 1);
    if (html !== this.html) this.put(html);
    this.tell();
  }

  put(html) {
    const open = [...this.root.querySelectorAll("details")].map((one) => one.open);
    this.root.innerHTML = this.html = html;
    [...this.root.querySelectorAll("details")].forEach((one, at) => (one.open = open[at] ?? one.open));
  }

  close() {
    clearTimeout(this.pause);
    this.watch.disconnect();
    removeEventListener("workbook-writing", this.follow);
    this.model.off("msg:custom", this.receive);
    this.model.send({ kind: "bye", view: this.name });
  }
}

export default {
  render({ model, el }) {
    const view = new View(model, el);
    return () => view.close();
  },
};
