// What the modules know of the page. The desk is replaced as a whole, so ask, never keep.
export const desk = () => document.getElementById("desk");
export const cards = () => [...document.querySelectorAll("#desk [data-card]")];
export const current = () => document.querySelector("#desk .is-current") ?? cards()[0];
export const openDialog = () => document.querySelector("dialog[open]");
export const address = (action) => `${desk().dataset.base}/${action}`;

// The least the server needs from the form: who is asking and from which page load.
export function signed(extra = {}) {
  const data = new FormData();
  for (const name of ["csrfmiddlewaretoken", "in_team", "token"]) data.set(name, desk().elements[name].value);
  for (const [name, value] of Object.entries(extra)) data.set(name, value);
  return data;
}

// The tags of one card or dialog, in the desk's own field names.
export function tagsOf(holder) {
  const data = signed();
  for (const field of holder.querySelectorAll("input[name=item], input[name^='of.'], input:checked")) {
    data.append(field.name, field.value);
  }
  return data;
}
