// The claim on the batch: renewed while the page is open, given back when it goes. An empty
// desk looks for new items when the badges' figures say that some wait.
import { address, cards, desk, signed } from "./page.js";
import { report, say, text } from "./messages.js";
import { post } from "./sending.js";

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
  const answer = await post("extend", signed());
  if (answer?.status === 401) return report(401);
  const { held: still } = answer?.ok ? await answer.json() : { held };
  if (still < held && token === desk().elements.token.value) say(text("lost"));
}

// The event comes whenever something changed. What others hold may be given back without any
// figure changing, so as long as some is left, look.
function refill(counts) {
  const { kind, waiting, left } = desk().dataset;
  if (cards().length || desk().dataset.busy) return;
  const isNews = String(counts[kind]?.number ?? 0) !== waiting;
  if (!isNews && left === "0") return;
  const values = { in_team: desk().elements.in_team.value };
  htmx.ajax("GET", location.pathname + location.search, { target: "#desk", swap: "outerHTML", values });
}
