// Small writes go to the server one after another. A press of the desk carries every tag on it:
// it drops the drafts that still wait, and gives the write on its way a moment to arrive first.
import { report, say, text } from "./messages.js";
import { address, desk } from "./page.js";
import { arrived, isReady, turn } from "./ahead.js";
import { renewToken } from "./session.js";

const PATIENCE = 8000;
const GRACE = 1000;
// The second click of a double click falls on a batch that nobody has looked at.
const DOUBLE = 400;
let waiting = [];
let going = null;

// The answer of the server, null when there was none, undefined when a press carried it instead.
export function send(action, body) {
  return new Promise((done) => {
    waiting.push({ action, body, done, ended: new AbortController() });
    sendOn();
  });
}

// At once and by itself; the answer, or null. A token that was replaced is renewed on the way.
export async function post(action, body, { ended = new AbortController(), patience = PATIENCE, keepalive = true } = {}) {
  const to = address(action);
  const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(patience)]);
  const go = () => fetch(to, { method: "POST", body, keepalive, signal, headers: { "HX-Request": "true" } });
  const answer = await go().catch(() => null);
  if (answer?.status !== 403) return answer;
  const renewed = await renewToken();
  if (!renewed?.ok) return renewed;
  body.set("csrfmiddlewaretoken", desk().elements.csrfmiddlewaretoken.value);
  return go().catch(() => null);
}

async function sendOn() {
  if (going || !waiting.length) return;
  going = waiting.shift();
  const { action, body, done, ended } = going;
  const answer = await post(action, body, { ended });
  done(ended.signal.aborted ? undefined : answer);
  going = null;
  document.dispatchEvent(new Event("sent"));
  sendOn();
}

async function settle() {
  const drafts = waiting.filter((write) => write.action === "draft");
  waiting = waiting.filter((write) => write.action !== "draft");
  for (const draft of drafts) draft.done(undefined);
  const late = new Promise((over) => setTimeout(over, GRACE));
  await Promise.race([quiet(), late]);
  if (going?.action === "draft") going.ended.abort();
}

async function quiet() {
  while (going) await new Promise((over) => document.addEventListener("sent", over, { once: true }));
}

// One press at a time: while it waits or is under way, no other one counts or takes its place.
let pressed = null;
let isPassing = false;
let pressedAt = 0;
let isRepeated = false;
let asked = null;

export function watchSending() {
  document.addEventListener("click", swallow, true);
  document.addEventListener("htmx:confirm", (event) => {
    if (event.target !== desk()) return;
    if (isPassing) return void (isPassing = false);
    event.preventDefault();
    if (!desk().dataset.busy) press(event.detail.triggeringEvent.submitter);
  });
  document.addEventListener("htmx:responseError", (event) => isOfDesk(event) && refused(event.detail.xhr.status));
  for (const end of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(end, (event) => isOfDesk(event) && failed(() => say(text("offline"))));
  }
}

const isOfDesk = (event) => event.detail.elt === desk();

function swallow(event) {
  const button = event.target.closest?.("#desk button:not([data-switch])");
  if (isPassing || button?.type !== "submit") return;
  const isDouble = isNext(button) && event.detail > 1 && event.timeStamp - pressedAt < DOUBLE;
  if (!isDouble && !desk().dataset.busy) return;
  if (!isDouble && desk().dataset.turning) asked = button;
  event.preventDefault();
  event.stopImmediatePropagation();
}

async function press(button) {
  setBusy();
  isRepeated = false;
  pressed = button;
  pressedAt = performance.now();
  await settle();
  if (isNext(button)) await Promise.race([arrived(), new Promise((over) => setTimeout(over, GRACE))]);
  if (isNext(button) && isReady()) return turnOn();
  // The browser ignores a second submission of a form while the first one's event is handled.
  setTimeout(pass);
}

const isNext = (button) => !button.hasAttribute("formaction");

// To the batch that is ready. Until the answers of the one before are in, nothing else is
// pressed on it but tags; what is pressed last in the meantime waits and follows.
async function turnOn() {
  const going = turn();
  setBusy();
  const outcome = await going;
  const next = outcome === "settled" && asked ? stillThere(asked) : null;
  notBusy();
  asked = null;
  document.dispatchEvent(new CustomEvent("turned", { detail: outcome }));
  next?.click();
}

// What a key pressed is to follow when the page has turned, also where it is not ready to be.
export function pressLater(button) {
  if (desk().dataset.turning) asked = button;
}

// The button that was pressed, or the one in the new bar that does the same.
function stillThere(button) {
  if (button.isConnected) return button;
  const same = isNext(button) ? ".next" : `[formaction="${button.getAttribute("formaction")}"]`;
  return desk().querySelector(`.foot ${same}:not(:disabled)`);
}

// The same button once more, now through to htmx, which reads from it what was pressed.
function pass() {
  isPassing = true;
  pressed.click();
  if (isPassing) failed(() => {});
}

async function refused(status) {
  if (status !== 403 || isRepeated) return failed(() => report(status));
  isRepeated = true;
  const renewed = await renewToken();
  if (renewed?.ok) return pass();
  failed(() => (renewed ? report(renewed.status) : say(text("offline"))));
}

function failed(tell) {
  isPassing = false;
  notBusy();
  tell();
}

function setBusy() {
  desk().dataset.busy = "yes";
  desk().setAttribute("aria-busy", "true");
}

function notBusy() {
  delete desk().dataset.busy;
  desk().removeAttribute("aria-busy");
}
