// What stands around the fields: who changed what, your name, copies to merge, words that lost their place.
import { button, day, make, newId } from "./dom.js";
import { remembered } from "./drafts.js";

// A part that a button opens and closes; Escape closes it too.
export function panel(label, fill) {
  const id = newId();
  const body = make("section", { class: "panel", id, hidden: true, "aria-label": label, tabindex: "-1" });
  const opener = button(label, () => set(body.hidden), { class: "quiet", "aria-expanded": "false", "aria-controls": id });
  const set = (isOpen) => {
    body.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) fill(body);
    else if (body.contains(document.activeElement)) opener.focus();
  };
  body.addEventListener("keydown", (event) => event.key === "Escape" && (set(false), opener.focus()));
  return { opener, body, renew: () => !body.hidden && fill(body) };
}

export function historyPanel(form) {
  const made = panel("Who changed what", async (body) => {
    if (!body.firstChild) body.append(make("p", { text: "Looking it up…" }));
    const answer = await form.ask("history");
    if (answer?.kind !== "history") return;
    const lines = answer.entries.map((entry) => historyLine(form, entry));
    const focusAt = [...body.querySelectorAll("button")].indexOf(document.activeElement);
    body.replaceChildren(
      lines.length ? make("ol", { class: "history" }, ...lines) : make("p", { text: "Nothing has been changed yet." }),
    );
    if (focusAt >= 0) (body.querySelectorAll("button")[focusAt] ?? body).focus();
  });
  return made;
}

function historyLine(form, entry) {
  const who = entry.who || "Somebody";
  const verb = entry.is_undo ? "took back a change of" : entry.did;
  const line = make("li", {}, make("p", {}, `${day(new Date(entry.when))}: ${who} ${verb} `, make("strong", { text: entry.label })));
  const change = make("p", { class: "change" });
  if (entry.old) change.append(make("del", { text: entry.old }), " ");
  if (entry.new) change.append(make("ins", { text: entry.new }));
  else if (entry.did === "changed") change.append(make("span", { class: "help", text: "(now empty)" }));
  line.append(change);
  if (entry.is_undone) line.append(make("p", { class: "help", text: "Taken back." }));
  if (entry.can_undo && !form.isLocked) {
    const label = `${entry.label}, ${day(new Date(entry.when))}`;
    line.append(button("Take back", () => form.undo(entry.revision), { class: "quiet", "aria-label": `Take back: ${label}` }));
  }
  return line;
}

export function namePanel() {
  const id = newId();
  const input = make("input", { type: "text", id, autocomplete: "name", maxlength: "80" });
  const label = () => (remembered("name") ? `Your name: ${remembered("name")}` : "Add your name");
  const made = panel("Your name", () => {
    input.value = remembered("name");
    input.focus();
  });
  made.body.append(
    make("label", { for: id, text: "Your name" }),
    make("p", { class: "help", text: "So that others see who changed what. It is kept in this browser and goes with what you change." }),
    input,
  );
  made.renamed = () => (made.opener.textContent = label());
  input.addEventListener("input", () => {
    remembered("name", input.value.trim());
    globalThis.dispatchEvent(new Event("workbook-name"));
  });
  made.renamed();
  return made;
}

export function copiesPanel(form, copies) {
  return copies.map((copy) => copyBox(form, copy));
}

// A conflict copy, field by field: which of the two to keep.
function copyBox(form, copy) {
  const choices = copy.differences.map((one) => ({ path: one.path, name: newId(), one }));
  const rows = choices.map(({ name, one }) =>
    make(
      "fieldset",
      { class: "which" },
      make("legend", { text: one.label }),
      pick(name, "ours", "This project", one.ours, true),
      pick(name, "theirs", "The copy", one.theirs, false),
    ),
  );
  const box = make("section", { class: "notice copy", "aria-label": `Copy ${copy.file}` });
  const merge = async () => {
    const chosen = choices.filter(({ name }) => box.querySelector(`input[name="${name}"][value="theirs"]`).checked);
    const answer = await form.ask("merge", { file: copy.file, chosen: chosen.map(({ path }) => path) });
    if (answer?.kind === "done") form.merged(answer);
  };
  box.append(
    make("p", { class: "name", text: "There are two versions of this project" }),
    make("p", { text: `A sync service kept a second copy (${copy.file}, ${day(new Date(copy.when))}).` }),
  );
  if (copy.problem) {
    box.append(make("p", { text: `It can't be compared: ${copy.problem} Have a look at it, and move it out of the folder.` }));
    return box;
  }
  box.append(
    make("p", { text: "Choose what to keep; then the copy is set aside, not deleted." }),
    ...rows,
    make("div", { class: "buttons" }, button("Keep what is chosen", merge)),
  );
  return box;
}

function pick(name, value, label, text, checked) {
  const id = newId();
  const input = make("input", { type: "radio", name, value, id, checked });
  return make("div", { class: "line" }, input, make("label", { for: id }, make("strong", { text: `${label}: ` }), text || "(empty)"));
}

// Words that this browser kept for a field that is not there any more.
export function homeless(draft, throwAway) {
  const box = make("section", { class: "notice homeless", "aria-label": "Words without a place", tabindex: "-1" });
  const away = () => {
    box.remove();
    throwAway();
  };
  const field = draft.label ? `the field “${draft.label}”, which` : "a field that";
  box.append(
    make("p", { text: `This browser kept words for ${field} has been removed meanwhile. Copy them if you still need them.` }),
    make("blockquote", { text: draft.words || String(draft.value) }),
    make("div", { class: "buttons" }, button("Throw away", away)),
  );
  return box;
}
