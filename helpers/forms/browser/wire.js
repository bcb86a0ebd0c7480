// The round trip: every question has a number and gets an answer, and a heartbeat notices when there is none any more.
import { token } from "./dom.js";

const BEAT = 2000; // between two pings, where nothing else is heard
const SILENCE = 4000; // after which the workbook counts as lost
const REPLY = 1500; // that a question has at least had before it counts as unanswered
const WORK = 60000; // that a long piece of work may take
const WORKING = new Set(["act", "end", "look", "read", "bring"]); // what may take long: a button's work, reading a file

// When each kernel was last heard from, by any form of this page: one form's ping answers for all.
const heardFrom = (globalThis.__workbookHeard ??= new Map());

// The lines of all forms of this page: while a kernel works for one of them it answers none of the others.
const lines = (globalThis.__workbookLines ??= new Set());

export class Wire {
  constructor(model, { onState, onLost, onBack }) {
    Object.assign(this, { model, onState, onLost, onBack });
    this.view = token(12);
    this.who = () => "";
    this.desk = this.view;
    this.n = 0;
    this.waiting = new Map();
    this.isLost = false;
    this.pingedAt = 0;
    this.heard();
    this.receive = (message, buffers) => this.read(message, buffers);
    model.on("msg:custom", this.receive);
    lines.add(this);
    this.beating = setInterval(() => this.beat(), 250);
  }

  // Gives the answer, or null where none came.
  ask(kind, content = {}, buffers = undefined) {
    const n = ++this.n;
    return new Promise((resolve) => {
      this.waiting.set(n, { resolve, kind, since: performance.now() });
      this.post({ ...content, kind, n }, buffers);
    });
  }

  post(message, buffers) {
    try {
      const sent = this.model.send({ ...message, view: this.view, who: this.who() }, undefined, buffers);
      sent?.catch?.(() => {});
    } catch {
      // the connection is gone: the heartbeat says so
    }
  }

  read(message, buffers) {
    if (!message || (message.view && message.view !== this.view)) return;
    this.heard();
    if (message.kind === "state") this.onState(message);
    if (message.kind === "progress") this.onProgress?.(message);
    const waiting = this.waiting.get(message.n);
    if (!waiting || message.n === undefined) return;
    this.waiting.delete(message.n);
    waiting.resolve({ ...message, buffers });
  }

  heard() {
    heardFrom.set(this.desk, performance.now());
    this.settle();
  }

  settle() {
    if (!this.isLost) return;
    this.isLost = false;
    this.onBack();
  }

  // Questions are answered in the order they arrive: what is not answered before this one never arrived, or its answer didn't.
  async again(kind) {
    const first = this.n + 1;
    const answer = await this.ask(kind);
    if (answer) this.giveUp(first);
    return answer;
  }

  giveUp(before) {
    for (const [n, one] of [...this.waiting]) {
      if (n >= before) continue;
      this.waiting.delete(n);
      one.resolve(null);
    }
  }

  beat() {
    const now = performance.now();
    const silence = now - (heardFrom.get(this.desk) ?? 0);
    if (silence < BEAT) this.settle();
    else if (now - this.pingedAt >= BEAT) {
      this.pingedAt = now;
      this.ask("ping").then((answer) => answer && this.onTrouble?.(answer));
    }
    if (!this.isLost && silence > SILENCE && this.isUnanswered(now)) {
      this.isLost = true;
      this.onLost();
    }
  }

  isUnanswered(now) {
    const questions = [...this.waiting.values()];
    const isWorking = [...lines].some((line) => line.desk === this.desk && line.isAtWork(now));
    return !isWorking && questions.some((one) => now - one.since > REPLY);
  }

  isAtWork(now) {
    return [...this.waiting.values()].some((one) => WORKING.has(one.kind) && now - one.since < WORK);
  }

  close() {
    clearInterval(this.beating);
    lines.delete(this);
    this.model.off("msg:custom", this.receive);
    this.post({ kind: "bye", n: ++this.n });
  }
}
