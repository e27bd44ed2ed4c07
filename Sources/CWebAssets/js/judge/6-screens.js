// What every screen shares: which one the address names, the head with the big code and the state; signing in, and the queue.

const view = { key: null, screen: null, keys: null };
const app = () => document.getElementById("app");

const go = hash => { if (location.hash === hash) show(true); else location.hash = hash; };
const say = text => { const live = document.getElementById("live"); live.textContent = ""; setTimeout(() => { live.textContent = text; }, 30); };
const sheetOf = record => (record.rehearsal ? record.sheet : state.boot?.sheets.find(s => s.id === record.sheetId));
const formOf = record => state.forms[sheetOf(record)?.form];
const recordOf = id => (id === "rehearsal" ? state.rehearsal : state.sheets.get(id));
const queue = () => (state.boot?.sheets ?? []).map(sheet => ({ sheet, record: state.sheets.get(sheet.id) })).filter(x => x.record)
  .sort((a, b) => (a.sheet.order ?? 0) - (b.sheet.order ?? 0) || (a.sheet.code < b.sheet.code ? -1 : 1));
// A note that the rubric asks for is owed as soon as there is something to explain.
const owesNote = (item, record) => item.note === "required" && item.kind !== "veto" && keysOf(item).some(key => record.values[key] != null && record.values[key] !== "0")
  && !record.notes?.[item.id]?.trim();
const missing = record => formOf(record).items.filter(item => (!isOptional(item) && !isGiven(item, record.values)) || owesNote(item, record));
const isFinished = record => record.state === "signed";
const nextUp = () => queue().find(x => !isFinished(x.record))?.record;

function screenOf(hash) {
  const [, name, id, rest, more] = hash.split("/");
  if (name === "carry") return carryScreen();
  if (!tab.owner) return tabScreen();
  if (!state.session) return pinScreen();
  if (!state.boot) return queueScreen();
  if (name === "table" && tables()[id]) return tableScreen(Number(id));
  if (name === "signs") return signScreen(readyOf(id), id);
  const record = recordOf(name === "cell" ? rest : id);
  if (record && formOf(record)) {
    if (record.problem?.kind === "conflict" && ["sheet", "cell", "review", "sign"].includes(name)) return conflictScreen(record);
    if (name === "sheet") return isFinished(record) ? reviewScreen(record) : itemScreen(record, Number(rest) || 0);
    if (name === "cell" && tables()[id]) return isFinished(record) ? reviewScreen(record) : itemScreen(record, Number(more) || 0, Number(id));
    if (name === "review") return reviewScreen(record);
    if (name === "code") return codeScreen(record, Number(rest) || 0);
    if (name === "sign") return isFinished(record) ? reviewScreen(record) : signScreen([record]);
  }
  return queueScreen();
}

/** Draws the screen that the address names; a change of state alone redraws only what tells of states, so no focus is lost. */
function show(force) {
  const screen = screenOf(location.hash);
  document.documentElement.lang = language === "en" ? "en" : "zh-CN";
  document.title = (screen.big ? screen.big + " · " : "") + t("title");
  if (!force && screen.key === view.key) {
    view.screen = screen;
    view.keys = screen.keys ?? view.keys;
    paintHead();
    if (screen.lively) paintBody(screen, true);
    return;
  }
  const moved = screen.key !== view.key;
  if (moved) keepPlace();
  view.key = screen.key;
  view.screen = screen;
  view.keys = screen.keys ?? null;
  app().replaceChildren(el("div", { id: "head" }), el("main", { id: "page", class: "page " + (screen.look ?? "") }), el("div", { id: "dock", class: "dock" }));
  paintHead();
  paintBody(screen, !moved);
  if (moved) { scrollTo(0, 0); document.querySelector("#page h1")?.focus(); }
}

/** Where the judge was: a page that the phone threw away comes back to the same item. */
function keepPlace() {
  if (state.session && /^#\/(sheet|cell|review|table)\//.test(location.hash) && !location.hash.includes("rehearsal")) {
    keepThing("place", { judge: state.boot?.judge?.id, hash: location.hash });
  }
}

