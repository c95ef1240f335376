// Counts the seconds down; the server alone decides what is too late.
const cells = document.querySelectorAll("[data-seconds-left]");
const opened = performance.now();
const at = [...cells].map((cell) => Number(cell.textContent));

if (cells.length) {
  setInterval(() => {
    const gone = Math.floor((performance.now() - opened) / 1000);
    cells.forEach((cell, number) => {
      cell.textContent = Math.max(0, at[number] - gone);
    });
  }, 1000);
}
