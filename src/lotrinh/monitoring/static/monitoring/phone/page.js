// The phone's page: what is due, the forms for it, what has not been sent yet. The address behind # says what is shown.

import { changed, filesOf, fill, read, showErrors } from "./forms.js";
import { MEND, NEWER, SENT, WAITING, ask, sendAll } from "./sending.js";
import * as store from "./store.js";

const at = (id) => document.getElementById(id);
const WORDS = { [WAITING]: "chưa gửi", [SENT]: "chờ máy chủ trả lời", [MEND]: "cần sửa", [NEWER]: "có bản mới hơn" };
const TRY_AGAIN = 30_000; // milliseconds
const MONTH = 31 * 86_400_000;

let person = store.lastPerson();
let database;
let taken; // the package
let why = "done"; // how the last contact ended
let work = ""; // what stands under "work": left alone while it is the same, so that nothing opened closes
let shown = {}; // the form that is open: { offer, address, before, item }

function make(tag, text, properties = {}) {
  return Object.assign(document.createElement(tag), { textContent: text, ...properties });
}

function say(words, kind = "info") {
  at("said").replaceChildren(make("div", words, { className: `alert alert-${kind}` }));
}

// --- contact with the server ---

let contacting = null;
let again = false; // asked for while one was under way, which may have looked for unsent items already

async function contact() {
  if (contacting) {
    again = true;
    return contacting;
  }
  contacting = meet().finally(() => { contacting = null; });
  await contacting;
  if (!again) return;
  again = false;
  await contact();
}

async function meet() {
  why = database ? await sendAll(database, tell) : "done";
  if (why !== "offline") await refresh(taken?.person ?? "");
  if (why === "ended") await forget();
  await render();
}

function tell(one, { state, message }) {
  if (state === "done") say(message, "success");
  else if (message) say(`${one.title}: ${message}`, "warning");
}

async function refresh(mark) {
  let fresh;
  try {
    fresh = await ask(`/dien-thoai/mang-theo/?nguoi=${encodeURIComponent(mark)}&don-vi=${taken?.unit ?? ""}`);
  } catch {
    fresh = {};
  }
  if (fresh.state === "other") return Object.assign(taken, { unit: "" }) && refresh(""); // somebody else signed in here
  if (fresh.state !== "here") return void (why = fresh.state ?? "offline");
  if (String(fresh.key) !== person) await become(String(fresh.key));
  taken = { ...fresh, behind: fresh.clock - Date.now() };
  await store.keep(database, taken);
  if (why !== "later") why = "done";
}

async function become(key) {
  person = key;
  store.rememberPerson(key);
  database?.close();
  database = await store.open(key);
}

async function forget() {
  await store.wipe(person);
  [person, database, taken] = [null, null, null];
  say("Bạn không còn vai trò ở đây: dữ liệu trên máy này đã được xoá.", "warning");
}

// --- what is shown ---

async function render() {
  const unsent = database ? await store.items(database) : [];
  const lost = why === "offline";
  at("status").textContent = [lost ? "đang không có mạng" : "có mạng", taken && `dữ liệu lúc ${taken.at}`].filter(Boolean).join(" · ");
  at("status").className = lost ? "state state-warn" : "state state-good";
  at("sign-in").hidden = why !== "signed-out";
  at("sign-in-words").textContent = unsent.length ? `Đăng nhập lại để gửi ${unsent.length} mục.` : "Hãy đăng nhập để thấy việc của mình.";
  at("later").hidden = why !== "later";
  at("unsent").hidden = !unsent.length;
  at("unsent-count").textContent = at("leaving-count").textContent = unsent.length;
  at("items").replaceChildren(...unsent.map(card));
  at("leave").hidden = !taken;
  at("unit").textContent = taken?.unit_name ?? "";
  if (work !== taken?.work) at("work").innerHTML = work = taken?.work ?? ""; // the server's own template
  units();
  await route();
}

function units() {
  const several = (taken?.units ?? []).length > 1;
  at("choose-unit").hidden = !several;
  if (several) at("unit-choice").replaceChildren(...taken.units.map(([key, label]) => make("option", label, { value: key, selected: key === taken.unit })));
}

