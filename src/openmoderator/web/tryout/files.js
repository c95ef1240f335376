// The files that are chosen, as a list from which each can be taken out again before they go.
const form = document.querySelector("[data-files]");
const input = form.querySelector("input[type=file]");
const list = form.querySelector("[data-chosen]");
const says = form.querySelector("[data-says]");
const most = Number(form.dataset.most);
const bytes = Number(form.dataset.bytes);

input.addEventListener("change", show);
form.addEventListener("click", (event) => {
  if (event.target.closest("[data-remove-all]")) keep([]);
  const row = event.target.closest("[data-remove]")?.closest("tr");
  if (row) keep([...input.files].filter((_, index) => index !== row.sectionRowIndex));
});
for (const kind of ["dragover", "dragleave", "drop"]) form.addEventListener(kind, drag);

function drag(event) {
  event.preventDefault();
  form.querySelector(".drop").classList.toggle("over-it", event.type === "dragover");
  if (event.type === "drop" && event.dataTransfer.files.length) {
    keep([...input.files, ...event.dataTransfer.files]);
  }
}

function keep(files) {
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  input.files = chosen.files;
  show();
  input.focus();
}

function show() {
  const files = [...input.files];
  list.hidden = !files.length;
  list.querySelector("tbody").replaceChildren(...files.map(row));
  says.textContent = files.length > most ? says.dataset.tooMany : "";
}

function row(file) {
  const line = document.createElement("tr");
  const problem = wrong(file);
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "button small";
  remove.dataset.remove = "";
  remove.textContent = says.dataset.remove;
  remove.setAttribute("aria-label", `${says.dataset.remove}: ${file.name}`);
  const size = `${Math.ceil(file.size / 1000).toLocaleString(document.documentElement.lang)} kB`;
  line.append(cell(mark(file)), cell(file.name), cell(size, "number"), cell(file.type || "?"), cell(remove));
  if (problem) line.children[1].append(chip(problem));
  return line;
}

function wrong(file) {
  if (file.size > bytes) return says.dataset.tooLarge;
  return file.type.startsWith("image/") ? "" : says.dataset.noPicture;
}

// Drawn on a canvas: the policy of the pages loads no picture from a file.
function mark(file) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height, canvas.className] = [56, 40, "thumb"];
  canvas.setAttribute("aria-hidden", "true");
  if (file.size <= bytes) createImageBitmap(file).then((picture) => draw(canvas, picture), () => {});
  return canvas;
}

function draw(canvas, picture) {
  const scale = Math.min(canvas.width / picture.width, canvas.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  const [x, y] = [(canvas.width - width) / 2, (canvas.height - height) / 2];
  canvas.getContext("2d").drawImage(picture, x, y, width, height);
  picture.close();
}

function chip(text) {
  const made = document.createElement("span");
  made.className = "chip harm";
  made.textContent = text;
  return made;
}

function cell(content, kind = "") {
  const made = document.createElement("td");
  made.className = kind;
  made.append(content);
  return made;
}

show();
