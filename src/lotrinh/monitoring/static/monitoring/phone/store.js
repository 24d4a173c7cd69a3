// What the phone keeps: one database a person, so that whoever signs in next finds nothing of the one before.
// "kept" holds what was taken along ("package"); "items" what was filled in, in the order in which it was.

const LAST = "lotrinh-person";

// Whose page this is, known without a network; null when nobody uses this phone.
export const lastPerson = () => localStorage.getItem(LAST);
export const rememberPerson = (key) => localStorage.setItem(LAST, key);

const PATIENCE = 3_000; // milliseconds for another page to let go of what is to be wiped

const answered = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
  request.onblocked = () => setTimeout(reject, PATIENCE, new Error("blocked")); // it is wiped when that page closes
});

const nameFor = (person) => `lotrinh-${person}`;

export const isHere = async (person) => (await indexedDB.databases()).some(({ name }) => name === nameFor(person));

export async function open(person) {
  const request = indexedDB.open(nameFor(person), 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("kept");
    request.result.createObjectStore("items", { keyPath: "number", autoIncrement: true });
  };
  const database = await answered(request);
  database.onversionchange = () => database.close(); // another page wipes it
  return database;
}

export const kept = (database) => answered(database.transaction("kept").objectStore("kept").get("package"));
export const items = (database) => answered(database.transaction("items").objectStore("items").getAll());
export const item = (database, number) => answered(database.transaction("items").objectStore("items").get(number));

// Resolves when it is on the phone's disk, not before: what is told to be kept must survive the closing of the app.
function written(database, store, deed) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, "readwrite", { durability: "strict" });
    const request = deed(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

export const keep = (database, taken) => written(database, "kept", (store) => store.put(taken, "package"));
export const put = (database, one) => written(database, "items", (store) => store.put(one));
export const remove = (database, number) => written(database, "items", (store) => store.delete(number));

// Changes an item only as it stands now, in one transaction: the page and the worker may both be at it.
// `change` returns the item to keep, or nothing to leave it alone. Resolves to what is kept now.
export async function amend(database, number, change) {
  let now;
  await written(database, "items", (store) => {
    const request = store.get(number);
    request.onsuccess = () => {
      now = request.result && change(request.result);
      if (now) store.put(now);
    };
  });
  return now;
}

export async function wipe(person) {
  localStorage.removeItem(LAST);
  if (globalThis.caches) { // with https only
    for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  }
  await answered(indexedDB.deleteDatabase(nameFor(person))); // last: it may have to wait
}
