// The board: a bar opens its run beside the chart, and the page stays current while nobody acts.
const REFRESH_MS = 15000;

const board = () => document.getElementById("board");

async function part(address, selector) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) throw new Error(`no ${selector}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector(selector);
}

function mark(bar) {
  for (const other of board().querySelectorAll("[data-run][aria-current]"))
    other.removeAttribute("aria-current");
  bar.setAttribute("aria-current", "true");
}

async function open(bar) {
  const address = bar.getAttribute("href");
  try {
    const detail = await part(address, ".run-detail");
    document.getElementById("detail").replaceChildren(detail);
    mark(bar);
    const now = new URL(location);
    now.searchParams.set("run", bar.dataset.run);
    history.replaceState(null, "", now);
    detail.querySelector("#run-title")?.focus();
  } catch {
    location.assign(address);
  }
}

/** Put the places for the chosen run beside the chart: arrows step through them, Enter moves. */
async function offerMoves(address) {
  try {
    const form = await part(address, ".run-moves");
    document.getElementById("detail").replaceChildren(form);
    (form.querySelector("input[type=radio]") ?? form.querySelector(".moves-title")).focus();
  } catch {
    location.assign(address);
  }
}

async function leaveMove() {
  const bar = board().querySelector("[data-run][aria-current]");
  if (!bar) return;
  await open(bar);
  bar.focus();
}

async function refresh() {
  const isBusy = document.hidden || board().contains(document.activeElement);
  if (!isBusy) {
    try {
      const fresh = await part(location.href, "#board");
      const table = board().querySelector("#table");
      fresh.querySelector("#table")?.toggleAttribute("open", Boolean(table?.open));
      board().replaceWith(fresh);
    } catch {
      // No connection: the board stays as it is, and the next turn tries again.
    }
  }
  setTimeout(refresh, REFRESH_MS);
}

document.addEventListener("click", (event) => {
  const bar = event.target.closest("[data-run]");
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  if (!bar || !isPlain) return;
  event.preventDefault();
  open(bar);
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-move], [data-leave]");
  if (!link) return;
  event.preventDefault();
  if (link.matches("[data-move]")) offerMoves(link.href);
  else leaveMove();
});

document.addEventListener("keydown", async (event) => {
  if (event.key === "Escape" && event.target.closest(".run-moves")) leaveMove();
  const bar = event.target.closest("[data-run]");
  if (!bar || event.key.toLowerCase() !== "m" || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  await open(bar);
  const link = document.querySelector("#detail [data-move]");
  if (link) offerMoves(link.href);
});

document.addEventListener("click", (event) => {
  if (event.target.closest('a[href="#table"]')) document.getElementById("table").open = true;
});

// A narrow chart begins where the work is.
function scrollToNow() {
  const frame = board().querySelector(".gantt .table-frame");
  const now = frame?.querySelector(".gantt-now");
  if (!now) return;
  const scale = frame.scrollWidth / frame.querySelector("svg").viewBox.baseVal.width;
  frame.scrollLeft = now.x1.baseVal.value * scale - 160;
}

scrollToNow();
setTimeout(refresh, REFRESH_MS);
