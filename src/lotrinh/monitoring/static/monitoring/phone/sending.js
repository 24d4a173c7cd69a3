// Sends what waits, oldest first, each under the key it got when it was filled in: however often it is sent, the server
// takes it once. Runs in the page and, where the browser has Background Sync, in the worker after the page was closed.

import { amend, items, kept, remove } from "./store.js";

export const WAITING = "waiting"; // never sent
export const SENT = "sent"; // sent, no answer yet: the server may have it, so it can be neither changed nor forgotten
export const MEND = "mend"; // refused: to be mended
export const NEWER = "newer"; // somebody else wrote meanwhile: to be chosen

const SECONDS = 1000;

export async function ask(address, options = {}, patience = 20 * SECONDS) {
  const response = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(patience), ...options });
  const said = await response.json().catch(() => ({})); // not ours: a proxy, a sign-in page of the free wifi
  return { ...said, status: response.status };
}

// Resolves to why it stopped: "done", "offline", "signed-out", "other", "ended", "later"; `told` hears each answer.
export function sendAll(database, told = () => {}) {
  const deed = () => sendWaiting(database, told);
  if (!navigator.locks) return deed(); // without https there is no worker to be in the way of
  return navigator.locks.request("lotrinh-sending", deed);
}

async function sendWaiting(database, told) {
  const waiting = (await items(database)).filter((one) => one.state === WAITING || one.state === SENT);
  if (!waiting.length) return "done";
  const person = (await kept(database)).person;
  let here;
  try {
    here = await ask(`/dien-thoai/chao/?nguoi=${encodeURIComponent(person)}`);
  } catch {
    return "offline";
  }
  if (here.state !== "here") return here.state ?? "offline";
  for (const { number } of waiting) {
    const one = await amend(database, number, (now) => now.state === WAITING || now.state === SENT ? { ...now, state: SENT } : null);
    if (!one) continue; // taken back meanwhile
    let answer;
    try {
      answer = await post(one, person, here.token);
    } catch {
      return "offline"; // it stays SENT: nobody knows whether it arrived
    }
    const stop = await settle(database, one, answer);
    told(one, answer);
    if (stop) return stop;
  }
  return "done";
}

function post(one, person, token) {
  const { key, address, seen, values, saidAt } = one;
  const body = new FormData();
  body.append("muc", JSON.stringify({ key, address, seen, values, person, said_at: saidAt, clock: Date.now() }));
  for (const file of one.files) body.append(file.field, file.blob, file.name);
  return ask("/dien-thoai/gui/", { method: "POST", body, headers: { "X-CSRFToken": token } }, 180 * SECONDS);
}

// Returns why to stop, or nothing to go on with the next item.
async function settle(database, one, { state, status, ...answer }) {
  if (state === "done") return remove(database, one.number).then(() => undefined);
  if (state === NEWER || state === MEND || status === 413) {
    const message = answer.message ?? "Mục này quá nặng; hãy bỏ bớt ảnh.";
    await amend(database, one.number, (now) => ({ ...now, ...answer, message, state: state ?? MEND }));
    return undefined;
  }
  if (status < 500) await amend(database, one.number, (now) => ({ ...now, state: WAITING })); // refused at the door
  return state ?? "later";
}
