// Failures, said at the desk until they are read. What was toggled stays on the cards, and the
// same batch can be sent again without harm.
export function watchMessages() {
  document.addEventListener("htmx:sendError", () => say(text("offline")));
  document.addEventListener("htmx:timeout", () => say(text("offline")));
  document.addEventListener("htmx:responseError", (event) => {
    say(text("refused").replace("{status}", event.detail.xhr.status));
  });
}

export function say(words) {
  const place = document.querySelector("[data-messages]");
  if ([...place.children].some((note) => note.firstChild.textContent === words)) return;
  const note = document.createElement("p");
  note.className = "note bad";
  const said = document.createElement("span");
  said.textContent = words;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button";
  close.textContent = text("close");
  close.addEventListener("click", () => note.remove());
  note.append(said, close);
  place.append(note);
}

export function text(name) {
  return document.querySelector(`#words [data-word=${name}]`).textContent;
}
