// A list tells at every key what it stands at. Of somebody who goes through it by the keyboard, what counts is where they stay.
const STAY = 1000;

export function whenChosen(select, act) {
  let isByKey = false;
  let waiting = 0;
  const now = () => {
    if (!waiting) return;
    clearTimeout(waiting);
    waiting = 0;
    act();
  };
  select.addEventListener("pointerdown", () => (isByKey = false));
  select.addEventListener("keydown", (event) => {
    isByKey = true;
    if (event.key === "Enter") now();
  });
  select.addEventListener("blur", now);
  select.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(now, isByKey ? STAY : 0);
  });
}
