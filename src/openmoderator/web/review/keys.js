// Keys press the controls that are on the page; nothing can be done by key alone. They rest
// while somebody types or a dialog is open.
import { move } from "./current.js";
import { clearTags } from "./drafts.js";
import { current, openDialog } from "./page.js";

const TYPING = "input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]";
const PRESSED = "button, a, summary, input";

const ACTIONS = {
  ArrowLeft: (event) => move(event.key),
  ArrowRight: (event) => move(event.key),
  ArrowUp: (event) => move(event.key),
  ArrowDown: (event) => move(event.key),
  " ": () => toggle(0),
  c: () => clearTags(current()),
  v: () => current()?.querySelector("[data-details]").click(),
  n: () => press(".next"),
  Enter: () => press(".next"),
  p: () => press(".undo"),
  Backspace: () => press(".undo"),
  b: () => press("[data-key=b]"),
  g: () => press("[data-key=g]"),
  "+": () => press("[data-key='+']"),
  "=": () => press("[data-key='+']"),
  "-": () => press("[data-key='-']"),
  "?": () => press("[data-open=keys]"),
};

export function watchKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest(TYPING) || openDialog()) return;
    const act = actionOf(event);
    if (!act || isNative(event) || (event.repeat && !event.key.startsWith("Arrow"))) return;
    event.preventDefault();
    act(event);
  });
}

function actionOf(event) {
  if (/^[1-9]$/.test(event.key)) return () => toggle(Number(event.key) - 1);
  return ACTIONS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
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
  current()?.querySelectorAll(".tag input")[index]?.click();
}

function press(selector) {
  document.querySelector(`#desk ${selector}:not(:disabled)`)?.click();
}
