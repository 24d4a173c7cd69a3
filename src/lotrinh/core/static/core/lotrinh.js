// Small behaviours shared by every page. No inline script anywhere: the content policy forbids it.
"use strict";

// A form is sent once: the second click finds the button off.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get" || form.dataset.sent) {
    if (form.dataset.sent) event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  const token = form.elements.sent_as;
  if (token) history.replaceState({ ...history.state, sent: { action: form.action, token: token.value } }, "");
});

// Back at a form that was sent: it keeps its token, so that sending it again creates nothing twice, and says so.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  const sent = history.state?.sent;
  const form = sent && [...document.forms].find((one) => one.action === sent.action && one.elements.sent_as);
  if (!form || form.querySelector("[data-was-sent]")) return;
  form.elements.sent_as.value = sent.token;
  const note = document.createElement("div"), anew = document.createElement("a");
  note.className = "alert alert-info";
  note.dataset.wasSent = "";
  note.setAttribute("role", "status");
  anew.href = location.href;
  anew.className = "alert-link";
  anew.textContent = "mở biểu mới";
  anew.addEventListener("click", () => history.replaceState({ ...history.state, sent: null }, ""));
  note.append("Biểu này đã gửi rồi; gửi lại không ghi thêm lần nữa. Để ghi điều khác, hãy ", anew, ".");
  form.prepend(note);
});

// "Sao chép": copies the text of the element its data-copy names.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.querySelector(button.dataset.copy);
  try {
    await navigator.clipboard.writeText(source.innerText.trim());
    button.textContent = "Đã chép";
  } catch { // without https or permission there is no clipboard for pages: the words are marked and copied as by hand
    getSelection().selectAllChildren(source);
    const copied = document.execCommand("copy"); // the old way asks for no permission
    if (!copied) source.scrollIntoView({ block: "center" });
    button.textContent = copied ? "Đã chép" : "Đã chọn, bấm Ctrl+C";
  }
});

// "Chọn tất cả" of a table.
document.addEventListener("change", (event) => {
  const all = event.target.closest("[data-pick-all]");
  if (!all) return;
  document.querySelectorAll(all.dataset.pickAll).forEach((box) => { box.checked = all.checked; });
});

// The current part of the menu.
document.querySelectorAll(".site-header .navbar-nav a").forEach((link) => {
  if (location.pathname.startsWith(link.getAttribute("href"))) link.setAttribute("aria-current", "page");
});
