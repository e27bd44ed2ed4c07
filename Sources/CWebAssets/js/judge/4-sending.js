// Sending sheets: one request at a time, oldest first, for ever; a 200 counts only when it names this very write and its hash.

const state = {
  session: null, boot: null, forms: {}, sheets: new Map(), device: null, seq: 0, online: null, problem: null,
  large: false, theme: "", hand: "right", clockOff: 0, restored: false, crowded: null, foreign: false, rehearsal: null,
};
const waits = [1, 2, 4, 8, 15];
let tries = 0, quiet = 0, sending = null, timer = 0, wake = null;

// Two judges may share a phone one after the other: each one's sheets wait for her own sign-in.
const isMine = r => !r.judge || !state.boot?.judge || r.judge === state.boot.judge.id;
const isPending = r => ["editing", "saved", "sending"].includes(r.state);
// Oldest first; a sheet that the server cannot answer for the moment goes behind the others and stops none of them.
const turn = r => r.turned ?? 0;
const pending = () => [...state.sheets.values()].filter(r => isPending(r) && isMine(r)).sort((a, b) => turn(a) - turn(b) || a.seq - b.seq);
const stuck = () => [...state.sheets.values()].filter(r => r.state === "attention" && isMine(r));

/** One call to the server. Resolves to `{status, body, headers}`; `status` 0 where nothing usable came back. */
async function call(method, path, body, headers = {}, seconds = 8) {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), seconds * 1000);
  const began = performance.now();
  try {
    const answer = await fetch("/api/v1/" + path, {
      method, signal: stop.signal, cache: "no-store", credentials: "omit", redirect: "error",
      headers: {
        Accept: "application/json", "Accept-Language": language === "en" ? "en" : "zh-CN",
        ...(body ? { "Content-Type": "application/json" } : {}),
        ...(state.session ? { Authorization: "Bearer " + state.session.token } : {}), ...headers,
      },
      body: body ? JSON.stringify(body) : undefined,
    });
    // A captive portal answers 200 with a page of its own: without our kind of content it is no answer.
    if (!(answer.headers.get("content-type") ?? "").startsWith("application/json")) return online({ status: 0, foreign: true });
    const json = await answer.json();
    if (json === null || typeof json !== "object") return online({ status: 0, foreign: true });
    return online({ status: answer.status, body: json, headers: answer.headers, took: performance.now() - began });
  } catch {
    return online({ status: 0 });
  } finally {
    clearTimeout(late);
  }
}

function online(answer) {
  const now = answer.status !== 0, foreign = Boolean(answer.foreign);
  if (state.online !== now || state.foreign !== foreign) { state.online = now; state.foreign = foreign; show(); }
  return answer;
}

// ---- Saving what the judge taps

let typing = 0;
const dirty = new Set();

/** Takes a value in; it is on the disk 300 ms after the last change, and at once when the page is hidden. */
function setValue(record, key, value) {
  if ((record.values[key] ?? null) === (value ?? null)) return;
  record.values[key] = value;
  touch(record);
}

function setNote(record, key, text) {
  record.notes = { ...record.notes, [key]: text };
  touch(record);
}

function touch(record) {
  if (record.rehearsal) { record.state = "saved"; show(); return; }
  record.returning = false;
  record.turned = 0;
  record.notice = null;
  record.state = "editing";
  record.problem = null;
  dirty.add(record);
  clearTimeout(typing);
  typing = setTimeout(saveDirty, 300);
  show();
}

async function saveDirty() {
  clearTimeout(typing);
  const records = [...dirty];
  dirty.clear();
  // All are stamped and in the second copy before anything waits: the page may be going away.
  records.forEach(stamp);
  await Promise.all(records.map(async record => {
    const safe = await keepSheet(record);
    // Typed on while the disk was busy: the newer write id is on its way already.
    if (dirty.has(record)) return;
    record.safe = safe;
    // "Kept" is said only after the disk has answered.
    if (record.state === "editing" && safe) { record.state = "saved"; buzz(); }
  }));
  if (records.length) { show(); send(); }
}

/** A change gets a new sequence and a new write id. */
function stamp(record) {
  record.seq = ++state.seq;
  record.writeId = freshId();
  record.savedWall = Date.now();
  record.savedMono = Math.round(performance.now());
}

// ---- The outbox

/** Wakes the outbox: on save, on `online`, when the page is shown again, and after each wait. */
function send() {
  clearTimeout(timer);
  wake?.();
  sending ??= outbox().finally(() => { sending = null; show(); });
}

