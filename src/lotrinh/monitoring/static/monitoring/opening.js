// What stands behind a sentence or a target opens beneath it, and closes again.
"use strict";

// A second press closes.
document.addEventListener("htmx:beforeRequest", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (!opener) return;
  const place = document.querySelector(opener.dataset.opens);
  if (place.firstElementChild) {
    event.preventDefault();
    close(place);
  }
});
document.addEventListener("htmx:afterSwap", (event) => {
  const opener = document.querySelector(`[data-opens="#${event.target.id}"]`);
  if (!opener) return;
  opener.setAttribute("aria-expanded", "true");
  document.getElementById(opener.dataset.sentence)?.classList.add("is-open");
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-closes]");
  if (button) close(document.querySelector(button.dataset.closes));
});

function close(place) {
  place.replaceChildren();
  const opener = document.querySelector(`[data-opens="#${place.id}"]`);
  opener.setAttribute("aria-expanded", "false");
  document.getElementById(opener.dataset.sentence)?.classList.remove("is-open");
  opener.focus();
}
