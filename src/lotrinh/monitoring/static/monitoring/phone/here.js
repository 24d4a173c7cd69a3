// On every page of somebody signed in: this phone is theirs now, and signing out leaves nothing of theirs on it.

import { items, lastPerson, open, rememberPerson, wipe } from "./store.js";

const UNSENT = "/dien-thoai/#roi-may";

rememberPerson(document.body.dataset.person);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!new URL(form.action).pathname.endsWith("/logout/")) return;
  event.preventDefault();
  leave(form);
});

async function leave(form) {
  const database = await open(lastPerson());
  const unsent = await items(database);
  database.close();
  if (unsent.length) return location.assign(UNSENT); // shows them, and asks
  await wipe(lastPerson()).catch(() => {}); // another tab holds it: the page of the phone wipes at its next contact
  form.submit();
}
