// A button that is pressed twice, so that nothing goes by a slip.
import { button } from "./dom.js";

export function twice(label, act, more = {}) {
  const press = button(
    label,
    () => {
      if (press.dataset.sure) return act();
      press.dataset.sure = "yes";
      press.textContent = `${label}: press again to confirm`;
      press.onblur = () => {
        delete press.dataset.sure;
        press.textContent = label;
      };
    },
    more,
  );
  return press;
}
