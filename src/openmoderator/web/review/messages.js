// Failures, said at the desk until they are read. What was toggled stays on the cards, and the
// same batch can be sent again without harm.
export function report(status) {
  if (status === 401) return say(text("ended"), word("sign-in").firstChild.cloneNode(true));
  say(text("refused").replace("{status}", status));
}

export function say(words, ...more) {
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
  note.append(said, ...more, close);
  place.append(note);
}

// Take back what was said, once it is no longer so.
export function unsay(words) {
  for (const note of document.querySelectorAll("[data-messages] > .note")) {
    if (note.firstChild.textContent === words) note.remove();
  }
}

const word = (name) => document.querySelector(`#words [data-word=${name}]`);

export const text = (name) => word(name).textContent;
