// A choice is never dropped for a search or a step: while one is being answered, they wait.
//
// `hx-sync="this:replace"` around the page lets the last request win, so a search that starts
// a moment after a click would replace it. Here it is held until the click has its answer.

let underWay = 0;
let held = [];

const isQuestion = (verb) => verb === "get";

function goOn({ elt, issueRequest }) {
  if (elt.isConnected) issueRequest(true);
  // The answer replaced the link; what it leads to is still wanted.
  else if (elt instanceof HTMLAnchorElement)
    window.htmx.ajax("GET", elt.href, { target: "#group", swap: "outerHTML" });
}

document.addEventListener("htmx:confirm", (event) => {
  if (!isQuestion(event.detail.verb) || !underWay) return;
  event.preventDefault();
  held = [event.detail];
});

document.addEventListener("htmx:beforeRequest", (event) => {
  if (!isQuestion(event.detail.requestConfig.verb)) underWay += 1;
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (isQuestion(event.detail.requestConfig.verb)) return;
  underWay -= 1;
  if (!underWay) held.splice(0).forEach(goOn);
});
