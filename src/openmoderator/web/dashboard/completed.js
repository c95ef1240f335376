// A date that is filled in means a range of one's own; a preset empties the dates.
const form = document.getElementById("completed-filters");
const period = form?.elements.namedItem("period");
const dates = ["first", "last"].map((name) => form?.elements.namedItem(name));

for (const date of dates) {
  date?.addEventListener("change", () => {
    if (date.value) period.value = "custom";
  });
}

period?.addEventListener("change", () => {
  if (period.value === "custom") dates[0]?.focus();
  else for (const date of dates) date.value = "";
});
