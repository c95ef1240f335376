// The seconds in which Prev works, drawn around it. The server keeps the clock; this shows it.
let ticking = 0;
let drawing = null;

export function startUndo() {
  clearInterval(ticking);
  // One that goes on would keep the desk that it is drawn on, for up to an hour.
  drawing?.cancel();
  drawing = null;
  const button = document.querySelector(".undo:not(:disabled)");
  if (!button) return;
  const left = Number(button.dataset.undo);
  const end = performance.now() + left;
  draw(button, left);
  ticking = setInterval(() => tick(button, end), 200);
}

function draw(button, left) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const gone = Number(button.dataset.gone);
  const frames = [{ strokeDashoffset: gone }, { strokeDashoffset: 1 }];
  drawing = button.querySelector(".ring-left").animate(frames, { duration: left, fill: "forwards" });
}

function tick(button, end) {
  const seconds = Math.ceil((end - performance.now()) / 1000);
  button.querySelector("[data-seconds]").textContent = seconds > 0 ? `${seconds} s` : "";
  if (seconds > 0 || button.form.dataset.busy) return;
  clearInterval(ticking);
  button.disabled = true;
}
