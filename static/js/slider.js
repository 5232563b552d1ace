// Moves a number field by its slider, and sends it once the slider rests.
const REST_MS = 350;
let resting;

document.addEventListener("input", (event) => {
  const slider = event.target;
  if (slider.matches("[data-slides]")) document.getElementById(slider.dataset.slides).value = slider.value;
  const own = document.querySelector(`[data-slides="${CSS.escape(slider.id)}"]`);
  if (own) own.value = slider.value;
});

document.addEventListener("change", (event) => {
  const slider = event.target;
  if (!slider.matches("[data-takes]")) return;
  clearTimeout(resting);
  resting = setTimeout(() => {
    const button = document.getElementById(slider.dataset.takes);
    if (slider.isConnected) slider.form.requestSubmit(button);
  }, REST_MS);
});
