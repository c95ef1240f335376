// Which cards are selected: by box, by sweep over several, with Shift, all at once. The boxes
// are fields of the form, so the server hears of the selection with every press.
import { cards, current, desk, picked } from "./page.js";

const PRESSED = "button, a, label, input, summary, select, textarea";
const FAR = 8;
let from = null;
let sweep = null;
let anchor = null;
let isSwept = false;

export function watchSelection() {
  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", go);
  for (const end of ["pointerup", "pointercancel", "blur"]) addEventListener(end, finish);
  document.addEventListener("click", clicked, true);
  document.addEventListener("change", (event) => event.target.name === "pick" && changed(event.target.closest("[data-card]")));
  document.addEventListener("click", (event) => event.target.closest?.("[data-pick-none]") && pickOnly([]));
}

export function pickOnly(chosen) {
  for (const card of cards()) box(card).checked = chosen.includes(card);
  show();
}

export const pickAll = () => pickOnly(cards());

export function togglePick(card) {
  box(card).checked = !box(card).checked;
  changed(card);
}

// From where the selection began to `card`, as with Shift in a list.
export function pickTo(card, start = current()) {
  const all = cards();
  if (!picked().length || !all.includes(anchor)) anchor = start;
  const ends = [all.indexOf(anchor), all.indexOf(card)].sort((a, b) => a - b);
  pickOnly(all.slice(ends[0], ends[1] + 1));
}

const box = (card) => card.querySelector(".pick input");

function changed(card) {
  if (box(card).checked && picked().length === 1) anchor = card;
  show();
}

function show() {
  const number = desk().querySelector("[data-picked]");
  if (number) number.textContent = picked().length;
}

function begin(event) {
  isSwept = false;
  const grid = event.target.closest?.("#desk .grid");
  if (!grid || event.button !== 0 || event.pointerType === "touch" || event.target.closest(PRESSED)) return;
  from = { x: event.clientX, y: event.clientY, card: event.target.closest("[data-card]"), kept: event.ctrlKey ? picked() : [] };
}

// A lens belongs to one picture: only who leaves the card with the pointer held sweeps.
function go(event) {
  if (!from) return;
  if (!sweep && !hasLeft(event)) return;
  if (!sweep) start();
  const area = {
    left: Math.min(from.x, event.clientX),
    top: Math.min(from.y, event.clientY),
    right: Math.max(from.x, event.clientX),
    bottom: Math.max(from.y, event.clientY),
  };
  for (const side of ["left", "top"]) sweep.style[side] = `${area[side]}px`;
  sweep.style.width = `${area.right - area.left}px`;
  sweep.style.height = `${area.bottom - area.top}px`;
  pickOnly(cards().filter((card) => from.kept.includes(card) || isWithin(card.getBoundingClientRect(), area)));
}

function hasLeft(event) {
  const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-card]");
  const isFar = Math.hypot(event.clientX - from.x, event.clientY - from.y) > FAR;
  return isFar && (!from.card || over !== from.card);
}

function start() {
  document.dispatchEvent(new Event("sweeping"));
  isSwept = true;
  anchor = from.card;
  sweep = document.createElement("div");
  sweep.className = "sweep";
  document.querySelector("#desk .grid").classList.add("is-sweeping");
  desk().append(sweep);
}

function isWithin(box, area) {
  return box.left < area.right && box.right > area.left && box.top < area.bottom && box.bottom > area.top;
}

function finish() {
  from = null;
  sweep?.remove();
  sweep = null;
  document.querySelector("#desk .grid")?.classList.remove("is-sweeping");
}

// The click that ends a sweep presses nothing; one with Shift selects up to its card.
function clicked(event) {
  const card = event.target.closest?.("#desk [data-card]");
  const isShift = card && event.shiftKey && event.detail > 0 && !event.target.closest(PRESSED);
  if (isSwept && card) {
    event.preventDefault();
    event.stopPropagation();
  } else if (isShift) pickTo(card, before ?? card);
  isSwept = false;
}

// Where the current card was before the press that made another one current.
let before = null;
addEventListener("pointerdown", () => (before = current()), true);
