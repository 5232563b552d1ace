// Shows a choice on the picture in the same frame: [data-preview-paint] recolours layers,
// [data-preview-text] types on the product. The server's picture replaces it a moment later.
const FOLLOWS = "[data-picture]";

function recolour(group, colour) {
  for (const part of document.querySelectorAll(`${FOLLOWS} [data-paint="${CSS.escape(group)}"]`)) {
    part.setAttribute("color", colour);
  }
}

function fit(text) {
  const largest = Number(text.dataset.size);
  text.setAttribute("font-size", largest);
  const length = text.getComputedTextLength();
  const width = Number(text.dataset.width);
  if (length > width) text.setAttribute("font-size", (largest * width) / length);
}

function type(group, words) {
  for (const text of document.querySelectorAll(`${FOLLOWS} [data-text="${CSS.escape(group)}"]`)) {
    text.textContent = words.normalize("NFC");
    fit(text);
  }
}

function count(field) {
  const counter = document.getElementById(field.dataset.counter);
  if (!counter) return;
  const letters = [...new Intl.Segmenter(document.documentElement.lang).segment(field.value)].length;
  counter.textContent = counter.dataset.words.replace("{count}", letters);
}

document.addEventListener("click", (event) => {
  const control = event.target.closest("[data-preview-paint]");
  if (control?.dataset.colour && control.dataset.state !== "blocked") {
    recolour(control.dataset.previewPaint, control.dataset.colour);
  }
});

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-preview-text]")) type(event.target.dataset.previewText, event.target.value);
  if (event.target.matches("input[data-preview-paint]")) recolour(event.target.dataset.previewPaint, event.target.value);
  if (event.target.matches("[data-counter]")) count(event.target);
});
