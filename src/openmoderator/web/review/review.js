// The desk with script. Every module listens on the document, so a new desk needs no wiring:
// only what counts time is started again.
import { refreshCounts } from "../frame/counts.js";
import { restoreCurrent, watchCurrent } from "./current.js";
import { watchDetails } from "./details.js";
import { watchDrafts } from "./drafts.js";
import { watchKeys } from "./keys.js";
import { watchLease } from "./lease.js";
import { watchReveal } from "./reveal.js";
import { watchSending } from "./sending.js";
import { watchToolbar } from "./toolbar.js";
import { startUndo } from "./undo.js";

watchCurrent();
watchKeys();
watchSending();
watchDrafts();
watchReveal();
watchDetails();
watchToolbar();
watchLease();
startUndo();

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "desk") return;
  restoreCurrent();
  startUndo();
  refreshCounts();
});
