// Ticking rows of a list: the whole page at once, a range with Shift, and how many are ticked.
const form = document.querySelector("[data-list]");

if (form) {
  const page = form.querySelector("[data-tick-page]");
  const all = form.querySelector("[data-tick-all]");
  const count = form.querySelector("[data-ticked]");
  const ticks = [...form.querySelectorAll("[data-tick]")];
  let last = -1;

  page?.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = page.checked;
    show();
  });
  form.addEventListener("click", (event) => {
    const here = ticks.indexOf(event.target);
    if (here < 0) return;
    if (event.shiftKey && last >= 0) {
      const [from, to] = here < last ? [here, last] : [last, here];
      for (const tick of ticks.slice(from, to + 1)) tick.checked = event.target.checked;
    }
    last = here;
    show();
  });
  all?.addEventListener("change", show);
  form.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest("details[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    for (const act of form.querySelectorAll(".act[open]")) {
      if (!act.contains(event.target)) act.open = false;
    }
  });
  show();

  function show() {
    const ticked = ticks.filter((tick) => tick.checked).length;
    if (count) count.textContent = all?.checked ? "✓" : ticked;
    if (page) {
      page.checked = ticked === ticks.length;
      page.indeterminate = ticked > 0 && ticked < ticks.length;
    }
  }
}
