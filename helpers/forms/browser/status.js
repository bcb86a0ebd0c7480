// The line that says what is saved, in words and to screen readers: problems at once, "Saved" when typing pauses.
import { clock, make } from "./dom.js";

const QUIET = 2000;

export class Status {
  constructor(root) {
    this.root = root;
    this.seen = make("p", { class: "said" });
    this.bar = make("progress", { max: 1, hidden: true, "aria-label": "How much is done" });
    this.polite = make("p", { class: "aside", role: "status" });
    this.urgent = make("p", { class: "aside", role: "alert" });
    this.savedAt = null;
    this.note = "";
  }

  // state: fresh, saving, saved, working, refused, conflict, lost, locked
  show(state, text, isEcho = false) {
    this.root.dataset.state = state;
    if (state !== "working") this.bar.hidden = true;
    this.seen.dataset.state = state;
    if (this.seen.textContent !== text) this.seen.textContent = text;
    clearTimeout(this.pause);
    if (["refused", "conflict", "lost"].includes(state)) this.alert(isEcho ? "" : text);
    else if (state === "fresh" || state === "locked") this.alert("");
    else {
      this.alert("");
      if (state !== "saving") this.pause = setTimeout(() => this.announce(text), QUIET);
    }
  }

  // How much of a long piece of work is done; null where nobody knows.
  far(share) {
    this.bar.hidden = false;
    if (share === null) this.bar.removeAttribute("value");
    else this.bar.value = share;
  }

  saved() {
    this.savedAt = new Date();
  }

  savedLine() {
    const line = this.savedAt ? `Saved ${clock(this.savedAt)}` : "What you fill in here is saved as you go.";
    return this.note ? `${this.note} ${this.savedAt ? line : ""}`.trim() : line;
  }

  announce(text) {
    if (this.polite.textContent !== text) this.polite.textContent = text;
  }

  alert(text) {
    if (this.urgent.textContent !== text) this.urgent.textContent = text;
  }
}