function paintBody(screen, keepFocus) {
  const had = keepFocus && document.activeElement?.dataset?.id;
  const page = document.getElementById("page"), fresh = el("main", {}, screen.body());
  // What looks the same stays as it is: a finger may be on it.
  if (!keepFocus || page.innerHTML !== fresh.innerHTML) page.replaceChildren(...fresh.childNodes);
  const dock = screen.dock?.().filter(Boolean) ?? [];
  document.getElementById("dock").replaceChildren(...dock);
  document.getElementById("dock").hidden = !dock.length;
  if (had) document.querySelector(`[data-id="${CSS.escape(had)}"]`)?.focus();
}

function paintHead() {
  const head = document.getElementById("head");
  if (!head) return;
  const screen = view.screen, inside = Boolean(state.session && tab.owner);
  const had = head.contains(document.activeElement) ? document.activeElement.dataset.id : null;
  head.replaceChildren(...[
    inside ? el("header", { class: "bar" + (screen.big ? " coded" : "") },
      screen.home ? null : el("button", { type: "button", "data-id": "queue", "aria-label": t("queue"), onclick: () => go("#/queue") }, icon("queue")),
      screen.big ? el("span", { class: "big" + (screen.big.length > 4 ? " long" : "") }, screen.big) : null,
      el("div", { class: "who" }, el("b", {}, screen.who ?? ""), el("span", {}, screen.what ?? "")),
      el("button", { type: "button", "data-id": "help", "aria-label": t("help"), onclick: () => openHelp(screen.record) }, icon("help")),
      el("button", { type: "button", "data-id": "menu", "aria-label": t("menu"), onclick: openMenu }, icon("menu"))) : null,
    inside && screen.record?.rehearsal ? el("div", { class: "tip trial" }, t("rehearsalLine")) : null,
    keeping.broken ? el("div", { class: "red", role: "alert" }, icon("attention"), t("noStore")) : null,
    inside && !screen.record?.rehearsal ? netLine() : null].filter(Boolean));
  if (had) head.querySelector(`[data-id="${had}"]`)?.focus();
  screen.light?.();
}

let lastSaid = "";
function netLine() {
  const waiting = pending().length, bad = stuck().length;
  const [look, sign, words] = bad ? ["off", "attention", t("netAttention", { n: bad })]
    : state.foreign ? ["off", "off", t("netForeign")]
    : state.online === false ? ["off", "off", waiting ? t("netOff") : t("netOffNone")]
    : state.crowded && waiting ? ["off", "attention", t(state.crowded.kind)]
    : sending && waiting ? ["wait", "sending", t("netBusy", { n: waiting })]
    : waiting ? ["wait", "saved", t("netWait", { n: waiting })] : ["good", "delivered", t("netGood")];
  if (look !== lastSaid) { lastSaid = look; say(words); }
  const record = view.screen.record;
  if (!record) return el("div", { class: "net " + look, id: "net" }, icon(sign), words);
  // On a sheet the line tells of this sheet first, of the network after it.
  const rest = waiting - (isPending(record) ? 1 : 0);
  const beside = state.foreign ? t("netForeign") : state.online === false ? t("offShort") : state.crowded && isPending(record) ? t(state.crowded.kind) : rest > 0 ? t("netWait", { n: rest }) : "";
  return el("div", { class: "net " + (state.online === false ? "off" : record.state === "attention" ? "off" : isPending(record) ? "wait" : "good"), id: "net" },
    stateLine(record), beside ? el("span", { class: "beside" }, state.online === false || state.crowded ? icon("off") : null, beside) : null);
}

// ---- Signing in

const entry = { card: null, code: "", pin: "", problem: null, busy: false };

