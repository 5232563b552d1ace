// Shows the ends of a span while they are dragged, and keeps them in order.
document.addEventListener("input", (event) => {
  const span = event.target.closest?.("[data-span]");
  if (!span) return;
  const [low, high] = span.querySelectorAll("input");
  if (Number(low.value) > Number(high.value)) {
    (event.target === low ? high : low).value = event.target.value;
  }
  const words = span.nextElementSibling;
  words.querySelector("[data-span-low]").value = low.value;
  words.querySelector("[data-span-high]").value = high.value;
});
