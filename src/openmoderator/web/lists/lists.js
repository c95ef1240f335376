// While a list is being published, its state is asked for every second, conditionally.
const EVERY = 1000;
const place = document.querySelector("[data-state-address]");
let etag = "";

const isBuilding = () => place.querySelector("[data-building]") !== null;

async function look() {
  if (document.hidden) return again();
  const headers = { "HX-Request": "true", ...(etag && { "If-None-Match": etag }) };
  const answer = await fetch(place.dataset.stateAddress, { headers }).catch(() => null);
  if (answer?.status === 401) return;
  if (answer?.ok) {
    etag = answer.headers.get("ETag") ?? "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(page.getElementById("state"));
  }
  again();
}

function again() {
  if (isBuilding()) setTimeout(look, EVERY);
  else document.getElementById("state-said").textContent = document.getElementById("state-said").dataset.done;
}

if (isBuilding()) setTimeout(look, EVERY);
