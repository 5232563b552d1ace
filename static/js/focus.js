// After a swap the focus stays on the control of the same id; if it vanished, it goes to the heading
// of what replaced it. [data-focus] in the new content asks for it, Escape closes [data-escape].
let last = null;

document.addEventListener("htmx:beforeRequest", () => {
  last = document.activeElement?.id || null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  const wanted = event.target.querySelector?.("[data-focus]");
  if (wanted) return wanted.focus();
  if (!last || document.activeElement !== document.body) return undefined;
  const target = document.getElementById(last) ?? event.target.querySelector?.("[tabindex='-1']");
  return target?.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  event.target.closest?.("[data-escape]")?.querySelector("[data-close]")?.click();
});
