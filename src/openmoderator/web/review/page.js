// What the modules know of the page. The desk is replaced as a whole, so ask, never keep.
export const desk = () => document.getElementById("desk");
export const cards = (of = desk()) => [...of.querySelectorAll("[data-card]")];
export const current = () => document.querySelector("#desk .is-current") ?? cards()[0];
export const openDialog = () => document.querySelector("dialog[open]");
export const address = (action) => `${desk().dataset.base}/${action}${desk().dataset.query}`;
export const idOf = (card) => card.querySelector("input[name=item]").value;

// The cards that are selected, and the ones a key or a menu is about: those, else the current.
export const picked = () => cards().filter((card) => card.querySelector(".pick input:checked"));
export function meant() {
  const chosen = picked();
  return chosen.length ? chosen : [current()].filter(Boolean);
}

// How many items these cards stand for: each with what it settles.
export const itemsOn = (some) => some.reduce((sum, card) => sum + 1 + others(card), 0);
const others = (card) => card.querySelector("input[name^='also.']")?.value.trim().split(" ").length ?? 0;

// The least the server needs from the form: who is asking and from which page load.
export function signed(extra = {}) {
  const data = new FormData();
  for (const name of ["csrfmiddlewaretoken", "in_team", "token", "ahead"]) data.set(name, desk().elements[name].value);
  for (const [name, value] of Object.entries(extra)) data.set(name, value);
  return data;
}

// The tags of some cards or of a dialog, in the desk's own field names.
export function tagsOf(holders) {
  const data = signed();
  for (const holder of holders) {
    for (const field of holder.querySelectorAll("input[name=item], input[name^='of.'], .tag input:checked")) {
      data.append(field.name, field.value);
    }
  }
  return data;
}
