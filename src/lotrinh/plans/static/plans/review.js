// The review by keyboard: J/K move, N accepts, S corrects, B drops, D says who a printed name means, T adds.
// Everything here is also a button or a link; without scripts the page works by full loads.
"use strict";

(() => {
  const list = document.querySelector("[data-review]");
  if (!list) return;
  const text = document.querySelector(".review-text");
  const cards = () => [...list.querySelectorAll(".item-card")];
  let current = null;

  const choose = (card, options = {}) => {
    if (!card) return;
    cards().forEach((one) => one.classList.toggle("is-current", one === card));
    current = card.id;
    if (options.scroll !== false) card.scrollIntoView({ block: "nearest" });
    if (options.focus !== false) card.focus({ preventScroll: true });
    showSentence(card.dataset.sentence);
  };

  const showSentence = (anchor) => {
    document.querySelectorAll(".said.is-chosen").forEach((one) => one.classList.remove("is-chosen"));
    if (!anchor) return;
    const pieces = document.querySelectorAll(`[data-said="${anchor}"]`);
    pieces.forEach((one) => one.classList.add("is-chosen"));
    if (pieces.length && getComputedStyle(text).position === "sticky") {
      const box = pieces[0].getBoundingClientRect(), frame = text.getBoundingClientRect();
      text.scrollTop += box.top - frame.top - frame.height / 3;
    }
  };

  const currentCard = () => document.getElementById(current) || cards()[0];

  const move = (step) => {
    const all = cards();
    const place = Math.max(all.indexOf(currentCard()), 0);
    choose(all[Math.min(Math.max(place + step, 0), all.length - 1)]);
  };

  const nextPending = (card) => {
    const all = cards(), place = all.indexOf(card);
    return [...all.slice(place + 1), ...all.slice(0, place)].find((one) => one.dataset.review === "pending") || card;
  };

  // Deciding moves on at once, so that a fast hand loses no key; htmx sends the deeds one after another.
  const DECIDES = new Set(["nhan", "bo"]);
  const press = (card, name) => {
    const button = card?.querySelector(`[data-deed="${name}"]`);
    if (!button) return;
    button.click();
    if (!DECIDES.has(name) || card.dataset.review !== "pending") return;
    card.dataset.review = "sent";
    choose(nextPending(card));
  };
  const DEEDS = { n: "nhan", s: "sua", b: "bo", d: "don-vi", t: "them" };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape" && typing) {
      event.target.closest(".item-card")?.querySelector("[data-deed='thoi']")?.click();
      return;
    }
    if (typing) return;
    const key = event.key.toLowerCase();
    if (key === "j" || event.key === "ArrowDown") move(1);
    else if (key === "k" || event.key === "ArrowUp") move(-1);
    else if (DEEDS[key]) press(currentCard(), DEEDS[key]);
    else return;
    event.preventDefault();
  });

  list.addEventListener("focusin", (event) => {
    const card = event.target.closest(".item-card");
    if (card && card.id !== current) choose(card, { focus: false, scroll: false });
  });
  list.addEventListener("click", (event) => {
    const card = event.target.closest(".item-card");
    if (card && !event.target.closest("a, button, input, select, textarea, label")) choose(card, { focus: false });
  });

  // A decided card makes way for the next that waits; a form that opened takes the focus.
  document.addEventListener("htmx:load", (event) => {
    const card = event.detail.elt.closest?.(".item-card");
    if (!card || !list.contains(card)) return;
    const field = card.querySelector("form.item-form input:not([type=hidden]), form.item-form textarea");
    if (field) {
      choose(card, { focus: false });
      field.focus();
    } else if (card.id === current) {
      choose(card.dataset.review === "pending" ? card : nextPending(card));
    }
  });

  // A sentence of the text: its first card, or what may be added from it.
  text?.addEventListener("click", (event) => {
    const said = event.target.closest("[data-said]");
    if (!said || event.target.closest("a")) return;
    const card = list.querySelector(`.item-card[data-sentence="${said.dataset.said}"]`);
    if (card) choose(card);
    else showSentence(said.dataset.said);
    const panel = document.getElementById("cau-dang-chon");
    if (panel && said.dataset.open) htmx.ajax("GET", said.dataset.open, { target: panel, swap: "innerHTML" });
  });

  const asked = document.getElementById(location.hash.slice(1));
  const first = asked?.classList.contains("item-card") ? asked : cards().find((one) => one.dataset.review === "pending");
  if (first) choose(first, { focus: Boolean(asked), scroll: Boolean(asked) });
})();