function card(one) {
  const found = at("item").content.cloneNode(true).firstElementChild;
  const part = (name) => found.querySelector(`[data-part=${name}]`);
  const state = part("state");
  state.textContent = WORDS[one.state];
  if (one.state !== WAITING) state.classList.add("state-warn");
  part("kind").textContent = `điền lúc ${new Date(one.saidAt).toLocaleString("vi", { timeStyle: "short", dateStyle: "short" })}`;
  part("title").textContent = one.title;
  const words = Object.values(one.values).flat().filter((text) => text.length > 1 && text !== "on");
  part("note").textContent = [...words, ...one.files.map((file) => file.name)].join(" · ");
  part("message").textContent = one.state === SENT ? "Đã gửi đi, chưa biết máy chủ nhận chưa; máy sẽ tự hỏi lại." : one.message ?? "";
  part("edit").hidden = one.state === SENT;
  part("edit").href = `#muc=${one.number}`;
  part("choose").hidden = one.state !== NEWER;
  part("choose").href = `#chon=${one.number}`;
  part("remove").dataset.number = one.number;
  return found;
}

async function route() {
  const [word, ...rest] = decodeURI(location.hash.slice(1)).split("=");
  const value = rest.join("=");
  const one = database && (word === "muc" || word === "chon") ? await store.item(database, Number(value)) : null;
  const view = word === "roi-may" && taken ? "leaving" : word === "chon" && one?.state === NEWER ? "choosing" : opens(word, value, one) ? "form" : "list";
  for (const name of ["list", "form", "choosing", "leaving"]) at(name).hidden = name !== view;
  at("list-head").hidden = view !== "list";
  at("unsent").hidden ||= view === "form" || view === "choosing";
  if (view === "choosing") compare(one);
  if (view === "form") show(one?.address ?? value, one);
  else shown = {};
}

function opens(word, value, one) {
  const address = word === "muc" ? one?.address : word === "bieu" ? value : "";
  return address && taken?.forms[address] && one?.state !== SENT;
}

// --- filling in ---

function show(address, item) {
  if (shown.address === address && shown.item?.number === item?.number) return; // being filled in: left alone
  const offer = taken.forms[address];
  const form = at("filling");
  at("form-title").textContent = offer.title;
  at("form-note").textContent = offer.note ?? "";
  at("fields").innerHTML = taken.templates[offer.template]; // the server's own form
  fill(form, offer.values);
  if (offer.today) fill(form, { [offer.today]: today() });
  const before = read(form);
  if (item) fill(form, item.values);
  showErrors(form, item?.errors);
  at("form-message").hidden = !item?.message;
  at("form-message").textContent = item?.message ?? "";
  at("files").replaceChildren(...(item?.files ?? []).map((file, place) => {
    const line = make("label", "", { className: "d-block" });
    line.append(make("input", "", { type: "checkbox", name: "", checked: true, value: place }), ` giữ ${file.name}`);
    return line;
  }));
  shown = { address, offer, before, item };
  scrollTo(0, 0);
}

// The day by the server's clock, told forward by the phone's; a phone whose clock jumped gets the day of the data.
function today() {
  const now = Date.now() + taken.behind;
  const told = now < taken.clock || now > taken.clock + MONTH ? taken.clock : now;
  return new Date(told).toLocaleDateString("vi", { timeZone: "Asia/Ho_Chi_Minh", day: "2-digit", month: "2-digit", year: "numeric" });
}

async function save(form) {
  const { address, offer, before, item } = shown;
  const values = offer.whole ? read(form) : changed(before, read(form));
  const staying = [...at("files").querySelectorAll("input:checked")].map((box) => item.files[box.value]);
  const files = [...staying, ...(await filesOf(form))];
  if (address.startsWith("/so/") && !Object.keys(values).length) return say("Chưa có ô nào được sửa.", "warning");
  const filled = { values, files, saidAt: Date.now(), state: WAITING, message: "", errors: {} };
  try {
    if (item) {
      const now = await store.amend(database, item.number, (one) => (one.state === SENT ? null : { ...one, ...filled }));
      if (!now) return say("Mục này vừa được gửi đi; hãy đợi máy chủ trả lời.", "warning");
    } else {
      await store.put(database, { key: newKey(), address, title: offer.title, seen: offer.seen ?? "", ...filled });
    }
  } catch {
    return say("Máy không giữ được mục này: có thể đã hết chỗ. Hãy xoá bớt ảnh rồi gửi lại.", "danger");
  }
  say("Đã giữ trên máy, chưa gửi. Có mạng là máy tự gửi.");
  location.hash = "";
  shown = {};
  await render();
  navigator.storage?.persist?.();
  navigator.serviceWorker?.ready.then((worker) => worker.sync?.register(`send-${person}`)).catch(() => {});
  contact();
}

