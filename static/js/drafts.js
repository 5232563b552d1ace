// Keeps what was typed and not sent yet: a refresh, Back or a lost session brings it back.
const fields = () => document.querySelectorAll("[data-draft]");
const place = (field) => `draft:${field.dataset.draft}`;

function restore() {
  for (const field of fields()) {
    const kept = sessionStorage.getItem(place(field));
    if (kept === null || kept === field.value) continue;
    field.value = kept;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

document.addEventListener("input", ({ target }) => {
  if (target.matches?.("[data-draft]")) sessionStorage.setItem(place(target), target.value);
});

// Sent and answered, well or not, the server's page holds it.
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.successful && detail.requestConfig.verb !== "get") forget(detail.requestConfig.elt);
});
document.addEventListener("submit", ({ target }) => {
  if (!target.hasAttribute("hx-post")) forget(target);
});

function forget(form) {
  for (const field of form.querySelectorAll?.("[data-draft]") ?? []) sessionStorage.removeItem(place(field));
}

document.addEventListener("htmx:afterSettle", restore);
restore();
