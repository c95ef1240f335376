// Answers on the page: the newest first, the last ten of this visit. They are kept nowhere else.
const MOST = 10;

const byId = (id) => document.getElementById(id);

// `answer` null: nothing came back, and `body` says why.
export function showAnswer({ name, operation }, answer, body, milliseconds) {
  const shown = byId("answer-template").content.cloneNode(true).firstElementChild;
  const part = (key) => shown.querySelector(`[data-${key}]`);
  part("name").textContent = name;
  part("status").textContent = answer ? `${answer.status} ${answer.statusText}` : "–";
  part("status").className = `chip ${answer && answer.status < 400 ? "on" : "harm"}`;
  part("time").textContent = milliseconds === undefined ? "" : `${milliseconds} ms`;
  part("headers").textContent = [...(answer?.headers ?? [])].map(([key, value]) => `${key}: ${value}`).join("\n");
  part("body").textContent = answer ? pretty(body) : body;
  for (const each of answer ? idsIn(operation, body) : []) part("found").append(row(each));
  byId("answer-list").prepend(shown);
  while (byId("answer-list").children.length > MOST) byId("answer-list").lastElementChild.remove();
  byId("no-answer").hidden = true;
  byId("said").textContent = `${name}: ${part("status").textContent}`;
}

function idsIn(operation, body) {
  const value = parsed(body);
  if (operation === "create_reviews" && Array.isArray(value)) {
    return value.filter((each) => typeof each === "string").map((id) => ({ kind: "review", id }));
  }
  const named = [["JobId", "job"], ["ReviewId", "review"]];
  return named.filter(([key]) => value?.[key] && typeof value[key] === "string").map(([key, kind]) => ({ kind, id: value[key] }));
}

let rows = 0;

function row({ kind, id }) {
  const made = byId(`${kind}-template`).content.cloneNode(true).querySelector(".found-row");
  const code = made.querySelector("[data-id]");
  rows += 1;
  code.textContent = id;
  code.id = `found-row-${rows}`;
  made.querySelector("[data-copy]").dataset.copy = code.id;
  const link = made.querySelector("[data-link]");
  link.href = link.getAttribute("href").replace(/=0$/, `=${encodeURIComponent(id)}`);
  const page = made.querySelector("[data-page]");
  if (page) page.href = page.getAttribute("href").replace(/0$/, encodeURIComponent(id));
  return made;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Indents the text itself: reading and writing the values would lose digits of long numbers.
function pretty(text) {
  if (parsed(text) === undefined) return text;
  let depth = 0;
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  const line = () => `\n${"  ".repeat(depth)}`;
  return tokens.reduce((made, token, at) => {
    const empty = /[[{]/.test(tokens[at - 1] ?? "") && /^[\]}]$/.test(token);
    if (/^[\]}]$/.test(token)) depth -= 1;
    const before = /^[\]}]$/.test(token) && !empty ? line() : "";
    if (/^[[{]$/.test(token)) depth += 1;
    const opens = /^[[{]$/.test(token) && !/^[\]}]$/.test(tokens[at + 1] ?? "");
    const after = opens || token === "," ? line() : token === ":" ? " " : "";
    return made + before + token + after;
  }, "");
}
