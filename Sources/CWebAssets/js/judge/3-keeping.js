// Keeping marks on the phone: IndexedDB with strict durability first, localStorage as a second copy, and a red bar where neither holds.

const keeping = { db: null, broken: false };

const drawers = ["sheet", "thing"];

/** Opens the store in whatever version it has: a page of another day, older or newer, finds every sheet and wipes none. */
function openStore(version) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("sizhou-judge", version);
    request.onupgradeneeded = () => {
      for (const name of drawers) {
        if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name);
      }
    };
    request.onsuccess = () => {
      const db = request.result;
      if (!drawers.every(name => db.objectStoreNames.contains(name))) {
        db.close();
        openStore(db.version + 1).then(resolve, reject);
        return;
      }
      // Phones drop the connection of a page in the background: forget the handle, the next use opens a new one.
      db.onclose = () => { if (keeping.db === db) keeping.db = null; };
      db.onversionchange = () => { db.close(); if (keeping.db === db) keeping.db = null; };
      resolve(db);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

const within = (milliseconds, promise) => new Promise((resolve, reject) => {
  const timer = setTimeout(() => reject(new Error("slow")), milliseconds);
  promise.then(value => { clearTimeout(timer); resolve(value); }, error => { clearTimeout(timer); reject(error); });
});

/** Runs `body` on an object store and answers when the transaction has reached the disk. Closes, reopens and tries once more. */
async function onStore(name, mode, body) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await within(1500, (async () => {
        keeping.db ??= await openStore();
        return await new Promise((resolve, reject) => {
          const change = keeping.db.transaction(name, mode, { durability: "strict" });
          const request = body(change.objectStore(name));
          change.oncomplete = () => resolve(request.result);
          change.onerror = change.onabort = () => reject(change.error ?? new Error("aborted"));
        });
      })());
    } catch (error) {
      try { keeping.db?.close(); } catch { /* it was dead already */ }
      keeping.db = null;
      if (attempt > 0) throw error;
    }
  }
}

async function keepThing(key, value) {
  try { await onStore("thing", "readwrite", s => s.put(value, key)); } catch { /* a session can be had again */ }
  try { localStorage.setItem("sizhou." + key, JSON.stringify(value)); } catch { /* only the second copy */ }
}

async function keptThing(key) {
  try {
    const value = await onStore("thing", "readonly", s => s.get(key));
    if (value != null) return value;
  } catch { /* the second copy may have it */ }
  try { return JSON.parse(localStorage.getItem("sizhou." + key)); } catch { return null; }
}

/** Keeps a sheet; true only when the strict transaction is complete. */
async function keepSheet(record) {
  if (record.rehearsal) return true;
  const text = JSON.stringify(record);
  const strict = onStore("sheet", "readwrite", s => s.put(JSON.parse(text), record.sheetId));
  // The second copy at once and without waiting: it is what is left when the page dies in this very moment.
  try { localStorage.setItem("sizhou.sheet." + record.sheetId, JSON.stringify({ text, sum: sha256(text) })); } catch { /* full */ }
  const safe = await strict.then(() => true, () => false);
  if (keeping.broken === safe) {
    keeping.broken = !safe;
    show();
    // The store works again: what was in memory only goes in now.
    if (safe) [...state.sheets.values()].filter(r => r.safe === false && r !== record).forEach(async r => { r.safe = await keepSheet(r); });
  }
  return safe;
}

/** Every sheet kept here, of two copies the valid one with the higher sequence. */
async function keptSheets() {
  const found = new Map();
  const take = record => {
    const other = record?.sheetId && found.get(record.sheetId);
    if (record?.sheetId && (!other || other.seq < record.seq)) found.set(record.sheetId, record);
  };
  try { (await onStore("sheet", "readonly", s => s.getAll())).forEach(take); } catch { keeping.broken = true; }
  try {
    for (let i = 0; i < localStorage.length; i++) {
      const key = localStorage.key(i);
      if (!key.startsWith("sizhou.sheet.")) continue;
      const copy = JSON.parse(localStorage.getItem(key));
      if (copy && sha256(copy.text) === copy.sum) take(JSON.parse(copy.text));
    }
  } catch { /* the first copy is enough */ }
  return found;
}

// ---- One tab at a time: a lock where there is one, else a lease of four seconds in IndexedDB and a channel.

const tab = { id: freshId(), owner: false, channel: null };

async function claimTab(byForce) {
  tab.channel ??= "BroadcastChannel" in self ? new BroadcastChannel("sizhou-judge") : null;
  if (tab.channel && !tab.channel.onmessage) {
    tab.channel.onmessage = event => { if (event.data.take !== tab.id && tab.owner) { tab.owner = false; tab.release?.(); show(); } };
  }
  if (byForce) { tab.channel?.postMessage({ take: tab.id }); await pause(300); }
  if (navigator.locks) {
    tab.owner = await new Promise(resolve => {
      navigator.locks.request("sizhou-judge", byForce ? { steal: true } : { ifAvailable: true }, lock => {
        if (!lock) { resolve(false); return; }
        resolve(true);
        return new Promise(release => { tab.release = release; });
      }).catch(() => { tab.owner = false; show(); });
    });
    return tab.owner;
  }
  const lease = await keptThing("lease");
  tab.owner = byForce || !isHeld(lease);
  if (tab.owner) {
    // A page asleep in the background may have let its lease run out: it learns that it is no longer the one.
    tab.channel?.postMessage({ take: tab.id });
    await renewLease(true);
  }
  return tab.owner;
}

/** Whether another tab holds the lease; a time in the future is a clock that was set back. */
const isHeld = lease => Boolean(lease) && lease.tab !== tab.id && Math.abs(Date.now() - lease.at) < 4000;

async function renewLease(mine = false) {
  if (!tab.owner) return;
  if (!mine && isHeld(await keptThing("lease"))) { tab.owner = false; show(); return; }
  try { await onStore("thing", "readwrite", s => s.put({ tab: tab.id, at: Date.now() }, "lease")); } catch { /* the next second tries again */ }
  clearTimeout(tab.timer);
  tab.timer = setTimeout(renewLease, 1500);
}

const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));
