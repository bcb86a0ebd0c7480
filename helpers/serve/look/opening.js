// While a page opens: say so, say what to do if it lasts, and go when everything is there.
"use strict";

const LASTING = 15000;
const STUCK = 60000;
const LOOK = 100;

const line = document.getElementById("opening");
const began = Date.now();
let readAt; // when the last of the page had come

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
  if (isRead()) readAt ??= Date.now();
  if (Date.now() - readAt > STUCK) {
    line.classList.add("stuck");
    say(line.dataset.stuck);
  } else if (Date.now() - began > LASTING) {
    say(line.dataset.lasting);
  }
  setTimeout(look, LOOK);
}

look();
