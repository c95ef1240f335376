// Who else is at work in this kind of queue, as the live figures say, and the offer of the tour.
import { text } from "./messages.js";
import { desk } from "./page.js";

let latest = null;

export function watchOthers() {
  document.addEventListener("counts", (event) => {
    latest = event.detail.others ?? latest;
    showOthers();
  });
  document.addEventListener("submit", (event) => event.target.matches?.("[data-tour]") && putAside(event));
}

export function showOthers() {
  const place = desk()?.querySelector("[data-others]");
  const people = latest?.[desk().dataset.kind]?.people ?? 0;
  if (!place) return;
  place.hidden = !people;
  place.textContent = people === 1 ? text("one-other") : text("others").replace("{n}", people);
}

function putAside(event) {
  event.preventDefault();
  const form = event.target;
  fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } }).catch(() => null);
  form.remove();
}
