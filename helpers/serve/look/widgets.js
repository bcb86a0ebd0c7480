// Draws the forms of a page and keeps the line to the kernel behind it: the part of Jupyter that forms need, and no more.
// A widget stands in the page as its state; its module (anywidget's format) is a file of this server.

const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const AGAIN = 1000; // milliseconds until a broken line is tried again; longer each time
const SELDOM = 10000;
const MOST_KEPT = 500; // messages that wait for the line to come back

// What follows a script says that it has arrived whole.
const PLACE = 'script[type="application/vnd.workbook.widget+json"]:has(+ .whole)';
const encode = (value) => new TextEncoder().encode(JSON.stringify(value));
const asBytes = (part) => (ArrayBuffer.isView(part) ? new Uint8Array(part.buffer, part.byteOffset, part.byteLength) : new Uint8Array(part));
const decode = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

// One message as bytes: how many offsets, the offsets, then the parts they point to.
function pack(parts) {
  const offsets = [8 * (parts.length + 2)];
  parts.forEach((part) => offsets.push(offsets.at(-1) + part.byteLength));
  const bytes = new Uint8Array(offsets.at(-1));
  const numbers = new DataView(bytes.buffer);
  [offsets.length, ...offsets].forEach((number, place) => numbers.setBigUint64(8 * place, BigInt(number), true));
  parts.forEach((part, place) => bytes.set(part, offsets[place]));
  return bytes;
}

function unpack(data) {
  const numbers = new DataView(data);
  const count = Number(numbers.getBigUint64(0, true));
  const offsets = Array.from({ length: count }, (_, place) => Number(numbers.getBigUint64(8 * (place + 1), true)));
  const [, header, , , content, ...buffers] = offsets.slice(0, -1).map((from, place) => data.slice(from, offsets[place + 1]));
  return { kind: decode(header).msg_type, content: decode(content), buffers: buffers.map((part) => new DataView(part)) };
}

class Line {
  constructor(kernel) {
    this.session = crypto.randomUUID(); // kept when the line is opened again: what was said meanwhile then comes
    this.address = `${location.origin.replace(/^http/, "ws")}/api/kernels/${kernel}/channels?session_id=${this.session}`;
    this.models = new Map();
    this.kept = [];
    this.wait = AGAIN;
    this.open();
  }

  open() {
    this.socket = new WebSocket(this.address, [PROTOCOL]);
    this.socket.binaryType = "arraybuffer";
    this.socket.onmessage = ({ data }) => this.read(unpack(data));
    this.socket.onopen = () => {
      this.wait = AGAIN;
      this.kept.splice(0).forEach((bytes) => this.socket.send(bytes));
    };
    this.socket.onclose = () => {
      setTimeout(() => this.open(), this.wait);
      this.wait = Math.min(2 * this.wait, SELDOM);
    };
  }

  read({ kind, content, buffers }) {
    if (kind === "comm_msg") this.models.get(content.comm_id)?.receive(content.data, buffers);
  }

  send(comm_id, data, buffers = []) {
    const header = { msg_id: crypto.randomUUID(), session: this.session, username: "", date: new Date().toISOString() };
    const told = [{ ...header, msg_type: "comm_msg", version: "5.3" }, {}, {}, { comm_id, data }].map(encode);
    const bytes = pack([new TextEncoder().encode("shell"), ...told, ...buffers.map(asBytes)]);
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(bytes);
    else if (this.kept.length < MOST_KEPT) this.kept.push(bytes);
  }
}

// What a widget's module sees of its Python side, as anywidget describes it.
class Model {
  constructor(id, state, line) {
    Object.assign(this, { id, state, line, changed: {}, listeners: [] });
    line.models.set(id, this);
  }

  get(name) {
    return this.state[name];
  }

  set(name, value) {
    this.changed[name] = value;
    this.take({ [name]: value });
  }

  save_changes() {
    this.line.send(this.id, { method: "update", state: this.changed, buffer_paths: [] });
    this.changed = {};
  }

  send(content, _callbacks, buffers) {
    this.line.send(this.id, { method: "custom", content }, buffers);
  }

  on(event, call) {
    this.listeners.push({ event, call });
  }

  off(event, call) {
    const isMeant = (one) => (!event || one.event === event) && (!call || one.call === call);
    this.listeners = this.listeners.filter((one) => !isMeant(one));
  }

  emit(event, ...told) {
    this.listeners.filter((one) => one.event === event).forEach((one) => one.call(...told));
  }

  take(state) {
    const names = Object.keys(state).filter((name) => this.state[name] !== state[name]);
    names.forEach((name) => (this.state[name] = state[name]));
    names.forEach((name) => this.emit(`change:${name}`, this, state[name]));
    if (names.length) this.emit("change", this);
  }

  receive(data, buffers) {
    if (data.method === "update") this.take(data.state);
    else if (data.method === "custom") this.emit("msg:custom", data.content, buffers);
  }
}

const styled = new Map();

function style(address) {
  if (!address) return undefined;
  if (!styled.has(address)) {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address });
    styled.set(address, new Promise((done) => (link.onload = link.onerror = done)));
    document.head.append(link);
  }
  return styled.get(address);
}

async function draw(place) {
  const { model_id, state, module, css } = JSON.parse(place.textContent);
  const box = place.parentElement;
  place.remove();
  line ??= new Line(document.getElementById("main").dataset.kernel);
  const model = new Model(model_id, state, line);
  try {
    const [loaded] = await Promise.all([import(module), style(css)]);
    const widget = typeof loaded.default === "function" ? await loaded.default() : loaded.default;
    await widget.initialize?.({ model });
    await widget.render?.({ model, el: box });
  } catch (problem) {
    console.error(problem);
    box.append(document.getElementById("not-drawn").content.cloneNode(true));
  }
  box.dataset.drawn = "";
}

// Forms are drawn as they arrive, while the rest of the page is still being made.
let line;
const drawAll = () => document.querySelectorAll(PLACE).forEach((place) => draw(place));
const arriving = new MutationObserver(drawAll);
arriving.observe(document.documentElement, { childList: true, subtree: true }); // what is drawn in may not be there yet
drawAll();
document.addEventListener("DOMContentLoaded", () => {
  drawAll();
  arriving.disconnect();
});
