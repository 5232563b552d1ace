// A choice is never dropped for a search or a step: while one is being answered, they wait.
//
// `hx-sync="this:replace"` around the page lets the last request win, so a search that starts
// a moment after a click would replace it. Here it is held until the click has its answer.
// So is a press on "Add to cart": what goes into the cart is the design with that choice.

let underWay = 0;
let held = [];
let isCartHeld = false;

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

document.addEventListener("submit", (event) => {
  if (event.target.id !== "to-cart" || !underWay) return;
  event.preventDefault();
  isCartHeld = true;
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (isQuestion(event.detail.requestConfig.verb)) return;
  underWay -= 1;
  if (!event.detail.successful) isCartHeld = false;
  if (underWay) return;
  held.splice(0).forEach(goOn);
  // The form is a new one: it names the price with the choice.
  if (isCartHeld) document.getElementById("to-cart").requestSubmit();
  isCartHeld = false;
});
