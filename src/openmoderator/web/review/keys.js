// Keys press the controls that are on the page; nothing can be done by key alone. Which key does
// what stands in the map on the page. They rest while somebody types or a dialog is open.
import { actOn, holdNow, skipNow } from "./acts.js";
import { move } from "./current.js";
import { clearTags, toggleAll } from "./drafts.js";
import { cards, current, meant, openDialog, picked } from "./page.js";
import { pickAll, pickOnly, pickTo, togglePick } from "./select.js";
import { pressLater } from "./sending.js";

const TYPING = "input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]";
const PRESSED = "button, a, summary, input";
const PLACES = ["KeyQ", "KeyW", "KeyE", "KeyR", "KeyA", "KeyS", "KeyD", "KeyF", "KeyZ", "KeyX", "KeyC", "KeyV"];

const ACTIONS = {
  next: () => press(".next"),
  back: () => press(".undo"),
  first: () => toggle(0),
  clear: () => clearTags(meant()),
  details: () => current()?.querySelector("[data-details]").click(),
  move: () => actOn(meant()),
  hold: () => holdNow(meant()),
  skip: () => skipNow(meant()),
  extend: () => press("[data-extend]"),
  pick: () => current() && togglePick(current()),
  blur: () => press("[data-does=blur]"),
  grey: () => press("[data-does=grey]"),
  more: () => press("[data-does=more]"),
  fewer: () => press("[data-does=fewer]"),
  map: () => press("[data-does=map]"),
};

export function watchKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.defaultPrevented || event.target.closest(TYPING) || openDialog()) return;
    const act = actionOf(event);
    if (!act || isNative(event) || (event.repeat && !event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    act(event);
  });
}

// The name of the action that a pressed key has in the map of the page.
export function nameOf(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const rows = [...document.querySelectorAll("#keys [data-action]")];
  const row = rows.find(({ dataset }) => dataset.on === key || dataset.also === key);
  return row?.dataset.action ?? { "=": "more" }[key];
}

function actionOf(event) {
  const hasGrid = Boolean(document.querySelector("#desk .grid"));
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === "a" && hasGrid ? pickAll : undefined;
  if (/^[1-9]$/.test(event.key)) return () => toggle(Number(event.key) - 1);
  if (event.key.startsWith("Arrow")) return arrow;
  if (event.key === "Escape") return picked().length ? () => pickOnly([]) : undefined;
  const place = placeOf(event);
  return place >= 0 ? () => togglePlace(place) : ACTIONS[nameOf(event)];
}

// With position keys a letter is a card, and what else it does wants Shift.
export function placeOf(event) {
  if (event.shiftKey || !document.querySelector("#desk.has-positions .grid")) return -1;
  return PLACES.indexOf(event.code);
}

function togglePlace(place) {
  const tag = cards()[place]?.querySelector(".tag input");
  tag?.click();
}

function arrow(event) {
  const start = current();
  const to = move(event.key);
  if (event.shiftKey && to) pickTo(to, start);
}

// Enter and Space on a control mean that control, arrows on the slider move the slider, and
// on the text page arrows scroll.
function isNative(event) {
  const control = event.target.closest(PRESSED);
  const isArrow = event.key.startsWith("Arrow");
  const scrolls = event.target.closest("[tabindex='0']:not([data-card])");
  if (isArrow) return control?.type === "range" || scrolls || !document.querySelector(".grid");
  if (event.key === "Enter") return Boolean(control) && control.type !== "checkbox";
  return event.key === " " && Boolean(control);
}

function toggle(index) {
  const chosen = picked();
  const tag = (chosen[0] ?? current())?.querySelectorAll(".tag input")[index];
  if (!tag) return;
  if (chosen.length) toggleAll(chosen, tag.value);
  else tag.click();
}

function press(selector) {
  const button = document.querySelector(`#desk ${selector}`);
  if (button?.disabled) pressLater(button);
  else button?.click();
}
