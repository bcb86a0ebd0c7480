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
      localStorage.setItem(this.prefix + path, JSON.stringify({ base, value, tab: this.tab, when: Date.now() }));
      return true;
    } catch {
      return false;
    }
  }

  drop(path) {
    try {
      localStorage.removeItem(this.prefix + path);
    } catch {
      // then there is none either
    }
  }

  // Path -> draft, for those that nobody is typing at this moment elsewhere.
  all() {
    const found = new Map();
    try {
      for (let at = 0; at < localStorage.length; at++) {
        const name = localStorage.key(at);
        if (!name.startsWith(this.prefix)) continue;
        const draft = JSON.parse(localStorage.getItem(name));
        if (draft.tab === this.tab || Date.now() - draft.when > FRESH) found.set(name.slice(this.prefix.length), draft);
      }
    } catch {
      // nothing that could be read
    }
    return found;
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
