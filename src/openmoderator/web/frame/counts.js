// What changes while a page is open: a conditional question every few seconds, answered for next
// to nothing as long as nothing changed; then the figures, and the event "counts" for the screen.
const EVERY = 2000;
let pulse = "";
let etag = "";
let counts = {};

export function watchCounts() {
  if (!header()?.dataset.pulse) return;
  setInterval(listen, EVERY);
  document.addEventListener("visibilitychange", listen);
}

const header = () => document.querySelector(".header");

async function listen() {
  if (document.hidden) return;
  const known = pulse && { "If-None-Match": pulse };
  const answer = await ask(`/live/pulse?of=${encodeURIComponent(header().dataset.pulse)}`, known);
  if (!answer?.ok) return;
  pulse = answer.headers.get("ETag") ?? "";
  await refreshCounts();
}

export async function refreshCounts() {
  if (document.hidden) return;
  const answer = await ask(`/counts?in_team=${header().dataset.team}`, etag && { "If-None-Match": etag });
  if (answer?.status !== 304 && !answer?.ok) return;
  if (answer.status !== 304) {
    etag = answer.headers.get("ETag") ?? "";
    counts = await answer.json();
  }
  for (const badge of document.querySelectorAll("[data-badge]")) show(badge, counts[badge.dataset.badge]);
  document.dispatchEvent(new CustomEvent("counts", { detail: counts }));
}

const ask = (path, headers) =>
  fetch(path, { headers: { "HX-Request": "true", ...headers }, cache: "no-store" }).catch(() => null);

function show(badge, count) {
  if (!count || badge.dataset.count === String(count.number)) return;
  badge.dataset.count = count.number;
  badge.lastChild.data = count.text;
}
