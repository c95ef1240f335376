// The claim on the batch: its clock, renewed while the person does something, given back when
// the page goes. An empty desk looks for new items when something changed in the team.
import { address, cards, desk, itemsOn, signed } from "./page.js";
import { report, say, text, unsay } from "./messages.js";
import { post } from "./sending.js";

const EVERY = 60_000;
const SHORT = 120_000;
const WARNED = 60_000;
let ends = 0;
let warned = false;
let isActive = true;

export function watchLease() {
  setInterval(() => isActive && renew(), EVERY);
  setInterval(tick, 1000);
  for (const sign of ["pointermove", "pointerdown", "keydown", "wheel"]) {
    document.addEventListener(sign, () => (isActive = true), { passive: true });
  }
  document.addEventListener("visibilitychange", () => document.hidden || renew());
  document.addEventListener("click", (event) => event.target.closest?.("[data-extend]") && pressed(event), true);
  addEventListener("pagehide", () => navigator.sendBeacon(address("release"), signed()));
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  document.addEventListener("counts", (event) => refill(event.detail));
}

export function startClock() {
  const clock = desk().querySelector("[data-lease]");
  if (clock) set(Number(clock.dataset.lease));
}

function set(seconds) {
  ends = performance.now() + seconds * 1000;
  warned = false;
  tick();
}

function pressed(event) {
  event.preventDefault();
  event.stopPropagation();
  renew();
}

// The claim's own minutes, and a word while there is still time to keep the items.
function tick() {
  const clock = desk()?.querySelector("[data-lease]");
  if (!clock) return;
  const left = Math.max(0, ends - performance.now());
  const shown = left < SHORT ? `${Math.floor(left / 60_000)}:${String(Math.floor(left / 1000) % 60).padStart(2, "0")}` : String(Math.round(left / 60_000));
  const place = clock.querySelector("[data-clock]");
  if (place.textContent !== shown) place.textContent = shown;
  clock.classList.toggle("is-short", left < SHORT);
  if (left > WARNED || warned) return;
  warned = true;
  say(text(left ? "ending" : "over"));
}

async function renew() {
  const held = itemsOn(cards());
  isActive = false;
  if (!held) return;
  const token = desk().elements.token.value;
  const answer = await post("extend", signed());
  if (answer?.status === 401) return report(401);
  if (!answer?.ok) return;
  const { held: still, seconds } = await answer.json();
  if (token !== desk().elements.token.value) return;
  if (still < held) say(text("lost"));
  else extended(seconds);
}

// The warnings are over with what they warned of.
function extended(seconds) {
  for (const name of ["ending", "over"]) unsay(text(name));
  set(seconds);
}

// The event comes when something changed; what others gave back changes no figure.
function refill(counts) {
  const { kind, waiting, left } = desk().dataset;
  if (cards().length || desk().dataset.busy) return;
  if (String(counts[kind]?.number ?? 0) === waiting && left === "0") return;
  const values = { in_team: desk().elements.in_team.value };
  htmx.ajax("GET", location.pathname + location.search, { target: "#desk", swap: "outerHTML", values });
}
