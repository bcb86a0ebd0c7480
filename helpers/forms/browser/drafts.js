// What was typed and is not on disk yet, kept in this browser. Gone as soon as it is saved.
import { token } from "./dom.js";

const FRESH = 5000; // a draft of another tab that is younger is being typed there

export class Drafts {
  constructor(project) {
    this.prefix = `workbook-draft ${project} `;
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

  // Whether it could be kept.
  put(path, base, value) {
    try {
      localStorage.setItem(this.nameOf(path), JSON.stringify({ base, value, tab: this.tab, when: Date.now() }));
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
      for (const name of names.filter((one) => one.startsWith(this.prefix))) {
        const [tab, path] = name.slice(this.prefix.length).split(/ (.*)/s);
        const draft = JSON.parse(localStorage.getItem(name));
        if (tab !== this.tab && !this.adopt(name, path, draft)) continue;
        found.set(path, draft);
      }
    } catch {
      // nothing that could be read
    }
    return found;
  }

  adopt(name, path, draft) {
    if (Date.now() - draft.when <= FRESH || localStorage.getItem(this.nameOf(path))) return false;
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
