// The scan field has the focus whenever nothing else needs it: on load, after a swap, after a tap.
const field = document.querySelector("[data-scan]");

function listen() {
  const active = document.activeElement;
  if (!active || active === document.body || active.closest("[data-floor-action]")) {
    document.querySelector("[data-scan]")?.focus({ preventScroll: true });
  }
}

if (field) {
  listen();
  document.addEventListener("htmx:afterSettle", listen);
}
