// A place for files: the dropzone, and under it what is there already.
import { make, rooted } from "./dom.js";
import { twice } from "./twice.js";
import { Dropzone } from "./upload.js";
import { Wire } from "./wire.js";

class Place {
  constructor(model, el) {
    this.root = rooted(el, "div", "workbook-upload");
    this.status = make("p", { class: "said", role: "status" });
    this.lost = make("p", { class: "problem", role: "alert", hidden: true });
    this.list = make("ul", { class: "files" });
    this.wire = new Wire(model, { onState: () => {}, onLost: () => this.say(LOST), onBack: () => this.say("") });
    this.receive = (message) => message.kind === "files" && this.show(message);
    model.on("msg:custom", this.receive);
    this.model = model;
    this.begin();
  }

  async begin() {
    const place = await this.wire.ask("hello");
    if (place?.kind !== "place") return this.say(place ? `${place.what} ${place.fix}` : LOST);
    this.wire.desk = place.desk;
    this.canRemove = place.can_remove;
    const ask = (kind, content, buffers) => this.wire.ask(kind, content, buffers);
    this.zone = new Dropzone({ ...place, ask, onArrived: (answer) => this.show(answer) });
    this.root.append(this.zone.root, this.lost, this.list, this.status);
    this.show(place);
  }

  show({ files, is_read_only }) {
    this.zone.lock(is_read_only);
    this.list.replaceChildren(...files.map((file) => this.item(file, is_read_only)));
    this.list.hidden = !files.length;
  }

  item(file, isLocked) {
    const facts = make("span", { class: "facts", text: file.facts.join(" · ") });
    const print = make("details", {}, make("summary", { text: "Fingerprint" }), make("code", { text: `SHA-256 ${file.sha256}` }));
    const remove = this.canRemove && !isLocked ? this.removal(file) : null;
    return make("li", {}, make("strong", { text: file.name }), facts, print, remove);
  }

  removal(file) {
    return twice(`Remove ${file.name}`, async () => {
      const answer = await this.wire.ask("remove", { id: file.id });
      if (answer?.kind === "removed") this.show(answer);
      this.status.textContent = answer?.kind === "removed" ? `${file.name} is removed.` : answer ? `${answer.what} ${answer.fix}` : LOST;
      this.zone.input.focus();
    });
  }

  say(text) {
    this.lost.textContent = text;
    this.lost.hidden = !text;
    if (!this.lost.isConnected) this.root.append(this.lost);
  }

  close() {
    this.model.off("msg:custom", this.receive);
    this.wire.close();
  }
}

const LOST = "The workbook does not answer. What has arrived is safe; reload this page to go on.";

export default {
  render({ model, el }) {
    const place = new Place(model, el);
    return () => place.close();
  },
};