function newKey() { // crypto.randomUUID is only there with https
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// --- two versions ---

function compare(one) {
  at("choosing-title").textContent = one.title;
  at("choosing-message").textContent = one.message;
  at("differences").replaceChildren(...one.differences.map(([label, theirs, mine]) => {
    const row = make("tr");
    row.append(make("th", label, { scope: "row" }), make("td", theirs), make("td", mine));
    return row;
  }));
  at("choose-edit").href = `#muc=${one.number}`;
  at("choosing").dataset.number = one.number;
}

const DEEDS = {
  "keep-mine": (number) => store.amend(database, number, (one) => ({ ...one, state: WAITING, message: "" })),
  "keep-theirs": (number) => store.remove(database, number),
};

// --- leaving ---

async function leave() {
  const here = await ask("/dien-thoai/chao/").catch(() => ({}));
  await store.wipe(person);
  database = taken = null;
  if (here.token) {
    at("token").value = here.token;
    return at("sign-out").submit();
  }
  say("Đã xoá dữ liệu trên máy này. Khi có mạng, hãy mở lại và đăng xuất hẳn.", "warning");
  location.hash = "";
  await render();
}

// --- what thumbs do ---

at("filling").addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.submitter ?? {};
  button.disabled = true; // photos take a moment
  await save(event.target);
  button.disabled = false;
});

document.addEventListener("click", async (event) => {
  const target = event.target.closest("a, button");
  if (!target) return;
  const { deed } = target.dataset;
  if (deed in DEEDS) {
    await DEEDS[deed](Number(at("choosing").dataset.number));
    location.hash = "";
    return contact();
  }
  if (deed === "send") return contact();
  if (deed === "leave") return leave();
  if (deed === "remove") return removal(target);
  if (target.tagName === "A" && target.origin === location.origin && !target.getAttribute("href").startsWith("#")) follow(event, target);
});

async function removal(button) {
  if (!button.dataset.sure) return Object.assign(button, { textContent: "Xoá hẳn?" }).dataset.sure = "yes";
  await store.remove(database, Number(button.dataset.number));
  return render();
}

// A link to a page whose form is here opens it here; other pages need a network.
async function follow(event, { pathname, search }) {
  const address = [pathname + search, pathname, `${pathname}sua/`].find((one) => taken?.forms[one]);
  if (address || why === "offline") event.preventDefault();
  if (!address) return why === "offline" && say("Trang này cần có mạng.", "warning");
  const unsent = taken.forms[address].seen && (await store.items(database)).find((one) => one.address === address);
  if (unsent?.state === SENT) return say("Mục này đang chờ máy chủ trả lời.", "warning");
  location.hash = unsent ? `muc=${unsent.number}` : `bieu=${address}`;
}

at("unit-choice").addEventListener("change", (event) => {
  taken.unit = event.target.value;
  contact();
});
addEventListener("hashchange", () => render());
addEventListener("online", contact);
addEventListener("offline", () => { why = "offline"; render(); });
document.addEventListener("visibilitychange", () => document.hidden || contact());
setInterval(async () => {
  const unsent = database ? await store.items(database) : [];
  if (unsent.some((one) => one.state === WAITING || one.state === SENT)) contact();
}, TRY_AGAIN);
navigator.serviceWorker?.addEventListener("message", ({ data }) => { // the worker sent something
  tell(data.one, data.answer);
  contact();
});

// --- start: what the phone has first, the server after ---

if (isSecureContext && navigator.serviceWorker) {
  navigator.serviceWorker.register("/lam-viec-khong-mang.js", { type: "module" }).catch(() => { at("too-old").hidden = false; });
} else at("no-https").hidden = false;
if (person) {
  database = await store.open(person);
  taken = await store.kept(database);
  if (taken) await render();
}
await contact();
