// The outline of the living plan moves with the reader.
"use strict";

const entries = new Map();
document.querySelectorAll(".outline a").forEach((link) => {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) entries.set(heading, [...(entries.get(heading) || []), link]);
});

// The last heading above the upper third of the window is where the reader is.
function follow() {
  let current = null;
  for (const heading of entries.keys()) {
    if (heading.getBoundingClientRect().top > window.innerHeight / 3) break;
    current = heading;
  }
  for (const [heading, links] of entries) {
    links.forEach((link) => (heading === current ? link.setAttribute("aria-current", "location") : link.removeAttribute("aria-current")));
  }
  const shown = document.querySelector(".outline-wide a[aria-current]");
  const outline = document.querySelector(".outline-wide");
  if (shown && outline && (shown.offsetTop < outline.scrollTop || shown.offsetTop + shown.offsetHeight > outline.scrollTop + outline.clientHeight)) {
    outline.scrollTop = shown.offsetTop - outline.clientHeight / 2;
  }
}
let waiting = false;
window.addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => { waiting = false; follow(); });
}, { passive: true });
follow();
