// The start: what is kept, which tab may work, whose card this is, and the events that wake the outbox.

async function loadKept() {
  state.boot = await keptThing("boot");
  state.forms = plainForms(state.boot);
  state.sheets = await keptSheets();
  state.seq = Math.max(0, ...[...state.sheets.values()].map(r => r.seq || 0));
  for (const record of state.sheets.values()) {
    // Whatever was in the air when the page died is sent again under its own write id.
    if (record.state === "sending" || record.state === "editing") record.state = "saved";
    record.savedMono = null;
  }
}

async function begin() {
  const look = await keptThing("look");
  if (look) { Object.assign(state, { large: look.large, theme: look.theme, hand: look.hand ?? "right" }); language = look.language ?? language; }
  else if (document.documentElement.lang.startsWith("en")) language = "en";
  applyLook();
  state.device = await keptThing("device");
  if (!state.device) { state.device = freshId(); await keepThing("device", state.device); }

  // A piece of another judge's sheet: this device only carries it.
  if (location.hash.startsWith("#c=")) {
    const piece = location.hash;
    history.replaceState(null, "", location.pathname + "#/carry");
    await takePiece(piece);
  }
  // The card's token comes behind the #, goes into the store, and leaves the address bar and the history.
  const card = /^#(?:t=)?([A-Za-z0-9._-]{6,})$/.exec(location.hash)?.[1];
  if (card) history.replaceState(null, "", location.pathname);
  const session = await keptThing("session");
  entry.card = card ?? session?.card ?? null;
  state.session = session?.token && (!card || card === session.card) ? session : null;
  if (await claimTab(false)) await takeUp(); else show(true);
  knock();
  watch();
}

/** This tab is the one that works: it reads what is kept, goes back to where the judge was, and sends what waits. */
async function takeUp() {
  await loadKept();
  if (state.session && !location.hash) await goBack();
  show(true);
  if (state.session) { await refresh(); send(); }
}

/** A tab that has to wait goes on by itself once the other is closed or dead. */
async function watch() {
  if (!tab.owner && document.visibilityState === "visible" && await claimTab(false)) await takeUp();
  setTimeout(watch, 1500);
}

addEventListener("hashchange", () => {
  const card = /^#(?:t=)?([A-Za-z0-9._-]{6,})$/.exec(location.hash)?.[1];
  if (card) { location.reload(); return; }
  if (location.hash.startsWith("#c=")) { takePiece(location.hash).then(() => { location.hash = "#/carry"; show(true); }); return; }
  show();
});
addEventListener("keydown", event => {
  if (["TEXTAREA", "INPUT"].includes(event.target.tagName) && event.target.type !== "radio" || document.querySelector("dialog[open]") || event.metaKey || event.ctrlKey || event.altKey) return;
  view.keys?.(event);
});
addEventListener("online", () => { tries = 0; send(); });
addEventListener("offline", () => { state.online = false; show(); });
addEventListener("pageshow", () => { tries = 0; send(); });
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") saveDirty();
  else { tries = 0; send(); }
});
addEventListener("pagehide", () => {
  saveDirty();
  const record = pending().find(r => !r.returning);
  if (!record || !state.session || !tab.owner) return;
  // The page may die before an answer comes; the write id makes a second delivery harmless.
  fetch("/api/v1/sheets/" + record.sheetId, {
    method: "PUT", keepalive: true, credentials: "omit", body: JSON.stringify(bodyOf(record)),
    headers: { "Content-Type": "application/json", Authorization: "Bearer " + state.session.token, "If-Match": `"r${record.baseRev}"`, "X-Write-Id": record.writeId },
  }).catch(() => {});
});

begin();
