// Rows move without a request: by button, arrow keys on the handle, or drag. Save is there for
// what is different from what the page came with.
const form = document.getElementById("tags-form");
const body = form.querySelector("tbody");
const save = document.getElementById("tags-save");
const said = document.getElementById("tags-said");

const state = () => new URLSearchParams(new FormData(form)).toString();
const atFirst = state();
const typedBefore = form.querySelector("[aria-invalid]") !== null;

function check() {
  save.disabled = !typedBefore && state() === atFirst;
}

function tell(row) {
  const place = [...body.rows].indexOf(row) + 1;
  said.textContent = body.dataset.moved
    .replace("{code}", row.dataset.code)
    .replace("{place}", String(place));
}

function move(row, way) {
  const other = way === "up" ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (way === "up") other.before(row);
  else other.after(row);
  tell(row);
  check();
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=move]");
  if (!button) return;
  event.preventDefault();
  move(button.closest("tr"), button.value.split(" ")[1]);
  button.focus();
});

body.addEventListener("keydown", (event) => {
  const handle = event.target.closest(".tag-handle");
  const way = { ArrowUp: "up", ArrowDown: "down" }[event.key];
  if (!handle || !way) return;
  event.preventDefault();
  move(handle.closest("tr"), way);
  handle.focus();
});

form.addEventListener("input", check);
form.addEventListener("change", (event) => {
  const select = event.target.closest("select");
  const mark = select?.parentElement.querySelector(".tag-mark");
  if (mark) {
    mark.setAttribute("class", `tag-mark${select.value ? ` tag-${select.value}` : ""}`);
    mark.firstElementChild.setAttribute("d", select.selectedOptions[0].dataset.shape);
  }
  check();
});

let dragged = null;
for (const handle of body.querySelectorAll(".tag-handle")) handle.draggable = true;

body.addEventListener("dragstart", (event) => {
  const handle = event.target.closest?.(".tag-handle");
  if (!handle) return;
  dragged = handle.closest("tr");
  dragged.classList.add("is-dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.code);
  event.dataTransfer.setDragImage(dragged, 0, 0);
});

body.addEventListener("dragover", (event) => {
  const over = event.target.closest("tr");
  if (!dragged || !over) return;
  event.preventDefault();
  if (over === dragged) return;
  const box = over.getBoundingClientRect();
  if (event.clientY > box.top + box.height / 2) over.after(dragged);
  else over.before(dragged);
});

body.addEventListener("drop", (event) => event.preventDefault());
body.addEventListener("dragend", () => {
  if (!dragged) return;
  dragged.classList.remove("is-dragged");
  tell(dragged);
  dragged = null;
  check();
});

window.addEventListener("pageshow", check);
check();
