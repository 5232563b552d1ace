// Tells the other windows on the same design that it changed; the one that clicked last wins.
const notice = document.getElementById("changed-notice");
const channel = "BroadcastChannel" in window ? new BroadcastChannel("tailorline-designs") : null;

function shown() {
  const { design, version } = document.getElementById("design-actions")?.dataset ?? {};
  return { design, version: Number(version) };
}

let told = shown();

function tell() {
  const now = shown();
  if (now.design === told.design && now.version === told.version) return;
  told = now;
  channel?.postMessage(now);
}

channel?.addEventListener("message", ({ data }) => {
  const now = shown();
  if (data.design !== now.design || data.version <= now.version) return;
  if (document.getElementById("changed")) return;
  const shownNotice = notice.content.firstElementChild.cloneNode(true);
  shownNotice.id = "changed";
  document.querySelector("main > .wrap").prepend(shownNotice);
});

document.addEventListener("htmx:afterSettle", tell);
channel?.postMessage(told);
