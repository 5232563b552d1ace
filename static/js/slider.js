// Moves a number field by its slider, and sends it once the slider rests.
//
// Who moves on is not set back: the answer to an earlier place is not shown, the next one is.
// Who presses something else at once takes the place along: it is sent before.
const REST_MS = 350;
let resting;
let moved = null;

function send() {
  clearTimeout(resting);
  if (moved?.isConnected) moved.form.requestSubmit(document.getElementById(moved.dataset.takes));
}

function rest({ target }) {
  if (!moved || target !== moved) return;
  clearTimeout(resting);
  resting = setTimeout(send, REST_MS);
}

function sendBefore({ target }) {
  if (moved && target !== moved.form) send();
}

document.addEventListener("input", ({ target }) => {
  if (target.matches("[data-slides]")) document.getElementById(target.dataset.slides).value = target.value;
  if (target.matches("[data-takes]")) moved = target;
  const own = document.querySelector(`[data-slides="${CSS.escape(target.id)}"]`);
  if (own) own.value = target.value;
});

document.addEventListener("change", rest);
document.addEventListener("pointerup", rest);
document.addEventListener("submit", sendBefore, true);
document.addEventListener("htmx:confirm", sendBefore, true);

document.addEventListener("htmx:beforeRequest", () => {
  moved = null;
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (moved) event.detail.shouldSwap = false;
});
