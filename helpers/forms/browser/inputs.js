// Native inputs, one maker for each kind of field. Each gives: the element, its value in and out, and where the focus goes.
import { button, make, newId } from "./dom.js";

const FEW = 5; // choices that are all shown; more go into a list to pick from
const MANY = 15; // boxes to tick, above which they can be searched
const OLDEST = "1900"; // a year that is still being typed is smaller

export function isSet(spec) {
  return ["choices", "yes_no"].includes(spec.kind) || (spec.kind === "choice" && (spec.choices ?? []).length <= FEW);
}

// onInput("typed" | "chosen") is called after every change.
export function makeInput(spec, onInput) {
  if (spec.kind === "choices") return boxes(spec, onInput);
  if (spec.kind === "yes_no") {
    return radios({ ...spec, choices: [{ value: "yes", label: "Yes" }, { value: "no", label: "No" }] }, onInput);
  }
  if (spec.kind === "choice") return isSet(spec) ? radios(spec, onInput) : picker(spec, onInput);
  if (spec.kind === "date") return dateInput(onInput);
  return textInput(spec, onInput);
}

const LONG = ["long", "lines", "options", "pairs"];
const HINTS = {
  lines: "One on each line.",
  options: "One answer on each line: its number, a space, its words. Such as: 1 Yes",
};
export const hint = (spec) => (/ line\b/.test(spec.help ?? "") ? "" : (HINTS[spec.kind] ?? ""));

function textInput(spec, onInput) {
  const isLong = LONG.includes(spec.kind);
  const how = ["number", "options"].includes(spec.kind) ? "exact" : "typed";
  const properties = { autocomplete: "off", oninput: () => onInput(how) };
  if (spec.kind === "number") properties.inputmode = spec.is_whole ? "numeric" : "decimal";
  const control = isLong
    ? make("textarea", { rows: spec.rows ?? (spec.kind === "pairs" ? 3 : 4), ...properties })
    : make("input", { type: "text", class: spec.kind, ...properties });
  return {
    element: control,
    control,
    get: () => control.value,
    set: (value) => {
      if (control.value !== value) control.value = value;
    },
    lock: () => (control.readOnly = true),
    focus: () => control.focus(),
  };
}

function dateInput(onInput) {
  let whole = "";
  const isBegun = () => control.validity.badInput || (control.value && control.value < OLDEST);
  const control = make("input", { type: "date", oninput: () => isBegun() || onInput("exact") });
  return {
    element: control,
    control,
    get: () => (isBegun() ? whole : (whole = control.value)),
    set: (value) => (control.value = whole = value),
    lock: () => (control.readOnly = true),
    focus: () => control.focus(),
    unfinished: () => (isBegun() ? "This date is not complete: it needs day, month and year." : ""),
  };
}

const withKept = (choices, values) => {
  const known = new Set(choices.map((choice) => choice.value));
  const kept = values.filter((value) => value && !known.has(value));
  return [...choices, ...kept.map((value) => ({ value, label: `${value} (no longer on the list)` }))];
};

function picker(spec, onInput) {
  const control = make("select", { onchange: () => onInput("chosen") });
  const fill = (value) => {
    const choices = withKept(spec.choices ?? [], [value]);
    const nothing = make("option", { value: "", text: spec.may_be_empty ? "Not chosen yet" : "Choose one" });
    control.replaceChildren(nothing, ...byGroup(choices, option, (label) => make("optgroup", { label })));
    control.value = value;
  };
  fill("");
  return {
    element: control,
    control,
    get: () => control.value,
    set: (value) => {
      control.value = value;
      if (control.value !== value) fill(value);
    },
    lock: () => (control.disabled = true),
    focus: () => control.focus(),
  };
}

const option = (choice) => make("option", { value: choice.value, text: choice.label });

