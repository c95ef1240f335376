// Move, hold, assign, skip: one dialog for the card whose menu was opened, or for all that are
// selected. Its buttons press the desk's form; the field `only` says when it is about one card.
import { current, desk, idOf, itemsOn, picked } from "./page.js";
import { text } from "./messages.js";

const dialog = () => document.getElementById("acts");

export function watchActs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-acts]");
    if (opener) actOn(opener.dataset.acts === "picked" ? picked() : aboutCard(opener));
    if (event.target === dialog() || event.target.closest("#acts [data-close]")) dialog().close();
    const look = event.target.closest("[data-look]");
    if (look) lookAt(look.dataset.look);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("#acts input[name=note]")) return;
    event.preventDefault();
    dialog().querySelector("[data-assign]").click();
  });
}

// The menu of a selected card is about the whole selection.
function aboutCard(opener) {
  const card = opener.closest("[data-card]");
  const chosen = picked();
  return chosen.includes(card) ? chosen : [card];
}

export function actOn(cards) {
  if (!cards.length || !dialog()) return;
  say(cards);
  dialog().querySelector("[data-single]").hidden = cards.length > 1;
  dialog().querySelector("[data-acts-of]").textContent = text("items").replace("{n}", itemsOn(cards));
  dialog().showModal();
}

export const holdNow = (cards) => now(cards, "[data-hold]");
export const skipNow = (cards) => now(cards, "[data-skip]");

// While the page turns, the press waits and follows.
function now(cards, selector) {
  const { busy, turning } = desk().dataset;
  if (!cards.length || !dialog() || (busy && !turning)) return;
  say(cards);
  dialog().querySelector(selector).click();
}

function say(cards) {
  desk().elements.only.value = cards.length === 1 ? idOf(cards[0]) : "";
}

function lookAt(tab) {
  const pk = desk().elements.only.value;
  dialog().close();
  const card = document.querySelector(`#desk input[name=item][value="${pk}"]`)?.closest("[data-card]") ?? current();
  const link = card.querySelector("[data-details]");
  link.dataset.tab = tab;
  link.click();
}
