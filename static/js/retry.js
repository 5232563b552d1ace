// A choice that met no server, or one without its database, is kept and sent again after 4, 8,
// 16 ... seconds; the notice says when.
const FIRST_WAIT_S = 4;
const LONGEST_WAIT_S = 60;
const SLOW_MS = 8000;
const AWAY = 503;
const template = document.getElementById("offline-notice");

let notice = null;
let timer = 0;
let waitSeconds = FIRST_WAIT_S;
let lost = null;

function words(seconds) {
  return template.content.querySelector("[data-notice-text]").textContent.replace("{seconds}", seconds);
}

function tell(sentence) {
  document.dispatchEvent(new CustomEvent("announce", { detail: sentence }));
}

function show(seconds) {
  if (!notice) {
    notice = template.content.firstElementChild.cloneNode(true);
    notice.dataset.floating = "";
    notice.querySelector("[data-retry]").addEventListener("click", sendAgain);
    document.body.append(notice);
    tell(words(seconds));
  }
  notice.querySelector("[data-notice-text]").textContent = words(seconds);
}

function hide() {
  clearTimeout(timer);
  notice?.remove();
  notice = null;
  lost = null;
  waitSeconds = FIRST_WAIT_S;
}

function sendAgain() {
  clearTimeout(timer);
  const control = lost;
  if (!control?.isConnected) return hide();
  // htmx learns which button was pressed from its click alone.
  if (control.matches("form")) control.requestSubmit();
  else if (control.matches("button, a")) control.click();
  else control.form?.requestSubmit();
  return undefined;
}

function countDown(seconds) {
  if (seconds === 0) return sendAgain();
  show(seconds);
  timer = setTimeout(countDown, 1000, seconds - 1);
}

function lose(event) {
  const submitter = event.detail.requestConfig?.triggeringEvent?.submitter;
  lost = submitter ?? event.detail.elt;
  clearTimeout(timer);
  countDown(waitSeconds);
  waitSeconds = Math.min(waitSeconds * 2, LONGEST_WAIT_S);
}

if (template) {
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.timeout ||= SLOW_MS;
  });
  document.addEventListener("htmx:sendError", lose);
  document.addEventListener("htmx:timeout", lose);
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === AWAY) lose(event);
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status !== AWAY) hide();
  });
}
