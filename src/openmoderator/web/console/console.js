// The console with script: the request is composed while somebody types, the browser sends it
// itself, and turning to another operation keeps the answers on the page.
import { showAnswer } from "./answers.js";

const SOON = 250;
const NARROW = "(max-width: 860px)";
let timer;
let composing = Promise.resolve(true);

const form = () => document.getElementById("call");

document.addEventListener("input", (event) => {
  if (event.target.form !== form()) return;
  if (event.target.name === "file") chooseType(event.target.files[0]);
  clearTimeout(timer);
  timer = setTimeout(compose, SOON);
});

document.addEventListener("submit", async (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  clearTimeout(timer);
  const button = event.submitter;
  if (button) button.disabled = true;
  try {
    if (await compose()) await send();
  } finally {
    if (button) button.disabled = false;
    button?.focus();
  }
});

function chooseType(file) {
  const media = form().elements.media_type;
  if (file && [...media.options].some((option) => option.value === file.type)) media.value = file.type;
}

// One at a time, so that an older answer never overwrites a newer one.
function compose() {
  composing = composing.then(composeNow, composeNow);
  return composing;
}

async function composeNow() {
  const asked = form();
  const data = new FormData(asked);
  const file = asked.elements.file?.files[0];
  data.delete("file");
  if (file) {
    data.set("file_name", file.name);
    data.set("file_type", file.type);
  }
  const headers = { "HX-Request": "true" };
  const answer = await fetch(asked.action, { method: "POST", body: data, headers }).catch(() => null);
  if (!answer?.ok) return failed(answer);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (asked !== form()) return false;
  const open = new Set([...document.querySelectorAll("#codes [open]")].map((fold) => fold.dataset.fold));
  for (const fold of page.querySelectorAll("#codes details")) fold.open = open.has(fold.dataset.fold);
  for (const id of ["composed", "codes"]) document.getElementById(id).replaceWith(page.getElementById(id));
  asked.elements.key.value = document.getElementById("composed").dataset.key;
  return true;
}

function failed(answer) {
  const id = answer?.status === 401 || answer?.status === 403 ? "session-over" : "out-of-reach";
  document.getElementById("said").textContent = document.getElementById(id).textContent;
  showAnswer(form().dataset, null, document.getElementById(id).textContent);
  return false;
}

async function send() {
  const composed = document.getElementById("composed");
  const { method, address, key } = composed.dataset;
  const headers = new Headers({ "Ocp-Apim-Subscription-Key": key });
  for (const row of composed.querySelectorAll("[data-header]")) {
    headers.set(row.dataset.header, row.lastElementChild.textContent);
  }
  const file = form().elements.file?.files[0];
  const text = composed.dataset.body ? form().elements.body.value : undefined;
  const started = performance.now();
  try {
    const options = { method, headers, body: file ?? text, credentials: "omit", redirect: "manual" };
    const answer = await fetch(address, options);
    const body = await answer.text();
    showAnswer(form().dataset, answer, body, Math.round(performance.now() - started));
  } catch (error) {
    showAnswer(form().dataset, null, `${document.getElementById("out-of-reach").textContent} ${error.message}`);
  }
}

// Links to operations change the call and leave the answers where they are.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href*='/admin/console/']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  turnTo(link.href, true);
});

addEventListener("popstate", () => turnTo(location.href, false));

async function turnTo(address, keep) {
  const answer = await fetch(address).catch(() => null);
  const page = answer?.ok && new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!page?.getElementById("operation")) return location.assign(address);
  if (keep) history.pushState(null, "", address);
  document.title = page.title;
  for (const id of ["operations", "operation", "samples"]) {
    document.getElementById(id).replaceWith(page.getElementById(id));
  }
  foldOperations();
  document.getElementById("operation-name").focus();
}

function foldOperations() {
  if (matchMedia(NARROW).matches) document.querySelector("#operations details").open = false;
}

foldOperations();
