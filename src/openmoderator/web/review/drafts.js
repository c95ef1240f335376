// Tags on cards: every toggle is saved on the server at once, so nothing is lost with the page;
// what could not be saved is said.
import { report, say, text } from "./messages.js";
import { cards, desk, tagsOf } from "./page.js";
import { send } from "./sending.js";

export function watchDrafts() {
  document.addEventListener("change", (event) => {
    const tag = event.target.closest(".tag input");
    if (tag) changed(tag.closest("[data-card], [data-details-of]"));
  });
  document.addEventListener("click", (event) => {
    const clear = event.target.closest("[data-clear]");
    if (clear) clearTags(clear.closest("[data-card], [data-details-of]"));
  });
}

export function clearTags(holder) {
  const on = holder ? [...holder.querySelectorAll(".tag input:checked")] : [];
  for (const tag of on) tag.checked = false;
  if (on.length) changed(holder);
}

function changed(holder) {
  mirror(holder);
  count();
  save(holder);
}

// A dialog and its card show the same tags.
function mirror(holder) {
  const pk = holder.querySelector("input[name=item]").value;
  const on = new Set([...holder.querySelectorAll(".tag input:checked")].map((tag) => tag.value));
  for (const tag of document.getElementsByName(`on.${pk}`)) tag.checked = on.has(tag.value);
}

function count() {
  const all = cards();
  const tagged = all.filter((card) => card.querySelector(".tag input:checked")).length;
  put("[data-tagged]", tagged);
  put("[data-untagged]", all.length - tagged);
}

function put(selector, number) {
  const place = desk().querySelector(selector);
  if (place) place.textContent = number;
}

async function save(holder) {
  const answer = await send("draft", tagsOf(holder));
  if (answer === undefined || answer?.ok) return;
  if (!answer) say(text("unsaved"));
  else if (answer.status === 409) say(await answer.text());
  else report(answer.status);
}
