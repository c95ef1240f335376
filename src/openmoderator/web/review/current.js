// The current card: the one that keys act on. Follows focus, pointer and arrows.
import { cards, current } from "./page.js";

export function watchCurrent() {
  document.addEventListener("focusin", (event) => follow(event.target));
  document.addEventListener("pointerdown", (event) => follow(event.target));
}

export function restoreCurrent() {
  document.querySelector(".desk-main").scrollTop = 0;
  if (document.activeElement === document.body) current()?.focus({ preventScroll: true });
}

// To the card in the direction of the arrow; returns it, or undefined at the border.
export function move(key) {
  const all = cards();
  const to = all[all.indexOf(current()) + step(key, all)];
  to?.focus();
  to?.scrollIntoView({ block: "nearest" });
  return to;
}

function follow(target) {
  const card = target.closest?.("#desk [data-card]");
  if (card) makeCurrent(card);
}

function makeCurrent(card) {
  for (const other of cards()) {
    other.classList.toggle("is-current", other === card);
    other.tabIndex = other === card ? 0 : -1;
  }
}

function step(key, all) {
  const columns = Math.max(1, all.filter((card) => card.offsetTop === all[0].offsetTop).length);
  const ahead = getComputedStyle(document.documentElement).direction === "rtl" ? -1 : 1;
  return { ArrowLeft: -ahead, ArrowRight: ahead, ArrowUp: -columns, ArrowDown: columns }[key];
}
