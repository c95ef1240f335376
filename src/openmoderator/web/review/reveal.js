// Looking behind blur and grey, by region and only while held: a lens under the held pointer, or
// one in the middle under the held key, which arrows move and Space widens to the whole picture.
import { nameOf, placeOf } from "./keys.js";
import { current } from "./page.js";

const RADIUS = 90;
const STEPS = { ArrowLeft: [-12, 0], ArrowRight: [12, 0], ArrowUp: [0, -12], ArrowDown: [0, 12] };
const TYPING = "input:not([type=checkbox]), textarea, select";
let lens = null;
let spot = null;

export function watchReveal() {
  document.addEventListener("pointerdown", (event) => {
    const picture = event.button === 0 && event.target.closest?.("[data-stage] > img");
    if (isSoft(picture)) open(picture, event);
  });
  document.addEventListener("pointermove", aim);
  for (const end of ["pointerup", "pointercancel", "blur"]) addEventListener(end, close);
  document.addEventListener("sweeping", close);
  document.addEventListener("contextmenu", (event) => lens && event.preventDefault());
  document.addEventListener("keydown", (event) => (spot ? steer(event) : hold(event)), true);
  document.addEventListener("keyup", (event) => spot && nameOf(event) === "reveal" && close());
}

const isSoft = (picture) => picture && getComputedStyle(picture).filter !== "none";

function open(picture, event) {
  close();
  lens = picture.cloneNode();
  lens.className = "lens";
  lens.alt = "";
  picture.after(lens);
  if (event) aim(event);
}

function aim(event) {
  if (!lens || spot) return;
  const box = lens.getBoundingClientRect();
  look(`${event.clientX - box.left}px ${event.clientY - box.top}px`);
}

function look(at) {
  const radius = Math.max(RADIUS, lens.getBoundingClientRect().width / 5);
  lens.style.clipPath = `circle(${radius}px at ${at})`;
}

function close() {
  lens?.remove();
  lens = spot = null;
}

function hold(event) {
  const isOther = nameOf(event) !== "reveal" || event.ctrlKey || event.metaKey || placeOf(event) >= 0;
  if (isOther || event.target.closest?.(TYPING)) return;
  const inside = document.querySelector("dialog[open] [data-stage]");
  const picture = (inside ?? current()?.querySelector("[data-stage]"))?.querySelector(":scope > img");
  if (!isSoft(picture)) return;
  open(picture);
  spot = [50, 50];
  look("50% 50%");
}

function steer(event) {
  const step = STEPS[event.key];
  if (!step && event.key !== " ") return;
  event.preventDefault();
  if (!step) return void (lens.style.clipPath = "none");
  spot = spot.map((place, axis) => Math.min(100, Math.max(0, place + step[axis])));
  look(`${spot[0]}% ${spot[1]}%`);
}
