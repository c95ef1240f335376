// Buttons that copy: `data-copy` names the element whose text is wanted; the button says it did.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  if (!source) return;
  const said = button.querySelector("[data-copied]");
  if (!(await copy(source)) || !said) return;
  said.hidden = false;
  setTimeout(() => (said.hidden = true), 2000);
});

async function copy(source) {
  const text = source.value ?? source.textContent;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Browsers offer the clipboard on secure origins only; the selection can be copied anywhere.
    getSelection().selectAllChildren(source);
    return document.execCommand("copy");
  }
}
