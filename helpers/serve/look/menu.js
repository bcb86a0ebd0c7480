// The menu of steps: open beside the page where there is room, otherwise folded until somebody opens it. Read before the
// rest of the page, so that nothing jumps; without it the menu is open.
"use strict";

const menu = document.getElementById("menu");
const isWide = matchMedia("(min-width: 64rem)"); // as in workbook.css

const fit = () => (menu.open = isWide.matches);
isWide.addEventListener("change", fit);
fit();

menu.addEventListener("click", (event) => {
  if (event.target.closest(".sections a") && !isWide.matches) menu.open = false;
});

menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || isWide.matches || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
