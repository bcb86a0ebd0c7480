// While a page opens: say so, say what to do if it lasts, and go when everything is there.
"use strict";

// Voila closes the line to the kernel as soon as somebody begins to leave. What is still to be saved is sent a moment
// later, so the line must live: the kernel of a page that is gone ends by itself.
window.addEventListener("beforeunload", (event) => event.stopImmediatePropagation());

const LASTING = 15000;
const STUCK = 60000;
const LOOK = 100;

const line = document.getElementById("opening");
const began = Date.now();

const waiting = () => document.querySelector(".widget:not([data-drawn], :has(> .lm-Widget))") !== null;
const isRead = () => document.readyState !== "loading";

function say(text) {
  if (line.textContent !== text) line.textContent = text;
}

function look() {
  if (isRead() && !waiting()) {
    line.classList.add("done");
    say("The page is open.");
    document.documentElement.dataset.opened = "";
    return;
  }
  const lasts = Date.now() - began;
  if (isRead() && lasts > STUCK) {
    line.classList.add("stuck");
    say(line.dataset.stuck);
  } else if (lasts > LASTING) {
    say(line.dataset.lasting);
  }
  setTimeout(look, LOOK);
}

look();
