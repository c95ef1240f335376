// The badges of waiting reviews: a conditional request every few seconds while the page is seen.
const EVERY = 5000;
let etag = "";
let counts = {};

export function watchCounts() {
  if (document.querySelector("[data-badge]")) setInterval(refreshCounts, EVERY);
}

export async function refreshCounts() {
  if (document.hidden) return;
  const headers = { "HX-Request": "true", ...(etag && { "If-None-Match": etag }) };
  const { team } = document.querySelector(".header").dataset;
  const answer = await fetch(`/counts?in_team=${team}`, { headers }).catch(() => null);
  if (answer?.status !== 304 && !answer?.ok) return;
  if (answer.status !== 304) {
    etag = answer.headers.get("ETag") ?? "";
    counts = await answer.json();
  }
  for (const badge of document.querySelectorAll("[data-badge]")) show(badge, counts[badge.dataset.badge]);
  document.dispatchEvent(new CustomEvent("counts", { detail: counts }));
}

function show(badge, count) {
  if (!count || badge.dataset.count === String(count.number)) return;
  badge.dataset.count = count.number;
  badge.lastChild.data = count.text;
}
