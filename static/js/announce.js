// Speaks one sentence a change: a swapped region carries it in data-announce, a script dispatches
// an "announce" event with the sentence as its detail.
const region = document.getElementById("announce");

function announce(sentence) {
  if (!region || !sentence) return;
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = sentence;
  });
}

document.addEventListener("htmx:afterSettle", (event) => {
  const holder = event.target.closest?.("[data-announce]") ?? event.target.querySelector?.("[data-announce]");
  announce(holder?.dataset.announce);
});

document.addEventListener("announce", (event) => announce(event.detail));
