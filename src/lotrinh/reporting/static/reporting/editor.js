// Figures as chips in the words of a report. The textarea stays the truth: without this file it is edited as it is.
"use strict";

(() => {
  const MARK = /\{\{\s*(?:so:([a-z0-9-]+(?::[a-z-]+)?)|khai:([^{}|]+)\|([^{}|]*))\s*\}\}/g;
  const data = document.getElementById("chips");
  if (!data) return;
  const chips = JSON.parse(data.textContent);

  function chip(source, field, said, who) {
    const span = document.createElement("span");
    const known = field && chips[field];
    span.className = field ? `chip${known ? "" : " chip-empty"}` : "chip chip-said";
    span.contentEditable = "false";
    span.dataset.source = source;
    span.textContent = field ? (known ? known.text : "chưa có số") : said.trim();
    span.title = field ? (known ? known.label : "Chưa có số liệu này") : `Theo ${who.trim() || "nguồn chưa ghi"}`;
    return span;
  }

  function show(box, words) {
    box.replaceChildren();
    let at = 0;
    for (const found of words.matchAll(MARK)) {
      box.append(words.slice(at, found.index), chip(found[0], found[1], found[2], found[3]));
      at = found.index + found[0].length;
    }
    box.append(words.slice(at));
  }

  function read(node) {
    let words = "";
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) words += child.data;
      else if (child.dataset && child.dataset.source) words += child.dataset.source;
      else if (child.nodeName === "BR") words += "\n";
      else words += (words && !words.endsWith("\n") ? "\n" : "") + read(child);
    }
    return words;
  }

  // Where the writer last was in each box: choosing a figure takes the focus away.
  const places = new WeakMap();
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const box = selection.anchorNode && (selection.anchorNode.closest ? selection.anchorNode : selection.anchorNode.parentElement)?.closest(".editor");
    if (box && selection.rangeCount) places.set(box, selection.getRangeAt(0).cloneRange());
  });

  function insert(box, node) {
    const range = places.get(box);
    if (!range || !box.contains(range.startContainer)) {
      box.append(node);
    } else {
      range.deleteContents();
      range.insertNode(node);
    }
    const after = document.createRange();
    after.setStartAfter(node);
    box.focus();
    getSelection().removeAllRanges();
    getSelection().addRange(after);
  }

  document.querySelectorAll("form[data-words]").forEach((form) => {
    const area = form.querySelector("textarea");
    const box = document.createElement("div");
    box.className = "editor";
    try { box.contentEditable = "plaintext-only"; } catch { box.contentEditable = "true"; }
    box.setAttribute("role", "textbox");
    box.setAttribute("aria-multiline", "true");
    box.setAttribute("aria-label", area.getAttribute("aria-label"));
    show(box, area.value);
    area.hidden = true;
    area.after(box);
    const keep = () => { area.value = read(box); };
    box.addEventListener("input", keep);
    box.addEventListener("paste", (event) => {
      if (box.contentEditable === "plaintext-only") return;
      event.preventDefault();
      insert(box, document.createTextNode(event.clipboardData.getData("text/plain")));
      keep();
    });
    const figure = form.querySelector("[data-figure]");
    const aspect = form.querySelector("[data-aspect]");
    form.querySelector("[data-put-figure]")?.addEventListener("click", () => {
      if (!figure.value) return;
      const name = figure.value + (aspect.value ? `:${aspect.value}` : "");
      insert(box, chip(`{{so:${name}}}`, name));
      keep();
    });
    form.querySelector("[data-put-claim]")?.addEventListener("click", () => {
      const said = form.querySelector("[data-said]"), who = form.querySelector("[data-who]");
      if (!said.value.trim() || !who.value.trim()) { (said.value.trim() ? who : said).focus(); return; }
      const clean = (text) => text.replace(/[{}|]/g, " ").trim();
      insert(box, chip(`{{khai:${clean(said.value)}|${clean(who.value)}}}`, "", clean(said.value), clean(who.value)));
      said.value = who.value = "";
      keep();
    });
    form.addEventListener("submit", keep);
  });

  let changed = false;
  document.addEventListener("input", (event) => { if (event.target.closest("form[data-words]")) changed = true; });
  document.addEventListener("submit", () => { changed = false; });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();