/** The PIN of a card; without a card, the six digits printed under its QR code. */
function pinScreen() {
  const field = entry.card ? "pin" : "code", length = entry.card ? 4 : 6;
  const act = async digit => {
    if (entry.busy) return;
    entry[field] = digit === "⌫" ? entry[field].slice(0, -1) : (entry[field] + digit).slice(0, length);
    entry.problem = null;
    show(true);
    if (entry[field].length < length) return;
    if (field === "code") { entry.card = entry.code; entry.code = ""; show(true); } else await signIn();
  };
  const problem = entry.problem ?? state.problem;
  return {
    key: field, look: "welcome", keys: digitKeys(act),
    body: () => [
      chop(), el("h1", { tabindex: -1 }, t(entry.card ? "pinTitle" : "cardTitle")),
      el("p", { class: "soft" }, t(entry.card ? "pinHint" : "cardHint")),
      entry.card ? null : el("p", {}, t("codeHint")),
      entry.card ? dots(entry.pin.length, 4) : el("output", { class: "codebox", "aria-label": t("codeHint") }, entry.code.padEnd(6, "·")),
      el("p", { role: "alert", class: "band wrong" }, problem ? t(problem) : ""),
      pad3(act),
      wechat() ? el("p", { class: "tip" }, t("wechat")) : null,
      el("div", { class: "two-up" },
        entry.card ? el("button", { type: "button", class: "act", onclick: () => { Object.assign(entry, { card: null, pin: "", problem: null }); show(true); } }, t("otherCard")) : null,
        el("button", { type: "button", class: "act", onclick: swapLanguage }, t("lang")),
        el("button", { type: "button", class: "act", onclick: () => set("large", !state.large) }, t(state.large ? "normal" : "large")),
        entry.card ? null : el("button", { type: "button", class: "act", onclick: () => go("#/carry") }, t("carryOpen")))],
  };
}

const dots = (filled, all) => el("div", { class: "dots", role: "img", "aria-label": `${filled} / ${all}` }, Array.from({ length: all }, (_, i) => el("i", { class: i < filled ? "on" : "" })));
const digitKeys = act => event => { if (/^\d$/.test(event.key)) act(event.key); else if (event.key === "Backspace") act("⌫"); };
const pad3 = act => el("div", { class: "pad three" }, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "", "0", "⌫"].map(d =>
  d ? el("button", { type: "button", "data-id": "k" + d, "aria-label": d === "⌫" ? t("erase") : d, onclick: () => act(d) }, d) : el("span")));

function chop() {
  const box = document.getElementById("chop").content.cloneNode(true);
  return box.firstElementChild;
}

async function signIn() {
  entry.busy = true;
  const answer = await call("POST", "judge/session", { card: entry.card, pin: entry.pin, device: state.device });
  entry.busy = false;
  entry.pin = "";
  if (answer.status === 200 && answer.body.token) {
    state.session = { token: answer.body.token, card: entry.card, judge: answer.body.judge };
    state.problem = null;
    entry.problem = null;
    await keepThing("session", state.session);
    await refresh();
    send();
    await goBack();
  } else {
    entry.problem = answer.status === 429 ? "waitPin" : answer.status === 0 || answer.status >= 500 ? "noServer" : "wrongPin";
    // A mistyped number of a card cannot be told from a wrong PIN: both are asked for again.
    if (entry.problem === "wrongPin" && /^\d{6}$/.test(entry.card)) Object.assign(entry, { card: null, problem: "wrongCode" });
  }
  show(true);
}

/** Back to where this judge was, else to the queue. */
async function goBack() {
  const place = await keptThing("place");
  go(place?.hash && place.judge === state.boot?.judge?.id ? place.hash : "#/queue");
}

function tabScreen() {
  const here = async () => { await claimTab(true); await takeUp(); };
  return {
    key: "tab", look: "welcome",
    body: () => [chop(), el("h1", { tabindex: -1 }, t("tabTitle")), el("p", {}, t("tabHint")),
      el("button", { type: "button", class: "act main", onclick: here }, t("tabHere"))],
  };
}

// ---- The queue

