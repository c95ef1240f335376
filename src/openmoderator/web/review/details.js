// View details as a dialog over the desk; the link behind it is a page of its own.
import { nameOf } from "./keys.js";
import { report, say, text } from "./messages.js";
import { current, desk } from "./page.js";
import { typedIsSent } from "./typing.js";

const dialog = () => document.getElementById("details");

export function watchDetails() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-details]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) open(event, link);
    if (event.target.closest("#details [data-close]") || event.target === dialog()) dialog().close();
    const opener = event.target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open).showModal();
    const out = event.target.closest("#details [data-take-out]");
    if (out) takeOut(out.value);
  });
  document.addEventListener("dblclick", (event) => {
    event.target.closest("#desk [data-stage]")?.closest("[data-card]")?.querySelector("[data-details]").click();
  });
  document.addEventListener("keydown", (event) => {
    if (!dialog()?.open || event.target.closest("textarea") || nameOf(event) !== "details") return;
    event.preventDefault();
    dialog().close();
  });
  document.addEventListener("submit", (event) => event.target.matches("#details [data-note]") && addNote(event));
  dialog().addEventListener("close", () => current()?.focus());
}

async function open(event, link) {
  event.preventDefault();
  const tab = link.dataset.tab;
  delete link.dataset.tab;
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer) return say(text("offline"));
  if (!answer.ok) return report(answer.status);
  fill(await answer.text());
  if (tab === "history") dialog().querySelector(".history").open = true;
  if (!dialog().open) dialog().showModal();
}

// Through a button of the desk's own form, which keeps what is toggled there.
function takeOut(member) {
  dialog().close();
  const button = desk().querySelector("[data-out-button]");
  button.value = member;
  button.click();
}

function fill(html) {
  const box = dialog();
  box.innerHTML = html;
  box.classList.toggle("is-blurred", desk().classList.contains("is-blurred"));
  box.classList.toggle("is-grey", desk().classList.contains("is-grey"));
  takeTags(box);
}

// A note that was refused comes back as it was typed, with what is wrong beside it.
async function addNote(event) {
  event.preventDefault();
  const body = new FormData(event.target);
  await typedIsSent();
  const answer = await fetch(event.target.action, { method: "POST", body, headers: { "HX-Request": "true" } }).catch(() => null);
  if (answer?.ok || answer?.status === 400) return fill(await answer.text());
  dialog().close();
  if (answer) report(answer.status);
  else say(text("offline"));
}

// The card knows newer tags than the server while a draft is on its way.
function takeTags(box) {
  const pk = box.querySelector("[data-details-of]").dataset.detailsOf;
  const own = [...box.querySelectorAll(".tag input")];
  const on = new Set(
    [...document.querySelectorAll("#desk .tag input:checked")].filter((tag) => tag.name === `on.${pk}`).map((tag) => tag.value),
  );
  if (document.querySelector(`#desk input[name="of.${pk}"]`)) for (const tag of own) tag.checked = on.has(tag.value);
}
