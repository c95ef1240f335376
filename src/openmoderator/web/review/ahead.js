// The batch after the one on screen: claimed ahead, kept inert, its pictures loaded and decoded.
// Next turns to it at once and sends the answers meanwhile; when they cannot be sent, the batch
// they belong to comes back with its tags.
import { countTagged } from "./drafts.js";
import { report, say, text } from "./messages.js";
import { cards, desk, signed } from "./page.js";
import { post } from "./sending.js";

const PATIENCE = 20_000;
const KEEPALIVE = 60_000;
let pictures = [];
let asked = 0;
let coming = Promise.resolve();

const shelf = () => document.getElementById("ahead");
const ready = () => shelf().content.querySelector("form");

// Drop what was kept, and keep the next batch ready where the page says that there may be one.
export function keepAhead() {
  shelf().content.replaceChildren();
  pictures = [];
  asked += 1;
  if ("mayLookAhead" in desk().dataset && cards().length) coming = fetchAhead(asked);
}

// A batch that is on its way is worth a moment's wait.
export const arrived = () => coming;

async function fetchAhead(mine) {
  const body = new FormData();
  for (const name of ["csrfmiddlewaretoken", "in_team", "ahead"]) body.set(name, desk().elements[name].value);
  const answer = await post("ahead", body);
  if (answer?.status !== 200) return;
  const kept = document.createElement("template");
  kept.innerHTML = await answer.text();
  const form = kept.content.querySelector("form");
  const token = form?.elements.token.value;
  if (!form) return;
  if (mine !== asked) return void post("release", signed({ token, ahead: "" }));
  shelf().content.replaceChildren(form);
  desk().elements.ahead.value = token;
  pictures = outOf(form);
}

// The pictures of a batch, each with its place. They load and decode in the page's own document
// and never leave it: a picture that changes documents starts anew.
function outOf(form) {
  return [...form.querySelectorAll("[data-stage] > img")].map((kept) => {
    const place = document.createComment("");
    const loaded = kept.ownerDocument === document ? kept : document.importNode(kept, true);
    kept.replaceWith(place);
    loaded.decode().catch(() => {});
    return { place, loaded };
  });
}

export const isReady = () => Boolean(ready()) && cards().length > 0;

// True when the answers were stored. `done` is told of a failure after the batch is back.
export async function turn() {
  const before = desk();
  const body = answersOf(before);
  const after = bringIn(before);
  const answer = await post("next", body, { patience: PATIENCE, keepalive: String(body).length < KEEPALIVE });
  if (!answer?.ok) return bringBack(before, after, answer);
  const isWhole = answer.headers.get("Desk") === "whole";
  settle(await answer.text());
  if (isWhole) return whole();
  return "settled";
}

function answersOf(form) {
  const body = new URLSearchParams(new FormData(form));
  body.set("turned", ready().elements.token.value);
  body.set("turned_items", itemsOf(ready()));
  return body;
}

// How many items a batch stands for: its cards, and what each of them settles with it.
function itemsOf(form) {
  const fields = [...form.querySelectorAll("input[name=item], input[name^='also.']")];
  return fields.reduce((sum, { value }) => sum + value.trim().split(/\s+/).length, 0);
}

function bringIn(before) {
  const after = document.adoptNode(ready());
  for (const { place, loaded } of pictures) place.replaceWith(loaded);
  pictures = [];
  after.className = before.className;
  after.elements.csrfmiddlewaretoken.value = before.elements.csrfmiddlewaretoken.value;
  giveBar(before, after);
  before.replaceWith(after);
  after.dataset.turning = "yes";
  htmx.process(after);
  shown(after);
  return after;
}

// The batch whose answers could not be sent, as it was; the other is ready again.
function bringBack(before, after, answer) {
  giveBar(after, before);
  after.replaceWith(before);
  for (const mark of ["turning", "busy"]) delete after.dataset[mark];
  pictures = outOf(after);
  shelf().content.replaceChildren(after);
  shown(before);
  if (answer) report(answer.status);
  else say(text("offline"));
  return "back";
}

// The bar above is the same for both: switches and figures on it are newer than a kept batch.
function giveBar(from, to) {
  to.querySelector("section.bar")?.remove();
  to.querySelector("[data-messages]").before(from.querySelector("section.bar"));
}

function shown(form) {
  countTagged();
  form.querySelector(".desk-main").scrollTop = 0;
  (form.querySelector(".is-current") ?? form.querySelector("[data-card]"))?.focus({ preventScroll: true });
  document.dispatchEvent(new Event("desk"));
}

// What the answer says of the queue, of Prev and of answers that did not count.
function settle(html) {
  const said = new DOMParser().parseFromString(html, "text/html");
  const foot = document.adoptNode(said.querySelector(".foot"));
  desk().querySelector("[data-messages]").replaceChildren(...said.querySelectorAll("body > .note"));
  desk().querySelector(".foot").replaceWith(foot);
  delete desk().dataset.turning;
  document.dispatchEvent(new Event("desk"));
}

async function whole() {
  const { base, query } = desk().dataset;
  const values = { in_team: desk().elements.in_team.value };
  const said = desk().querySelectorAll("[data-messages] > .note");
  await htmx.ajax("GET", base + query, { target: "#desk", swap: "outerHTML", values });
  desk().querySelector("[data-messages]").append(...said);
  return "whole";
}
