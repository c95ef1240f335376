// Suggests the team's id from its name until somebody types one: letters and digits, no accents.
const name = document.querySelector("[data-team-name]");
const id = document.querySelector("[data-team-id]");
let own = Boolean(id?.value);

id?.addEventListener("input", () => {
  own = id.value !== "";
});

name?.addEventListener("input", () => {
  if (own) return;
  const plain = name.value.normalize("NFKD").toLowerCase();
  id.value = plain.replace(/[^a-z0-9]/g, "").slice(0, 40);
});
