// What was typed and is not on disk yet, kept in this browser. Gone as soon as it is saved.
import { token } from "./dom.js";

const FRESH = 5000; // a draft of another tab that is younger is being typed there

export class Drafts {
  // project: its own name, and the one it had before its first save, when nothing told it from another of its folder.
  constructor([project, ...before], form) {
    this.prefix = `workbook-draft ${project} `;
    this.prefixes = [this.prefix, ...before.map((one) => `workbook-draft ${one} `)];
    this.form = form;
    this.tab = this.own();
  }

  own() {
    try {
      let tab = sessionStorage.getItem("workbook-tab");
      if (!tab) sessionStorage.setItem("workbook-tab", (tab = token(8)));
      return tab;
    } catch {
      return token(8);
    }
  }

  // Whether it could be kept. The form and the words it is known by are for when its field is gone.
  put(path, draft) {
    try {
      const kept = { ...draft, form: this.form, tab: this.tab, when: Date.now() };
      localStorage.setItem(this.nameOf(path), JSON.stringify(kept));
      return true;
    } catch {
      return false;
    }
  }

  drop(path) {
    try {
      localStorage.removeItem(this.nameOf(path));
    } catch {
      // then there is none either
    }
  }

  // Each tab keeps its own, so that a tab that is cut off doesn't lose its words when another one saves the same field.
  nameOf(path) {
    return `${this.prefix}${this.tab} ${path}`;
  }

  // Path -> draft. Those of another tab that nobody is typing at this moment become this tab's.
  all() {
    const found = new Map();
    try {
      const names = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at));
      for (const name of names) {
        const prefix = this.prefixes.find((one) => name.startsWith(one));
        if (!prefix) continue;
        const [tab, path] = name.slice(prefix.length).split(/ (.*)/s);
        const draft = JSON.parse(localStorage.getItem(name));
        if (name !== this.nameOf(path) && !this.adopt(name, path, draft, tab === this.tab)) continue;
        found.set(path, draft);
      }
    } catch {
      // nothing that could be read
    }
    return found;
  }

  adopt(name, path, draft, isOwn) {
    if ((!isOwn && Date.now() - draft.when <= FRESH) || localStorage.getItem(this.nameOf(path))) return false;
    localStorage.setItem(this.nameOf(path), JSON.stringify({ ...draft, tab: this.tab }));
    localStorage.removeItem(name);
    return true;
  }
}

export function remembered(name, value) {
  try {
    if (value !== undefined) localStorage.setItem(`workbook-${name}`, value);
    return localStorage.getItem(`workbook-${name}`) ?? "";
  } catch {
    return "";
  }
}
