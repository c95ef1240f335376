// Characters that are left, as the server counts them, and the sample without a journey.
const box = document.querySelector("textarea[data-most]");
const left = document.querySelector("[data-left]");
const sample = document.querySelector("[data-sample]");

function count() {
  const rest = Number(box.dataset.most) - [...box.value].length;
  left.querySelector("b").textContent = rest.toLocaleString(document.documentElement.lang);
  left.classList.toggle("wrong", rest < 0);
}

box.addEventListener("input", count);
sample?.addEventListener("click", (event) => {
  event.preventDefault();
  box.value = sample.dataset.sample;
  box.focus();
  count();
});
count();
