// What was entered, as the report will have it: made by the workbook, asked for again when something was saved.
import { make, token } from "./dom.js";

const SOON = 1000; // after the last save, so that nobody waits for a picture while typing
const LATER = 5000; // where it is not on the screen

class View {
  constructor(model, el) {
    this.model = model;
    this.name = token(12);
    this.root = make("div", { class: "workbook-view" });
    el.append(this.fold(model.get("folded")));
    this.receive = (message) => this.read(message);
    model.on("msg:custom", this.receive);
    this.watch = new IntersectionObserver((seen) => this.appeared(seen.some((one) => one.isIntersecting)));
    this.watch.observe(this.root);
    if (this.isOpen) this.ask();
  }

  // What says again what a form holds is closed until somebody opens it, and not made before.
  fold(words) {
    if (!words) return this.root;
    this.outer = make("details", { class: "workbook-fold" }, make("summary", { text: words }), this.root);
    this.outer.ontoggle = () => this.isOpen && (this.isOld || !this.html) && this.ask();
    return this.outer;
  }

  get isOpen() {
    return !this.outer || this.outer.open;
  }

  ask() {
    this.isOld = false;
    this.model.send({ kind: "show", view: this.name });
  }

  read(message) {
    if (message.kind === "html" && message.view === this.name) this.show(message.html);
    if (message.kind !== "old") return;
    this.isOld = true;
    if (!this.isOpen) return;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.isOld && this.ask(), this.isSeen ? SOON : LATER);
  }

  appeared(isSeen) {
    this.isSeen = isSeen;
    if (isSeen && this.isOld && this.isOpen) this.ask();
  }

  // The one place where markup is taken: it was made by templates that escape whatever people typed.
  show(html) {
    if (html === this.html) return;
    const open = [...this.root.querySelectorAll("details")].map((one) => one.open);
    this.root.innerHTML = this.html = html;
    [...this.root.querySelectorAll("details")].forEach((one, at) => (one.open = open[at] ?? one.open));
  }

  close() {
    clearTimeout(this.pause);
    this.watch.disconnect();
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
