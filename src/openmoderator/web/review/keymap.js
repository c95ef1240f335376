// The map of keys in its dialog: an action's key is changed by pressing the new one.
import { report, say, text } from "./messages.js";
import { desk, signed } from "./page.js";

let waiting = null;
const body = () => document.querySelector("[data-keymap]");

export function watchKeymap() {
  document.addEventListener("click", (event) => {
    const change = event.target.closest("[data-change]");
    if (change) ask(change);
    if (event.target.closest("[data-reset-keys]")) save({ reset: "1" });
  });
  addEventListener("keydown", take, true);
  document.getElementById("keys").addEventListener("close", stop);
}

function ask(button) {
  stop();
  waiting = button.closest("[data-action]");
  waiting.classList.add("is-waiting-for-key");
  button.textContent = text("press-key");
}

function stop() {
  if (!waiting) return;
  waiting.classList.remove("is-waiting-for-key");
  waiting.querySelector("[data-change]").textContent = text("change");
  waiting = null;
}

function take(event) {
  if (!waiting || ["Shift", "Control", "Alt", "Meta", "CapsLock"].includes(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  const { action } = waiting.dataset;
  stop();
  if (event.key.length === 1) save({ action, key: event.key });
}

async function save(values) {
  const answer = await fetch(body().dataset.keymap, {
    method: "POST",
    body: signed(values),
    headers: { "HX-Request": "true" },
  }).catch(() => null);
  if (!answer) return say(text("offline"));
  if (!answer.ok && answer.status !== 400) return report(answer.status);
  body().innerHTML = await answer.text();
  if (answer.ok) showKeys();
}

// Every label of a key on the page says the new one.
export function showKeys() {
  for (const kbd of document.querySelectorAll("#keys kbd[data-names]")) {
    for (const label of desk().querySelectorAll(`[data-shows="${kbd.dataset.names}"]`)) label.textContent = kbd.textContent;
  }
}
