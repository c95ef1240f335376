// View details as a dialog over the desk; the link behind it is a page of its own.
import { report, say, text } from "./messages.js";
import { current, desk } from "./page.js";

const dialog = () => document.getElementById("details");

export function watchDetails() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-details]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) open(event, link);
    if (event.target.closest("[data-close]") || event.target === dialog()) dialog().close();
    const opener = event.target.closest("[data-open]");
    if (opener) document.getElementById(opener.dataset.open).showModal();
  });
  document.addEventListener("dblclick", (event) => {
    event.target.closest("#desk [data-stage]")?.closest("[data-card]")?.querySelector("[data-details]").click();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "v" && dialog()?.open) dialog().close();
  });
  dialog().addEventListener("close", () => current()?.focus());
}

async function open(event, link) {
  event.preventDefault();
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer) return say(text("offline"));
  if (!answer.ok) return report(answer.status);
  const box = dialog();
  box.innerHTML = await answer.text();
  box.classList.toggle("is-blurred", desk().classList.contains("is-blurred"));
  box.classList.toggle("is-grey", desk().classList.contains("is-grey"));
  takeTags(box);
  box.showModal();
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