function radios(spec, onInput) {
  const name = newId();
  const list = make("div", { class: "set" });
  const clear = button("Clear this answer", () => {
    set("");
    list.querySelector("input")?.focus();
    onInput("chosen");
  }, { class: "quiet", hidden: true });
  const inputs = () => [...list.querySelectorAll("input")];
  const get = () => inputs().find((input) => input.checked)?.value ?? "";
  const chosen = () => {
    clear.hidden = !(spec.may_be_empty && get()) || inputs()[0]?.disabled;
  };
  const fill = (value) => {
    const lines = withKept(spec.choices ?? [], [value]).map((choice) =>
      line(choice, make("input", { type: "radio", name, value: choice.value, onchange: () => (chosen(), onInput("chosen")) })),
    );
    list.replaceChildren(...lines);
  };
  const set = (value) => {
    if (value && !inputs().some((input) => input.value === value)) fill(value);
    inputs().forEach((input) => (input.checked = input.value === value));
    chosen();
  };
  fill("");
  return {
    element: make("div", {}, list, clear),
    get,
    set,
    lock: () => (inputs().forEach((input) => (input.disabled = true)), chosen()),
    focus: () => (inputs().find((input) => input.checked) ?? inputs()[0])?.focus(),
  };
}

function boxes(spec, onInput) {
  const list = make("div", { class: "set" });
  const inputs = () => [...list.querySelectorAll("input")];
  const fill = (values) => list.replaceChildren(...byGroup(withKept(spec.choices ?? [], values), box, heading));
  const box = (choice) => {
    const input = make("input", { type: "checkbox", value: choice.value, onchange: () => (told(), onInput("chosen")) });
    return line(choice, input);
  };
  const get = () => inputs().filter((input) => input.checked).map((input) => input.value);
  const isMany = (spec.choices ?? []).length > MANY;
  const said = make("summary");
  const told = () => {
    const labels = inputs().filter((input) => input.checked).map((input) => input.dataset.label);
    said.textContent = labels.length ? `${labels.length} chosen: ${labels.join("; ")}` : `Choose from ${inputs().length} (none chosen yet)`;
  };
  const set = (values) => {
    const known = new Set(inputs().map((input) => input.value));
    if (values.some((value) => !known.has(value))) fill(values);
    inputs().forEach((input) => (input.checked = values.includes(input.value)));
    told();
  };
  fill([]);
  told();
  const element = isMany ? make("details", { class: "many" }, said, filter(list), list) : list;
  return {
    element,
    get,
    set,
    lock: () => inputs().forEach((input) => (input.disabled = true)),
    focus: () => (isMany ? said : inputs()[0])?.focus(),
  };
}

// A box to type in that leaves only the lines which hold those words.
function filter(list) {
  const id = newId();
  const found = make("p", { class: "aside", role: "status" });
  const search = make("input", { type: "search", id, autocomplete: "off" });
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let n = 0;
    for (const one of list.querySelectorAll(".line")) {
      const isFound = words.every((word) => one.textContent.toLowerCase().includes(word));
      one.hidden = !isFound;
      n += isFound;
    }
    for (const group of list.querySelectorAll(".group")) group.hidden = !group.querySelector(".line:not([hidden])");
    found.textContent = words.length ? `${n} found` : "";
  });
  return make("div", { class: "filter" }, make("label", { for: id, text: "Show only those with these words" }), search, found);
}

function line(choice, input) {
  input.id = newId();
  input.dataset.label = choice.label;
  const help = choice.help ? make("span", { class: "help", id: newId(), text: choice.help }) : null;
  if (help) input.setAttribute("aria-describedby", help.id);
  return make("div", { class: "line" }, input, make("label", { for: input.id, text: choice.label }), help);
}

function heading(label) {
  const id = newId();
  return make("div", { class: "group", role: "group", "aria-labelledby": id }, make("p", { id, text: label }));
}

// Choices in order, those with a group under its heading.
function byGroup(choices, makeOne, makeGroup) {
  const groups = new Map();
  const made = [];
  for (const choice of choices) {
    if (!choice.group) {
      made.push(makeOne(choice));
      continue;
    }
    if (!groups.has(choice.group)) {
      groups.set(choice.group, makeGroup(choice.group));
      made.push(groups.get(choice.group));
    }
    groups.get(choice.group).append(makeOne(choice));
  }
  return made;
}