function queueScreen() {
  const all = queue(), finished = all.filter(x => isFinished(x.record)).length, next = nextUp(), ready = readyOf("all");
  const begun = all.some(x => x.record.state !== "empty");
  return {
    key: "queue", home: true, lively: true, who: state.boot?.judge?.name ?? state.session.judge?.name ?? "", what: said(state.boot?.event?.title),
    body: () => [
      state.boot ? null : el("p", { role: "status" }, t(state.online === false ? "noServer" : "loading")),
      wechat() ? el("p", { class: "tip" }, t("wechat")) : !isSecureContext ? el("p", { class: "tip" }, t("plain")) : null,
      state.restored ? el("p", { class: "tip" }, t("storeNew")) : null,
      Math.abs(state.clockOff) >= 1 ? el("p", { class: "tip" }, t("clockOff", { n: Math.abs(state.clockOff) })) : null,
      el("h1", { tabindex: -1 }, `${t("queue")} · ${finished} / ${all.length} ${t("done")}`),
      el("div", { class: "meter", role: "img", "aria-label": `${finished} / ${all.length}` }, el("i", { "data-share": all.length ? finished / all.length : 0 })),
      state.boot && !all.length ? el("p", {}, t("nothing")) : null,
      all.length && !begun ? el("button", { type: "button", "data-id": "try", class: "act wide", onclick: rehearse }, t("rehearse")) : null,
      ...tables().map((table, i) => table.records.every(isFinished) ? null
        : el("button", { type: "button", "data-id": "t" + i, class: "act wide", onclick: () => go("#/table/" + i) }, icon("table"),
          `${t("table")} ${sheetOf(table.records[0]).code}–${sheetOf(table.records[table.records.length - 1]).code}`)),
      ready.length > 1 ? el("button", { type: "button", "data-id": "signs", class: "act wide", onclick: () => go("#/signs/all") }, icon("signed"), t("signMany", { n: ready.length })) : null,
      el("ol", { class: "queue" }, all.map(({ sheet, record }) => el("li", {},
        el("button", { type: "button", "data-id": "q" + sheet.id, class: `s-${record.state}` + (record === next ? " next" : ""), onclick: () => openSheet(record) },
          el("span", { class: "big" }, sheet.code), el("span", { class: "what" }, what(sheet)), stateLine(record)))))].filter(Boolean).map(shareWidth),
    dock: () => next ? [el("button", { type: "button", "data-id": "go", class: "act main", onclick: () => openSheet(next) },
      `${t(next.state === "empty" ? "toNext" : "goOn")} ${sheetOf(next).code}`)]
      : all.length ? [el("p", { class: "grow", role: "status" }, t("allDone"))] : [el("button", { type: "button", class: "act main", onclick: refresh }, t("reload"))],
  };
}

// A style attribute would need a hole in the page's security policy; the property does not.
function shareWidth(node) {
  node?.querySelectorAll?.("[data-share]").forEach(i => { i.style.width = Math.round(i.dataset.share * 100) + "%"; });
  return node;
}

const what = sheet => [said(state.forms[sheet.form]?.what), sheet.station, sheet.run > 1 ? "#" + sheet.run : null].filter(Boolean).join(" · ");

function openSheet(record) {
  const form = formOf(record), gap = form.items.findIndex(item => !isOptional(item) && !isGiven(item, record.values));
  go(isFinished(record) || gap < 0 ? `#/review/${record.sheetId}` : `#/sheet/${record.sheetId}/${gap}`);
}

/** A made-up entry to try the page with; it is nowhere but in this page's memory. */
function rehearse() {
  const { form } = queue()[0].sheet;
  state.rehearsal = {
    sheetId: "rehearsal", rehearsal: true, values: {}, notes: {}, state: "empty", seq: 0, baseRev: 0, problem: null,
    sheet: { id: "rehearsal", form, code: t("rehearsalCode"), run: 1 },
  };
  go("#/sheet/rehearsal/0");
}
