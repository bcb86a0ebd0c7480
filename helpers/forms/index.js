// A list to search and filter. Native inputs and <details>; the number of entries shown is announced.

let lists = 0;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

function labelled(id, label, input) {
  input.id = id;
  return make("p", { class: "wb-index-filter" }, make("label", { for: id }, label), input);
}

function choice(name, values) {
  return make("select", { "data-filter": name }, make("option", { value: "" }, "Any"), ...values.map((value) => make("option", { value }, value)));
}

function entry(item) {
  const facts = item.facts.flatMap(([term, text]) => [make("dt", {}, term), make("dd", {}, text)]);
  const marks = make("span", { class: "wb-index-marks" });
  const summary = make("summary", {}, make("span", { class: "wb-index-title" }, item.title), " ", marks);
  const element = make("li", {}, make("details", {}, summary, make("dl", {}, ...facts)));
  return { item, element, marks, text: [item.title, ...item.facts.flat()].join(" ").toLowerCase() };
}

// Every word has to be somewhere in the entry; in any order, also as part of a longer word.
function fits(found, words, chosen, marked) {
  if (!words.every((word) => found.text.includes(word))) return false;
  return Object.entries(chosen).every(([name, value]) => {
    if (!value) return true;
    if (name in marked) return marked[name].includes(found.item.id) === (value === "Yes");
    return (found.item.tags[name] || []).includes(value);
  });
}

function count(shown, all) {
  if (shown === all) return `All ${all} are shown.`;
  if (!shown) return `None of ${all} fits. Use fewer words or fewer filters.`;
  return `${shown} of ${all} shown.`;
}

function render({ model, el }) {
  const id = `wb-index-${(lists += 1)}`;
  const filters = model.get("filters");
  const marks = Object.keys(model.get("marked"));
  const words = make("input", { type: "search", autocomplete: "off" });
  const selects = [...filters.map(({ name, values }) => choice(name, values)), ...marks.map((name) => choice(name, ["Yes", "No"]))];
  const clear = make("button", { type: "button" }, "Clear search and filters");
  const status = make("p", { role: "status", class: "wb-index-count" });
  const entries = model.get("items").map(entry);

  const controls = make(
    "form",
    { role: "search", "aria-label": model.get("title"), class: "wb-index-controls" },
    labelled(`${id}-words`, "Search", words),
    ...selects.map((select, at) => labelled(`${id}-${at}`, select.dataset.filter, select)),
    make("p", { class: "wb-index-filter" }, clear),
  );

  function show() {
    const marked = model.get("marked");
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = Object.fromEntries(selects.map((select) => [select.dataset.filter, select.value]));
    let shown = 0;
    for (const found of entries) {
      found.element.hidden = !fits(found, wanted, chosen, marked);
      shown += found.element.hidden ? 0 : 1;
      found.marks.replaceChildren(...marks.filter((name) => marked[name].includes(found.item.id)).map((name) => make("span", { class: "wb-index-mark" }, name)));
    }
    const said = count(shown, entries.length);
    if (status.textContent !== said) status.textContent = said;
  }

  function empty() {
    controls.reset();
    show();
    words.focus();
  }

  controls.addEventListener("input", show);
  controls.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", empty);
  model.on("change:marked", show);
  el.classList.add("wb-index");
  el.append(controls, status, make("ul", { class: "wb-index-list" }, ...entries.map((found) => found.element)));
  show();
  return () => model.off("change:marked", show);
}

export default { render };
