// Where the focus goes.
// Inside [data-keys] one control is in the tab order and arrows move between them; arrows never
// choose. After a swap the focus stays on the control of the same id, else it goes to the heading of
// what replaced it; [data-focus] in the new content asks for it. Escape presses the [data-close] of
// the [data-escape] around it, else of the one on the page, whose focus may not have arrived yet;
// closing returns the focus to its [data-opener].
const FORWARD = { ltr: "ArrowRight", rtl: "ArrowLeft" };
const BACK = { ltr: "ArrowLeft", rtl: "ArrowRight" };
const ITEMS = "[data-key-item]";

function items(group) {
  return [...group.querySelectorAll(ITEMS)].filter((item) => !item.disabled && (item.offsetParent || item.ownerSVGElement));
}

function startOf(all) {
  return all.find((item) => item.matches('[aria-pressed="true"], [aria-current]')) ?? all[0];
}

function rove(group) {
  const all = items(group);
  const active = all.find((item) => item === document.activeElement) ?? startOf(all);
  for (const item of all) item.tabIndex = item === active ? 0 : -1;
}

function target(all, at, event) {
  const direction = document.documentElement.dir || "ltr";
  const last = all.length - 1;
  if (event.key === "ArrowDown" || event.key === FORWARD[direction]) return Math.min(at + 1, last);
  if (event.key === "ArrowUp" || event.key === BACK[direction]) return Math.max(at - 1, 0);
  if (event.key === "Home") return 0;
  if (event.key === "End") return last;
  if (event.key === "PageDown") return Math.min(at + 10, last);
  if (event.key === "PageUp") return Math.max(at - 10, 0);
  return -1;
}

document.addEventListener("keydown", (event) => {
  const item = event.target.closest(ITEMS);
  const group = item?.closest("[data-keys]");
  if (!group || event.altKey || event.ctrlKey || event.metaKey) return;
  const all = items(group);
  const next = all[target(all, all.indexOf(item), event)];
  if (!next) return;
  event.preventDefault();
  next.focus();
  rove(group);
});

function roveAll() {
  document.querySelectorAll("[data-keys]").forEach(rove);
}

document.addEventListener("htmx:afterSettle", roveAll);
roveAll();

let last = null;
let opener = null;

document.addEventListener("htmx:beforeRequest", () => {
  last = document.activeElement?.id || null;
});

document.addEventListener("click", (event) => {
  const closed = event.target.closest("[data-close], [data-keep]")?.closest("[data-opener]");
  opener = closed?.dataset.opener ?? null;
});

document.addEventListener("htmx:afterSettle", (event) => {
  const wanted = (opener && document.getElementById(opener)) || event.target.querySelector?.("[data-focus]");
  if (wanted) return wanted.focus();
  if (!last || document.activeElement !== document.body) return undefined;
  const target = document.getElementById(last) ?? event.target.querySelector?.("[tabindex='-1']");
  return target?.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || document.querySelector(":popover-open")) return;
  const panel = event.target.closest?.("[data-escape]") ?? document.querySelector("[data-escape]");
  panel?.querySelector("[data-close]")?.click();
});
