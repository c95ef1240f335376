// Tags on cards: every toggle is saved on the server at once, so nothing is lost with the page;
// what could not be saved is said.
import { report, say, text } from "./messages.js";
import { cards, desk, picked, tagsOf } from "./page.js";
import { send } from "./sending.js";

export function watchDrafts() {
  document.addEventListener("change", (event) => {
    const tag = event.target.closest(".tag input");
    if (tag) changed([tag.closest("[data-card], [data-details-of]")]);
  });
  document.addEventListener("click", (event) => {
    const clear = event.target.closest("[data-clear]");
    if (clear) clearTags([clear.closest("[data-card], [data-details-of]")]);
    if (event.target.closest("[data-clear-all]")) clearTags(picked());
    const all = event.target.closest("[data-tag-all]");
    if (all) toggleAll(picked(), all.dataset.tagAll);
  });
}

export function clearTags(holders) {
  const touched = holders.filter((holder) => holder.querySelector(".tag input:checked"));
  for (const holder of touched) for (const tag of on(holder)) tag.checked = false;
  if (touched.length) changed(touched);
}

// On for all unless it is on for all already.
export function toggleAll(holders, code) {
  const boxes = holders.map((holder) => tagOf(holder, code)).filter(Boolean);
  const isOn = !boxes.every((box) => box.checked);
  for (const box of boxes) box.checked = isOn;
  if (boxes.length) changed(boxes.map((box) => box.closest("[data-card]")));
}

const on = (holder) => [...holder.querySelectorAll(".tag input:checked")];
const tagOf = (holder, code) => [...holder.querySelectorAll(".tag input")].find((box) => box.value === code);

function changed(holders) {
  holders.forEach(mirror);
  countTagged();
  save(holders);
}

// A dialog and its card show the same tags.
function mirror(holder) {
  const pk = holder.querySelector("input[name=item]").value;
  const tags = new Set(on(holder).map((tag) => tag.value));
  for (const tag of document.getElementsByName(`on.${pk}`)) tag.checked = tags.has(tag.value);
}

export function countTagged() {
  const all = cards();
  const tagged = all.filter((card) => card.querySelector(".tag input:checked")).length;
  put("[data-tagged]", tagged);
  put("[data-untagged]", all.length - tagged);
}

function put(selector, number) {
  const place = desk().querySelector(selector);
  if (place) place.textContent = number;
}

async function save(holders) {
  const answer = await send("draft", tagsOf(holders));
  if (answer === undefined || answer?.ok) return;
  if (!answer) say(text("unsaved"));
  else if (answer.status === 409) say(await answer.text());
  else report(answer.status);
}
