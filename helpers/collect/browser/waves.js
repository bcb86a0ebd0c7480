// The waves that are there: what was set aside, what differs, what is corrected, and somebody who withdraws.
import { button, make, newId } from "../../forms/browser/dom.js";
import { twice } from "../../forms/browser/twice.js";
import { whenChosen } from "./chosen.js";
import { differences } from "./differences.js";
import { Rules } from "./rules.js";
import { Screen } from "./screen.js";

const LOST = "The workbook does not answer. What was done is safe; reload this page to go on.";

class Waves extends Screen {
  constructor(model, el) {
    super(model, el, LOST);
    this.rules = new Rules((what, said) => this.act(what, said));
    this.receive = (message) => message.kind === "changed" && this.changed(message);
    model.on("msg:custom", this.receive);
    this.begin();
  }

  async begin() {
    const hello = await this.asked("hello", {}, "hello");
    if (hello) this.wire.desk = hello.desk;
    if (hello) await this.look();
    this.said.textContent = "";
  }

  // Another part of the page changed the project: only where a wave came, went or is another is it shown anew.
  changed({ marks }) {
    const known = new Map(this.state?.marks ?? []);
    const others = marks.filter(([id, mark]) => known.get(id) !== mark);
    if (!this.isActing && (others.length || marks.length !== known.size)) this.look(others[0]?.[0]);
  }

  async look(wave = this.state?.wave) {
    this.show(await this.asked("look", { wave: wave ?? "" }));
  }

  async act(what, said) {
    this.isActing = true;
    this.root.setAttribute("aria-busy", "true");
    this.said.textContent = "One moment: the answers are being read.";
    const answer = await this.asked("act", { what, said, wave: this.state.wave });
    this.isActing = false;
    this.root.removeAttribute("aria-busy");
    this.said.textContent = "";
    if (answer?.kind === "waves") this.said.textContent = "Done.";
    this.show(answer);
    return answer;
  }

  show(state) {
    if (state?.kind !== "waves") return;
    this.state = state;
    const parts = state.wave ? [this.choice(state), this.facts(state), this.aside(state), this.compared(state), this.rules.draw(state), this.withdrawal(state)] : [make("p", { text: "No answers have been brought in yet." })];
    this.redraw(parts, "select");
  }

  choice({ waves, wave }) {
    const id = newId();
    const select = make("select", { id, "data-key": "wave" }, ...waves.map(([value, text]) => make("option", { value, text })));
    select.value = wave;
    whenChosen(select, () => this.look(select.value));
    return make("div", { class: "field" }, make("label", { for: id, class: "name", text: "Wave" }), select);
  }

  facts({ facts, messages }) {
    const list = make("dl", { class: "facts-list" }, ...facts.flatMap(([term, text]) => [make("dt", { text: term }), make("dd", { text })]));
    const remarks = make("details", {}, make("summary", { text: `What the check found: ${messages.length}` }), make("ul", { class: "messages" }, ...messages.map(([, text]) => make("li", { text }))));
    return make("section", { "aria-label": "What is there" }, list, messages.length ? remarks : null);
  }

  aside({ set_aside, wave }) {
    const text = set_aside.map(([reason, n]) => `${reason}: ${n.toLocaleString("en-GB")}`).join("; ");
    const save = button("Save who was set aside, and why, as CSV", () => this.save("aside", { wave }), { "data-key": "aside" });
    const words = text ? `${text[0].toUpperCase()}${text.slice(1)}. The list names rows and ids, and nobody's answers: for the team only.` : "Nobody.";
    return make("section", { "aria-label": "Set aside, and why" }, make("h4", { text: "Set aside, and why" }), make("p", { text: words }), text ? save : null);
  }

  compared({ compared, is_read_only }) {
    if (!compared) return null;
    const help = "Look at the two files and forms; where they can be compared all the same, say why.";
    return make("section", { "aria-label": "What differs" }, ...differences(compared, help, (one) => (one.is_blocking && !is_read_only ? this.settling(one) : null)));
  }

  settling({ kind, question, settled }) {
    if (settled) {
      const said = make("p", { class: "good", text: `Compared all the same: ${settled.reason} (${[settled.who, settled.on].filter(Boolean).join(", ")})` });
      return make("div", {}, said, button("Take that back", () => this.act("unsettle", { kind, question }), { "data-key": `settle ${kind} ${question}` }));
    }
    const id = newId();
    const why = make("input", { id, type: "text", autocomplete: "off" });
    const press = button("Compare all the same", () => this.act("settle", { kind, question, reason: why.value, who: this.rules.said.who }), { "data-key": `settle ${kind} ${question}` });
    return make("div", { class: "choice" }, make("label", { for: id, text: "Why the two can be compared" }), why, press);
  }

  withdrawal({ is_read_only, elsewhere }) {
    if (is_read_only) return null;
    const id = newId();
    const who = make("input", { id, type: "text", autocomplete: "off", "aria-describedby": `${id}-help`, "data-key": "who" });
    const help = make("p", { class: "help", id: `${id}-help`, text: "The number of their submission ('row 12' where it has none), or the code the person made." });
    this.going = make("div", { role: "status" });
    who.oninput = () => this.going.replaceChildren();
    const look = button("Look for it", async () => this.gone(await this.act("find", { who: who.value }), who.value, elsewhere), { "data-key": "find" });
    const label = make("label", { for: id, class: "name", text: "Who withdraws" });
    const fold = make("details", { open: this.isWithdrawing, ontoggle: (event) => (this.isWithdrawing = event.target.open) }, make("summary", { text: "Take somebody's answers out" }), make("div", { class: "field" }, label, help, who), look, this.going);
    const section = make("section", { "aria-label": "Somebody withdraws" }, make("h4", { text: "Somebody withdraws" }), fold);
    if (this.state.withdrawn) this.left(this.state.withdrawn, elsewhere);
    return section;
  }

  gone(answer, who, elsewhere) {
    if (answer?.kind !== "found") return;
    const press = twice("Take it out for good", () => this.act("withdraw", { who }), { "data-key": "withdraw" });
    this.going.replaceChildren(...[answer.says, answer.too].filter(Boolean).map((text) => make("p", { text })), press);
    press.focus();
  }

  left({ outdated, too }, elsewhere) {
    const list = (items) => make("ul", { class: "messages" }, ...items.map((text) => make("li", { text })));
    this.going.append(
      make("p", { class: "good", text: "The row is taken out, and nothing of it is left in the project's files." }),
      too && make("p", { text: too }),
      ...(outdated.length ? [make("p", { text: "Made before, and outdated now. Make them again, and replace what was handed on:" }), list(outdated)] : []),
      make("p", { text: "Nothing here can reach other copies. Please see to these:" }),
      list(elsewhere),
    );
  }

  close() {
    this.model.off("msg:custom", this.receive);
    super.close();
  }
}

export default {
  render({ model, el }) {
    const waves = new Waves(model, el);
    return () => waves.close();
  },
};
