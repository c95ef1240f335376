// The desk with script. Every module listens on the document, so a new desk needs no wiring:
// only what counts time is started again.
import { refreshCounts } from "../frame/counts.js";
import { watchActs } from "./acts.js";
import { keepAhead } from "./ahead.js";
import { restoreCurrent, watchCurrent } from "./current.js";
import { watchDetails } from "./details.js";
import { watchDrafts } from "./drafts.js";
import { watchKeymap, showKeys } from "./keymap.js";
import { watchKeys } from "./keys.js";
import { startClock, watchLease } from "./lease.js";
import { showOthers, watchOthers } from "./others.js";
import { watchReveal } from "./reveal.js";
import { watchSelection } from "./select.js";
import { watchSending } from "./sending.js";
import { watchToolbar } from "./toolbar.js";
import { watchTyping } from "./typing.js";
import { startUndo } from "./undo.js";

watchSelection();
watchCurrent();
watchKeymap();
watchKeys();
watchLease();
watchSending();
watchDrafts();
watchReveal();
watchDetails();
watchActs();
watchToolbar();
watchTyping();
watchOthers();
begin();
keepAhead();

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "desk") return;
  restoreCurrent();
  begin();
  keepAhead();
  refreshCounts();
});
document.addEventListener("desk", begin);
document.addEventListener("turned", (event) => {
  if (event.detail !== "settled") return;
  keepAhead();
  refreshCounts();
});

function begin() {
  startUndo();
  startClock();
  showKeys();
  showOthers();
}
