// On paper, what was typed or chosen stands as text, at its full length, and a line to write on where there is nothing.
"use strict";

const FORMS = ".workbook-form";
const TYPED = 'input:is([type="text"], [type="date"]), textarea, select';
const opened = [];

function written(text) {
  const line = document.createElement("p");
  line.className = text ? "written" : "written nothing";
  line.textContent = text;
  return line;
}

function typed(control) {
  if (control.tagName === "SELECT") return control.value && control.selectedOptions[0].textContent;
  if (control.type === "date") return control.value && new Date(`${control.value}T12:00`).toLocaleDateString("en-GB", { dateStyle: "long" });
  return control.value.trim();
}

const chosen = (box) => [...box.querySelectorAll("input:checked")].map((input) => input.dataset.label);

function write() {
  erase();
  for (const form of document.querySelectorAll(FORMS)) {
    for (const control of form.querySelectorAll(TYPED)) {
      if (!control.closest(".adding, .filter, .bar")) control.after(written(typed(control)));
    }
    for (const set of form.querySelectorAll(".set")) (set.closest("details.many") ?? set).after(written(chosen(set).join("\n")));
  }
  for (const folded of document.querySelectorAll(`${FORMS} details.folded:not([open])`)) {
    folded.open = true;
    opened.push(folded);
  }
}

function erase() {
  document.querySelectorAll(".written").forEach((line) => line.remove());
  opened.splice(0).forEach((folded) => (folded.open = false));
}

addEventListener("beforeprint", write);
addEventListener("afterprint", erase);
