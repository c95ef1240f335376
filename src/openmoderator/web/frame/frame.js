// What every page does with script: menus close as people expect, badges stay fresh.
import { watchCounts } from "./counts.js";

document.addEventListener("click", (event) => closeMenus(event.target));
document.addEventListener("focusin", (event) => closeMenus(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest?.(".menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
  event.stopPropagation();
});

// The desk has a map of keys of its own behind the same key.
document.addEventListener("keydown", (event) => {
  if (event.key !== "?" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  document.querySelector("[data-help]")?.click();
});

// On a narrow screen the bar of sub-tabs scrolls: what is open stands in it.
const bar = document.querySelector(".subbar");
const here = bar?.querySelector("[aria-current]");
if (here && bar.scrollWidth > bar.clientWidth) {
  const [at, around] = [here.getBoundingClientRect(), bar.getBoundingClientRect()];
  bar.scrollLeft += at.left + at.width / 2 - around.left - around.width / 2;
}

function closeMenus(inside) {
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (!menu.contains(inside)) menu.open = false;
  }
}

watchCounts();