async function outbox() {
  for (;;) {
    if (!tab.owner || !state.session) return;
    const record = pending()[0];
    if (!record) return;
    if (dirty.has(record)) { await saveDirty(); continue; }
    let settled = false;
    try {
      settled = record.returning ? await giveBack(record) : await deliver(record);
    } catch {
      // Whatever it was: the sheet is here, and the next turn tries again.
      if (record.state === "sending") record.state = "saved";
      record.turned = turn(record) + 1;
    }
    if (settled) { tries = 0; continue; }
    const next = pending()[0];
    if (next && next !== record && turn(next) < turn(record)) continue;
    // The server's own wish for a pause counts up to a minute.
    const seconds = Math.max(waits[Math.min(tries++, waits.length - 1)], Math.min(60, state.crowded?.seconds ?? 0));
    await new Promise(resolve => { wake = resolve; timer = setTimeout(resolve, seconds * 1000 * (1 + Math.random() / 5)); });
    wake = null;
  }
}

/** Tries one sheet once; false asks for a wait. */
async function deliver(record) {
  const sent = { writeId: record.writeId, seq: record.seq, hash: sha256(canonical(given(record.values))) };
  record.state = "sending";
  show();
  const answer = await call("PUT", "sheets/" + record.sheetId, bodyOf(record), {
    "If-Match": `"r${record.baseRev}"`, "X-Write-Id": sent.writeId,
  });
  const changed = () => record.writeId !== sent.writeId || dirty.has(record);
  const back = () => { if (!changed()) record.state = record.safe === false ? "editing" : "saved"; show(); };
  // Every answer of the server names the write that it is about: anything else comes from somebody in between.
  if (answer.status !== 0 && answer.status < 500 && answer.body.writeId !== sent.writeId) {
    record.turned = turn(record) + 1;
    back();
    return false;
  }
  state.crowded = answer.status === 503 || answer.status === 507
    ? { kind: answer.status === 507 ? "netFull" : "netCrowded", seconds: Number(answer.headers.get("retry-after")) || 0 } : null;
  switch (answer.status) {
    case 200: {
      const { rev, hash } = answer.body;
      if (hash !== sent.hash || !(rev >= 0)) { back(); return false; }
      record.baseRev = Math.max(record.baseRev, rev);
      record.ackRev = rev;
      record.ackHash = hash;
      record.ackSeq = sent.seq;
      record.turned = 0;
      if (!changed()) { record.state = "delivered"; record.problem = null; }
      await keepSheet(record);
      show();
      return true;
    }
    case 412: {
      const current = answer.body.current ?? answer.body;
      const own = current.device === state.device && current.seq < record.seq;
      if (own || current.hash === sent.hash) {
        // My own earlier write got through and its answer was lost: build on it.
        record.baseRev = current.rev;
        back();
        return true;
      }
      return trouble(record, changed(), { kind: "conflict", current });
    }
    case 401:
      back();
      await endSession();
      return false;
    // One sheet was taken away: the others are still the judge's.
    case 400: case 403: case 404: case 409: case 410: case 422: case 423:
      return trouble(record, changed(), { kind: "e" + answer.status, items: answer.body.items ?? itemsOf(answer.body), faults: answer.body.faults });
    default:
      // A fault of the server with this one sheet does not stop the others.
      if (![0, 429, 503, 507].includes(answer.status)) record.turned = turn(record) + 1;
      back();
      return false;
  }
}

/** The server knows this sign-in no more: the PIN is asked for again, and everything unsent stays. */
async function endSession() {
  state.problem = "e401";
  await keepThing("session", { ...state.session, token: null, ended: true });
  state.session = null;
  show(true);
}

/** Brings a signed sheet back to a restored server: the receipt stands for the PIN. False asks for a wait. */
async function giveBack(record) {
  const { writeId } = record;
  record.state = "sending";
  show();
  const answer = await call("PUT", `sheets/${record.sheetId}/receipt`, { ...bodyOf(record), receipt: record.receipt });
  const changed = () => record.writeId !== writeId || dirty.has(record);
  if (answer.status === 200 && answer.body.hash === record.ackHash && !changed()) {
    record.baseRev = record.ackRev = answer.body.rev;
    record.state = "signed";
    record.returning = false;
    await keepSheet(record);
    show();
    return true;
  }
  if (answer.status === 412 && !changed()) {
    // Reopened or signed anew before the copy was made: what the server has is newer than this receipt.
    record.returning = false;
    record.state = "delivered";
    record.ackRev = -1;
    await keepSheet(record);
    await refresh();
    return true;
  }
  if ([403, 404, 409, 410, 422].includes(answer.status)) return trouble(record, changed(), { kind: "e" + answer.status });
  if (!changed()) record.state = "saved";
  show();
  return false;
}

const itemsOf = body => (body.faults ?? []).map(f => f.item ?? f.file).filter(Boolean);

async function trouble(record, changed, problem) {
  if (changed) return true;
  record.state = "attention";
  record.problem = problem;
  await keepSheet(record);
  show();
  return true;
}

// What is unset does not travel: two devices that left an item open have said the same.
const given = values => Object.fromEntries(Object.entries(values).filter(([, value]) => value != null));

