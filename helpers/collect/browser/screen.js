// What the screens of step 2.2 have in common: the lines that say what happens, the line to the workbook, where the focus was.
import { make, rooted } from "../../forms/browser/dom.js";
import { Wire } from "../../forms/browser/wire.js";

export class Screen {
  // `lost`: what is said when the workbook does not answer.
  constructor(model, el, lost) {
    Object.assign(this, { model, whenLost: lost });
    this.root = rooted(el, "div", "workbook-upload workbook-intake");
    this.lost = make("p", { class: "problem", role: "alert", hidden: true });
    this.said = make("p", { class: "said", role: "status", text: "Opening…" });
    this.body = make("div", {});
    this.root.append(this.said, this.lost, this.body);
    this.wire = new Wire(model, { onState: () => {}, onLost: () => this.tell(lost), onBack: () => this.tell("") });
  }

  // Ask, and say in words what could not be done; gives the answer, or null where there is none or it is a refusal.
  async asked(kind, content, wanted) {
    const answer = await this.wire.ask(kind, content);
    this.tell(answer ? (answer.kind === "refused" ? `${answer.what} ${answer.fix}` : "") : this.whenLost);
    return answer && (!wanted || answer.kind === wanted) && answer.kind !== "refused" ? answer : null;
  }

  tell(problem) {
    this.lost.textContent = problem;
    this.lost.hidden = !problem;
  }

  // What is drawn anew keeps the focus, so that the keyboard goes on where it was, or goes on at `otherwise`.
  redraw(parts, otherwise) {
    const at = document.activeElement;
    const key = at && this.body.contains(at) ? at.dataset.key : "";
    this.body.replaceChildren(...parts);
    if (key) (this.body.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? this.body.querySelector(otherwise))?.focus({ preventScroll: true });
  }

  async save(kind, content) {
    const file = await this.asked(kind, content, "file");
    if (file) saveFile(file);
  }

  close() {
    this.wire.close();
  }
}

function saveFile({ buffers, media_type, name }) {
  const link = make("a", { href: URL.createObjectURL(new Blob(buffers, { type: media_type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
