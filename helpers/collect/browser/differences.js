// What differs between a wave and the one before it.
import { make } from "../../forms/browser/dom.js";

const SAYS = { stop: "Not comparable until it is settled", check: "Look before you compare", note: "Good to know" };

// Elements for `{ wave, found, could_not }`; `each(difference)` may add more to one of them.
export function differences({ wave, found, could_not }, help, each = () => null) {
  const heading = make("h4", { text: `What differs from wave ${wave}` });
  if (could_not) return [heading, make("p", { text: `It could not be compared: ${could_not}` })];
  if (!found.length) return [heading, make("p", { text: "Nothing was found: the questions, their answers and the way of asking are the same, and nothing looks coded otherwise." })];
  const groups = Object.keys(SAYS).map((gravity) => {
    const some = found.filter((one) => one.gravity === gravity);
    if (!some.length) return null;
    const items = some.map((one) => make("li", { "data-blocking": one.is_blocking }, make("span", { text: one.sentence }), each(one)));
    return make("details", { open: gravity !== "note" }, make("summary", { text: `${SAYS[gravity]}: ${some.length}` }), make("ul", { class: `messages ${gravity}` }, ...items));
  });
  const isStopped = found.some((one) => one.is_blocking);
  const said = isStopped ? `A measure whose question, answers or way of asking changed is not compared in step 2.3. ${help}` : "";
  return [heading, said ? make("p", { text: said }) : null, ...groups].filter(Boolean);
}
