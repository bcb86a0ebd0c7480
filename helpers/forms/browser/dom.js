// Making elements. Text goes in as text only: nothing here or elsewhere in the form takes markup.

export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

// The element that a widget fills. The notebook around it must not take keys for its own commands.
export function rooted(el, tag, look) {
  const root = make(tag, { class: `workbook-part ${look}`, "data-lm-suppress-shortcuts": "true" });
  for (const kind of ["keydown", "keypress", "keyup", "contextmenu", "paste", "copy", "cut"]) {
    root.addEventListener(kind, (event) => event.stopPropagation());
  }
  el.append(root);
  return root;
}

// Read out, not seen.
export const aside = (text) => make("span", { class: "aside", text });

export function button(label, onclick, more = {}) {
  return make("button", { type: "button", onclick, ...more }, label);
}

const seed = Math.random().toString(36).slice(2, 8);
let made = 0;
export const newId = () => `workbook-${seed}-${++made}`;

export const token = (length) =>
  Array.from(crypto.getRandomValues(new Uint8Array(length)), (byte) => "abcdefghjkmnpqrstuvwxyz23456789"[byte % 31]).join("");

export const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export const clock = (when) => when.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

export function day(when) {
  const isToday = when.toDateString() === new Date().toDateString();
  const date = when.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
  return isToday ? clock(when) : `${date}, ${clock(when)}`;
}

// Put children in order, touching only those out of place, and without taking the focus from one that has it.
export function arrange(parent, wanted) {
  const focused = parent.contains(document.activeElement) ? document.activeElement : null;
  wanted.forEach((child, at) => {
    const there = parent.children[at];
    if (there === child) return;
    if (parent.moveBefore && child.parentNode === parent && parent.isConnected) parent.moveBefore(child, there);
    else parent.insertBefore(child, there || null);
  });
  while (parent.children.length > wanted.length) parent.lastElementChild.remove();
  if (focused && focused !== document.activeElement && parent.contains(focused)) focused.focus({ preventScroll: true });
}
