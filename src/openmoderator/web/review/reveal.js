// Looking behind blur and grey: a lens under the held pointer, the whole card under the held R.
import { nameOf, placeOf } from "./keys.js";
import { current } from "./page.js";

const RADIUS = 90;
let lens = null;

export function watchReveal() {
  document.addEventListener("pointerdown", (event) => {
    const picture = event.button === 0 && event.target.closest?.("[data-stage] > img");
    if (picture && getComputedStyle(picture).filter !== "none") open(picture, event);
  });
  document.addEventListener("pointermove", aim);
  for (const end of ["pointerup", "pointercancel", "blur"]) addEventListener(end, close);
  document.addEventListener("sweeping", close);
  document.addEventListener("contextmenu", (event) => lens && event.preventDefault());
  document.addEventListener("keydown", (event) => onKey(event, true));
  document.addEventListener("keyup", (event) => onKey(event, false));
}

function open(picture, event) {
  close();
  lens = picture.cloneNode();
  lens.className = "lens";
  lens.alt = "";
  picture.after(lens);
  aim(event);
}

function aim(event) {
  if (!lens) return;
  const box = lens.getBoundingClientRect();
  const radius = Math.max(RADIUS, box.width / 5);
  lens.style.clipPath = `circle(${radius}px at ${event.clientX - box.left}px ${event.clientY - box.top}px)`;
}

function close() {
  lens?.remove();
  lens = null;
}

function onKey(event, isDown) {
  if (nameOf(event) !== "reveal" || event.ctrlKey || event.metaKey || (isDown && placeOf(event) >= 0)) return;
  if (isDown && event.target.closest?.("input:not([type=checkbox]), textarea, select")) return;
  const inside = document.querySelector("dialog[open] [data-stage]");
  for (const stage of document.querySelectorAll(".is-revealed")) stage.classList.remove("is-revealed");
  if (isDown) (inside ?? current()?.querySelector("[data-stage]"))?.classList.add("is-revealed");
}
