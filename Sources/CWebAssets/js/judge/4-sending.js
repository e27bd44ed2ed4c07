// Sending sheets: one request at a time, oldest first, for ever; a 200 counts only when it names this very write and its hash.

const state = {
  session: null, boot: null, forms: {}, sheets: new Map(), device: null, seq: 0, online: null, problem: null,
  large: false, theme: "", hand: "right", clockOff: 0, restored: false,
};
const waits = [1, 2, 4, 8, 15];
let tries = 0, quiet = 0, sending = null, timer = 0, wake = null;

// Two judges may share a phone one after the other: each one's sheets wait for her own sign-in.
const isMine = r => !r.judge || !state.boot?.judge || r.judge === state.boot.judge.id;
const isPending = r => ["editing", "saved", "sending"].includes(r.state);
const pending = () => [...state.sheets.values()].filter(r => isPending(r) && isMine(r)).sort((a, b) => a.seq - b.seq);
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
    if (!(answer.headers.get("content-type") ?? "").startsWith("application/json")) return online({ status: 0 });
    const json = await answer.json();
    return online({ status: answer.status, body: json, headers: answer.headers, took: performance.now() - began });
  } catch {
    return online({ status: 0 });
  } finally {
    clearTimeout(late);
  }
}

function online(answer) {
  const now = answer.status !== 0;
  if (state.online !== now) { state.online = now; show(); }
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
  record.returning = false;
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
  for (const record of records) {
    stamp(record);
    const safe = await keepSheet(record);
    // Typed on while the disk was busy: the newer write id is on its way already.
    if (dirty.has(record)) continue;
    record.safe = safe;
    // "Kept" is said only after the disk has answered.
    if (record.state === "editing" && safe) { record.state = "saved"; buzz(); }
  }
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
    const settled = record.returning ? await giveBack(record) : await deliver(record);
    if (settled) { tries = 0; continue; }
    const seconds = waits[Math.min(tries++, waits.length - 1)];
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
  switch (answer.status) {
    case 200: {
      const { rev, hash, writeId } = answer.body;
      if (writeId !== sent.writeId || hash !== sent.hash || !(rev >= 0)) { back(); return false; }
      record.baseRev = Math.max(record.baseRev, rev);
      record.ackRev = rev;
      record.ackHash = hash;
      record.ackSeq = sent.seq;
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
    case 401: case 403: {
      state.problem = "e401";
      back();
      state.session = { ...state.session, token: null, ended: true };
      await keepThing("session", state.session);
      state.session = null;
      go("#/pin");
      return false;
    }
    case 400: case 409: case 410: case 422: case 423:
      return trouble(record, changed(), { kind: "e" + answer.status, items: answer.body.items ?? itemsOf(answer.body), faults: answer.body.faults });
    default:
      back();
      return false;
  }
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
  const current = record.problem?.current;
  if (current) {
    record.discarded = values === record.values ? { rev: current.rev, values: current.values } : { values: record.values, seq: record.seq };
    record.baseRev = current.rev;
  }
  record.values = { ...values };
  record.problem = null;
  stamp(record);
  record.safe = await keepSheet(record);
  record.state = record.safe ? "saved" : "editing";
  show();
  send();
}

// ---- What the server knows

/** Fetches rubric, assignments and sheets, and joins them with what is kept here; nothing unsent is ever replaced. */
async function refresh() {
  const answer = await call("GET", "bootstrap", null, {}, 20);
  if (answer.status === 401 || answer.status === 403) {
    state.session = null;
    state.problem = "e401";
    go("#/pin");
    return false;
  }
  if (answer.status !== 200) return false;
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
    const fresh = merged(sheet, record, restored);
    state.sheets.set(sheet.id, fresh);
    if (fresh !== record || restored) await keepSheet(fresh);
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
    values: { ...(sheet.values ?? {}) }, notes: { ...(sheet.notes ?? record?.notes ?? {}) }, problem: null, receipt: record?.receipt,
    state: sheet.state === "signed" ? "signed" : sheet.rev > 0 ? "delivered" : "empty",
  };
  if (!record) return served;
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
  return older ? record : served;
}

/** A light knock: every five seconds while something waits or the network was gone, else every half minute, so that a
 *  restored server is noticed by those who have nothing to send. */
async function knock() {
  const waits = state.online === false || pending().length > 0;
  if (document.visibilityState === "visible" && tab.owner && state.session && (waits || ++quiet >= 6)) {
    quiet = 0;
    const held = [...pending(), ...stuck()];
    const answer = await call("POST", "ping", { device: state.device, unsent: pending().length, stuck: stuck().length, sheets: held.map(r => r.sheetId) }, {}, 4);
    if (answer.status === 200) {
      // The chief judge opened, closed or handed over a sheet: the list is fetched again.
      const moved = state.queue !== undefined && answer.body.queue !== state.queue;
      state.queue = answer.body.queue;
      if (moved || (state.boot && answer.body.storeId && answer.body.storeId !== state.boot.storeId)) await refresh();
      tries = 0;
      send();
    }
  }
  setTimeout(knock, 5000);
}

/** A checked PIN gives a token for exactly this revision; the signature made with it comes back as a receipt. */
async function sign(record, pin) {
  const sheets = [{ sheet: record.sheetId, rev: record.ackRev, hash: record.ackHash }];
  const leave = await call("POST", "signing", { pin, sheets });
  if (leave.status !== 200) return leave;
  const answer = await call("PUT", `sheets/${record.sheetId}/signature`, {
    rev: record.ackRev, hash: record.ackHash, name: state.boot.judge.name, token: leave.body.token, deviceId: state.device,
  });
  if (answer.status === 200) {
    record.state = "signed";
    record.receipt = answer.body.receipt ?? null;
    await keepSheet(record);
    buzz();
  } else if (answer.status === 412) {
    await refresh();
  }
  show();
  return answer;
}

const buzz = () => { try { navigator.vibrate?.(12); } catch { /* no motor */ } };

/** What has not been delivered, as a file for the office. */
function undelivered() {
  return JSON.stringify({ device: state.device, judge: state.boot?.judge, sheets: [...pending(), ...stuck()].map(r => ({ writeId: r.writeId, ...bodyOf(r) })) }, null, 1);
}
