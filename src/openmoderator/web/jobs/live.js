// Reports that grow: asked for every second with an ETag until their jobs have ended.
const EVERY = 1000;
const known = new Map();

function waiting() {
  return [...document.querySelectorAll("[data-live]:not([data-done])")];
}

async function look() {
  if (!document.hidden) await Promise.all(waiting().map(refresh));
  if (waiting().length) setTimeout(look, EVERY);
}

async function refresh(part) {
  const address = part.dataset.live;
  const headers = { "HX-Request": "true" };
  if (known.has(address)) headers["If-None-Match"] = known.get(address);
  const answer = await fetch(address, { headers, cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  known.set(address, answer.headers.get("ETag"));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  part.replaceWith(page.body.firstElementChild);
}

if (waiting().length) setTimeout(look, EVERY);
