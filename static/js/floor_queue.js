// The terminal works on without a connection: acts wait in this browser and are sent in order.
//
// Every act has an id, so one that did arrive and is sent again is done once. An act that the
// server refuses is shown and forgotten; the ones behind it go on.
const announce = (sentence) =>
  document.dispatchEvent(new CustomEvent("announce", { detail: sentence }));

const KEY = "tailorline-floor-acts";
const RETRY_MS = 4000;
const TIMEOUT_MS = 8000;

const floor = () => document.getElementById("floor");
const waiting = () => JSON.parse(localStorage.getItem(KEY) ?? "[]");
const keep = (acts) => localStorage.setItem(KEY, JSON.stringify(acts));

let isSending = false;

function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function tell(count) {
  const tag = floor()?.querySelector("[data-link]");
  if (!tag) return;
  const words = count ? floor().dataset.offline.replace("{count}", count) : floor().dataset.online;
  tag.hidden = false;
  tag.dataset.kind = count ? "warn" : "good";
  tag.textContent = words;
  if (count) announce(words);
}

function show(page) {
  const fresh = new DOMParser().parseFromString(page, "text/html").getElementById("floor");
  if (!fresh) return false;
  floor().replaceWith(fresh);
  const news = fresh.querySelector("[data-notice-text]");
  if (news) announce(news.textContent);
  fresh.querySelector("#scan")?.focus();
  return true;
}

/** Send one act; false when the answer is no terminal (signed out): the act is kept. */
async function send(act) {
  const body = new URLSearchParams(act.fields);
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  const answer = await fetch(act.url, {
    method: "POST",
    body,
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (answer.status >= 500) throw new Error("the server is busy");
  if (show(await answer.text())) return true;
  location.assign(answer.redirected ? answer.url : location.href);
  return false;
}

async function sendAll() {
  if (isSending) return;
  isSending = true;
  try {
    for (let acts = waiting(); acts.length; acts = waiting()) {
      if (!(await send(acts[0]))) return;
      keep(waiting().slice(1));
    }
    tell(0);
  } catch {
    tell(waiting().length);
    setTimeout(sendAll, RETRY_MS);
  } finally {
    isSending = false;
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-floor]")) return;
  event.preventDefault();
  const fields = new URLSearchParams(new FormData(form, event.submitter));
  fields.set("act_id", newId());
  keep([...waiting(), { url: form.action, fields: fields.toString() }]);
  form.reset();
  sendAll();
});

addEventListener("online", sendAll);
if (waiting().length) sendAll();
