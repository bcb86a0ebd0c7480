// A file on its way to the workbook: chosen or dropped, sent piece by piece, held against its SHA-256.
import { button, make, newId } from "./dom.js";

const GAVE_UP = 20000; // without an answer to a piece

const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

// Only pages that came by https or from this computer may compute it; elsewhere the size alone is compared.
const fingerprint = async (content) => (crypto.subtle ? hex(await crypto.subtle.digest("SHA-256", content)) : "");

// Talks to `Arriving` by way of `ask(kind, content, buffers)`, which gives the answer, or null where none came.
export class Sender {
  constructor(ask, onProgress) {
    Object.assign(this, { ask, onProgress });
  }

  async send(file) {
    this.isStopped = false;
    let answer = await this.told("begin", { name: file.name, size: file.size });
    while (answer?.kind === "send" && answer.at < file.size) {
      if (this.isStopped) return { kind: "stopped" };
      const piece = await file.slice(answer.at, answer.at + answer.piece).arrayBuffer();
      answer = await this.told("piece", { at: answer.at }, [piece]);
      if (answer?.kind === "send") this.onProgress(answer.at, file.size);
    }
    if (answer?.kind !== "send") return answer;
    return this.told("end", { sha256: await fingerprint(await file.arrayBuffer()) }, [], false);
  }

  stop() {
    this.isStopped = true;
    this.ask("stop");
  }

  // The last answer may take long: the file is read and checked before it comes.
  told(kind, content, buffers, isQuick = true) {
    const asked = this.ask(kind, content, buffers);
    if (!isQuick) return asked;
    return Promise.race([asked, new Promise((resolve) => setTimeout(() => resolve(null), GAVE_UP))]);
  }
}

// The place on the page: a native file input that also takes what is dropped on it.
export class Dropzone {
  constructor({ label, help, endings, ask, onArrived }) {
    Object.assign(this, { onArrived });
    this.sender = new Sender(ask, (at, size) => this.progress(at, size));
    const id = newId();
    this.input = make("input", { type: "file", id, accept: endings.join(","), "aria-describedby": `${id}-help` });
    this.input.onchange = () => this.input.files[0] && this.take(this.input.files[0]);
    this.bar = make("progress", { max: 100, value: 0, "aria-label": "How much of the file has arrived" });
    this.cancel = button("Stop", () => this.sender.stop());
    this.going = make("div", { class: "going", hidden: true }, this.bar, this.cancel);
    this.said = make("p", { class: "said", role: "status" });
    this.error = make("p", { class: "problem", role: "alert", id: `${id}-error`, hidden: true });
    this.root = make(
      "div",
      { class: "dropzone" },
      make("label", { for: id, class: "name", text: label }),
      make("p", { class: "help", id: `${id}-help`, text: help }),
      this.input,
      this.going,
      this.said,
      this.error,
    );
    this.root.ondragover = (event) => this.over(event, true);
    this.root.ondragleave = (event) => this.over(event, false);
    this.root.ondrop = (event) => this.drop(event);
  }

  over(event, isOver) {
    event.preventDefault();
    this.root.classList.toggle("over", isOver);
  }

  drop(event) {
    this.over(event, false);
    const [file] = event.dataTransfer.files;
    if (file && !this.input.disabled) this.take(file);
  }

  async take(file) {
    this.tell("");
    this.busy(true);
    this.percent = -1;
    this.progress(0, file.size, file.name);
    let answer;
    try {
      answer = await this.sender.send(file);
    } catch {
      answer = { kind: "refused", what: "The browser could not read the file.", fix: "Close it in other programs, and choose it again." };
    }
    this.busy(false);
    this.input.value = "";
    if (answer?.kind === "arrived") this.said.textContent = `${file.name} has arrived.`;
    else if (answer?.kind === "stopped") this.said.textContent = "Stopped. Nothing was kept.";
    else this.tell(answer ? `${answer.what} ${answer.fix}` : "The workbook does not answer, and the file has not arrived. Reload the page, and choose it again.");
    if (answer?.kind === "arrived") this.onArrived(answer);
  }

  tell(problem) {
    this.error.textContent = problem;
    this.error.hidden = !problem;
    this.input.toggleAttribute("aria-invalid", Boolean(problem));
    if (problem) this.input.setAttribute("aria-errormessage", this.error.id);
    if (problem) this.said.textContent = "";
  }

  busy(isBusy) {
    this.going.hidden = !isBusy;
    this.input.disabled = isBusy || this.isLocked;
  }

  lock(isLocked) {
    this.isLocked = isLocked;
    this.input.disabled = isLocked;
  }

  // Said aloud at quarters only.
  progress(at, size, name) {
    if (name) this.name = name;
    const percent = size ? Math.floor((100 * at) / size) : 100;
    this.bar.value = percent;
    const quarter = Math.floor(percent / 25);
    if (quarter === this.quarter && percent !== 0) return;
    this.quarter = quarter;
    this.said.textContent = percent >= 100 ? `${this.name}: all of it is here, and is being checked.` : `${this.name}: ${percent} per cent has arrived.`;
  }
}
