// Notes that are being typed are kept on the server a moment after the last key, and at once when
// the field or the page is left, so that closing, reloading or a lease that ends loses none.
const MOMENT = 700;
const PATIENCE = 8000;
let late = 0;
let unsaved = null;
let going = Promise.resolve();

export function watchTyping() {
  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("form[data-typed]");
    if (form) later(form);
  });
  document.addEventListener("focusout", (event) => event.target.closest?.("form[data-typed]") && keep());
  document.addEventListener("submit", (event) => event.target.matches?.("form[data-typed]") && typedIsSent());
  addEventListener("pagehide", keep);
}

// What is sent as a note needs no keeping. Resolves when nothing older is on its way.
export function typedIsSent() {
  clearTimeout(late);
  unsaved = null;
  return going;
}

function later(form) {
  clearTimeout(late);
  unsaved = form;
  late = setTimeout(keep, MOMENT);
}

// One after the other, so that an older text never takes the place of a newer one.
function keep() {
  clearTimeout(late);
  if (!unsaved) return;
  const form = unsaved;
  const body = new FormData(form);
  unsaved = null;
  going = document.hidden ? write(form, body) : going.then(() => write(form, body));
}

// What could not be kept is tried again with the next key, or when the field or page is left.
async function write(form, body) {
  const signal = AbortSignal.timeout(PATIENCE);
  const headers = { "HX-Request": "true" };
  const answer = await fetch(form.dataset.typed, { method: "POST", body, keepalive: true, signal, headers }).catch(() => null);
  if (!answer?.ok && form.isConnected) unsaved ??= form;
}
