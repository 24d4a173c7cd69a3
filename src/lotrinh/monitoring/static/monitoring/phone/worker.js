// The service worker: the phone's page and its files from the phone, everything else from the network. Nothing of
// anybody is kept here; that lies in the database of its person (store.js). VERSION and FILES stand above: the server
// writes them, so that this file changes whenever one of FILES does.

import { sendAll } from "./static/monitoring/phone/sending.js";
import { isHere, open } from "./static/monitoring/phone/store.js";

const CACHE = `lotrinh-${VERSION}`;
const [PAGE] = FILES;
const SCRIPTS = "/static/monitoring/phone/";

self.addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: "reload", credentials: "omit" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    const gone = () => Response.redirect(PAGE, 302); // any other page needs a network: the work of the unit does not
    event.respondWith(pathname === PAGE ? fromPhone(request) : fetch(request).catch(gone));
  } else if (FILES.includes(pathname) && isOfThePage(request.referrer)) {
    event.respondWith(fromPhone(request));
  }
});

// Other pages share some of the files, and take them from the network as ever.
function isOfThePage(referrer) {
  const from = referrer && new URL(referrer).pathname;
  return from === PAGE || from.startsWith(SCRIPTS);
}

// Asked without opening: that would make the cache anew after it was wiped.
async function fromPhone(request) {
  return (await caches.match(request, { cacheName: CACHE, ignoreSearch: true })) ?? fetch(request);
}

// The network is back after the page was closed. A browser without Background Sync sends when the page opens again.
self.addEventListener("sync", (event) => {
  const person = event.tag.replace(/^send-/, "");
  event.waitUntil((async () => {
    if (!(await isHere(person))) return; // wiped meanwhile, and not to be made anew
    const why = await sendAll(await open(person), tell);
    if (why === "offline") throw new Error(why); // the browser asks again later
  })());
});

async function tell({ title }, answer) {
  for (const page of await self.clients.matchAll()) page.postMessage({ one: { title }, answer });
}
