// The toolbar with script: switches act at once and are remembered; the slider answers when let go.
import { desk, signed } from "./page.js";
import { send } from "./sending.js";

export function watchToolbar() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-switch]");
    if (button) flip(event, button);
  });
  document.addEventListener("input", (event) => event.target.id === "stop" && showStop(event.target));
  document.addEventListener("change", (event) => event.target.id === "stop" && useStop(event.target));
}

function flip(event, button) {
  event.preventDefault();
  const isOn = desk().classList.toggle(button.dataset.switch);
  button.setAttribute("aria-pressed", isOn);
  button.value = isOn ? "off" : "on";
  remember();
}

// Always all switches, so that the last word counts.
function remember() {
  const states = { quiet: "1" };
  for (const button of document.querySelectorAll("[data-switch]")) {
    states[button.name] = button.getAttribute("aria-pressed") === "true" ? "on" : "off";
  }
  send("view", signed(states));
}

const stopOf = (slider) => slider.dataset.stops.split(" ")[slider.value];

function showStop(slider) {
  desk().querySelector("[data-stop]").textContent = stopOf(slider);
  slider.setAttribute("aria-valuetext", stopOf(slider));
}

function useStop(slider) {
  const button = desk().querySelector("[data-stop-button]");
  button.value = stopOf(slider);
  button.click();
}
