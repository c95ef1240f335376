// Leads from a mistake to its place in the expression.
const box = document.querySelector("#expression");

function go(offset) {
  const before = box.value.slice(0, offset);
  const line = before.split("\n").length - 1;
  box.focus();
  box.setSelectionRange(offset, offset + 1);
  box.scrollTop = Math.max(0, (line - 4) * parseFloat(getComputedStyle(box).lineHeight));
}

// The server counts characters, the browser half pairs of them.
const units = (characters) => [...box.value].slice(0, characters).join("").length;

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-offset]");
  if (!link) return;
  event.preventDefault();
  go(units(Number(link.dataset.offset)));
});

if (box.dataset.offset) go(units(Number(box.dataset.offset)));