const bodyOf = record => ({
  sheet: record.sheetId, rubricSha: record.rubricSha, deviceId: state.device, seq: record.seq, baseRev: record.baseRev,
  values: given(record.values), notes: record.notes ?? {}, savedWall: record.savedWall,
  age: Math.max(0, Math.round(performance.now() - (record.savedMono ?? performance.now()))),
  ...(record.discarded ? { discarded: record.discarded } : {}),
});

/** The judge has chosen a side of a conflict, or asks to send again: a new write on top of what the server has. */
async function settle(record, values) {
  const { current, kind } = record.problem ?? {};
  if (current) {
    record.discarded = values === record.values ? { rev: current.rev, values: current.values } : { values: record.values, seq: record.seq };
    record.baseRev = current.rev;
  }
  if (kind === "e409") {
    // Under the rubric as it stands now; what it no longer asks for goes along on record.
    await refresh();
    const keys = new Set(formOf(record).items.flatMap(keysOf));
    record.discarded = { rubricSha: record.rubricSha, values: given(record.values) };
    record.rubricSha = sheetOf(record).rubricSha;
    record.baseRev = sheetOf(record).rev;
    values = Object.fromEntries(Object.entries(record.values).filter(([key]) => keys.has(key)));
  }
  record.values = { ...values };
  record.problem = null;
  record.turned = 0;
  stamp(record);
  record.safe = await keepSheet(record);
  record.state = record.safe ? "saved" : "editing";
  view.key = null;
  show();
  send();
}

// ---- What the server knows

/** Fetches rubric, assignments and sheets, and joins them with what is kept here; nothing unsent is ever replaced. */
async function refresh() {
  const answer = await call("GET", "bootstrap", null, {}, 20);
  if (answer.status === 401 || answer.status === 403) { await endSession(); return false; }
  // A portal that answers everything with JSON of its own is no server of ours.
  if (answer.status !== 200 || !answer.body.storeId || !Array.isArray(answer.body.sheets)) return false;
  await takeBootstrap(answer.body, answer.took);
  return true;
}

async function takeBootstrap(boot, took = 0) {
  const restored = state.boot?.storeId && state.boot.storeId !== boot.storeId;
  state.boot = boot;
  state.forms = plainForms(boot);
  state.clockOff = boot.serverTime ? Math.round((Date.now() - took / 2 - boot.serverTime) / 60000) : 0;
  for (const sheet of boot.sheets) {
    const record = state.sheets.get(sheet.id);
    const before = record && JSON.stringify(record);
    const fresh = merged(sheet, record, restored);
    // A record keeps its identity: what is on the screen goes on writing into the same one.
    if (!record) state.sheets.set(sheet.id, fresh);
    else if (fresh !== record) { Object.assign(record, fresh); if (view.screen?.record === record) view.key = null; }
    if (JSON.stringify(record ?? fresh) !== before || restored) await keepSheet(record ?? fresh);
  }
  // Last, so that a page that dies before still finds the other store's id and does all of this again.
  await keepThing("boot", boot);
  if (restored) state.restored = true;
  show();
  send();
}

function merged(sheet, record, restored) {
  const served = {
    sheetId: sheet.id, judge: state.boot.judge.id, rubricSha: sheet.rubricSha, seq: record?.seq ?? 0, baseRev: sheet.rev, ackRev: sheet.rev, ackHash: sheet.hash ?? null,
    values: { ...(sheet.values ?? {}) }, notes: { ...(sheet.notes ?? record?.notes ?? {}) }, problem: null, receipt: sheet.receipt ?? record?.receipt ?? null,
    notice: record?.notice ?? null, signing: false, turned: 0, returning: false,
    state: sheet.state === "signed" ? "signed" : sheet.rev > 0 ? "delivered" : "empty",
  };
  if (!record) return served;
  if (record.state === "attention" && ["e423", "e410"].includes(record.problem?.kind)) {
    // What came too late stays here until the chief judge has said yes or no.
    const decided = (state.boot.late ?? []).find(l => l.writeId === record.writeId);
    if (!decided || decided.state === "waiting") return record;
    const notice = { kind: decided.state === "admitted" ? "lateYes" : "lateNo", reason: decided.reason ?? "" };
    return { ...served, notice, lateValues: record.values };
  }
  if (record.state === "attention" || isPending(record)) {
    if (restored) record.baseRev = sheet.rev;
    return record;
  }
  if (restored && record.state === "delivered" && sheet.state !== "signed" && record.ackHash !== (sheet.hash ?? null)) {
    // The server came back from an older copy: what it lost is sent again as a new write.
    record.baseRev = sheet.rev;
    stamp(record);
    record.state = "saved";
    return record;
  }
  if (restored && record.state === "signed" && record.receipt && sheet.state !== "signed" && sheet.rev <= record.ackRev) {
    record.returning = true;
    record.state = "saved";
    return record;
  }
  const older = record.state === "signed" ? sheet.state !== "signed" && sheet.rev < record.ackRev : sheet.rev < record.ackRev;
  if (older) return record;
  if (record.state === "signed" && served.state !== "signed") served.notice = { kind: "reopened", reason: "" };
  return served;
}
