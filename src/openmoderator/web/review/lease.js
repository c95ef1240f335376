// The claim on the batch: renewed while the page is open, given back when it goes. An empty
// desk looks for new items when the badges' figures say that some wait.
import { address, cards, desk, signed } from "./page.js";
import { say, text } from "./messages.js";

const EVERY = 60_000;

export function watchLease() {
  setInterval(renew, EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || renew());
  addEventListener("pagehide", () => navigator.sendBeacon(address("release"), signed()));
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  document.addEventListener("counts", (event) => refill(event.detail));
}

async function renew() {
  const held = cards().length;
  if (!held) return;
  const token = desk().elements.token.value;
  const answer = await fetch(address("extend"), { method: "POST", body: signed() }).catch(() => null);
  const { held: still } = answer?.ok && !answer.redirected ? await answer.json() : { held };
  if (still < held && token === desk().elements.token.value) say(text("lost"));
}

function refill(counts) {
  const waiting = counts[desk().dataset.kind]?.number ?? 0;
  if (cards().length || !waiting || desk().dataset.left === String(waiting)) return;
  htmx.ajax("GET", location.pathname + location.search, { target: "#desk", swap: "outerHTML" });
}
