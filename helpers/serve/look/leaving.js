// Voila closes the line to the kernel as soon as somebody begins to leave. What is still to be saved is sent a moment
// later, so the line must live: the kernel of a page that is gone ends by itself. Loaded before Voila's script, this
// leaves such listeners out. The forms' own, which warn of words not saved, ask to catch the event, and are told by that:
// Chromium calls the window's listeners in the order they came, so that stopping the event would silence them too.
"use strict";

const listen = window.addEventListener;

window.addEventListener = function (kind, call, options) {
  if (kind === "beforeunload" && !options?.capture) return;
  listen.call(window, kind, call, options);
};
