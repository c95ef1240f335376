// Small writes go to the server one after another, and the desk's own requests wait for them:
// a draft can never arrive after the Next that already carried it.
import { address, desk } from "./page.js";

const PATIENCE = 8000;
let last = Promise.resolve(null);

// The answer of the server, or null when there was none.
export function send(action, body) {
  const go = () =>
    fetch(address(action), { method: "POST", body, keepalive: true, signal: AbortSignal.timeout(PATIENCE) });
  last = last.then(go).catch(() => null);
  return last;
}

export function watchSending() {
  document.addEventListener("htmx:confirm", (event) => {
    if (event.target !== desk()) return;
    event.preventDefault();
    if (desk().dataset.busy) return;
    desk().dataset.busy = "yes";
    last.then(() => event.detail.issueRequest(true));
  });
  for (const end of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(end, () => delete desk().dataset.busy);
  }
}
