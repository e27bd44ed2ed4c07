// The screens: signing in, the queue by code, one item at a time, review, signature, two versions side by side, settings.

const view = { key: null, screen: null, keys: null };
const app = () => document.getElementById("app");

const go = hash => { if (location.hash === hash) show(true); else location.hash = hash; };
const say = text => { const live = document.getElementById("live"); live.textContent = ""; setTimeout(() => { live.textContent = text; }, 30); };
const formOf = record => state.forms[state.boot.sheets.find(s => s.id === record.sheetId)?.form];
const sheetOf = record => state.boot.sheets.find(s => s.id === record.sheetId);
const queue = () => (state.boot?.sheets ?? []).map(sheet => ({ sheet, record: state.sheets.get(sheet.id) })).filter(x => x.record)
  .sort((a, b) => (a.sheet.order ?? 0) - (b.sheet.order ?? 0) || (a.sheet.code < b.sheet.code ? -1 : 1));
const missing = record => formOf(record).items.filter(item => !isOptional(item) && !isGiven(item, record.values));
const isFinished = record => record.state === "signed";
const nextUp = () => queue().find(x => !isFinished(x.record))?.record;

function screenOf(hash) {
  if (!tab.owner) return tabScreen();
  if (!state.session) return pinScreen();
  const [, name, id, rest] = hash.split("/");
  const record = state.sheets.get(decodeURIComponent(id ?? ""));
  if (record && formOf(record)) {
    if (record.problem?.kind === "conflict" && ["sheet", "review", "sign"].includes(name)) return conflictScreen(record);
    if (name === "sheet") return isFinished(record) ? reviewScreen(record) : itemScreen(record, Number(rest) || 0);
    if (name === "review") return reviewScreen(record);
    if (name === "sign") return isFinished(record) ? reviewScreen(record) : signScreen(record);
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
  view.key = screen.key;
  view.screen = screen;
  view.keys = screen.keys ?? null;
  app().replaceChildren(el("div", { id: "head" }), el("main", { id: "page", class: "page " + (screen.look ?? "") }), el("div", { id: "dock", class: "dock" }));
  paintHead();
  paintBody(screen, !moved);
  if (moved) { scrollTo(0, 0); document.querySelector("#page h1")?.focus(); }
}

function paintBody(screen, keepFocus) {
  const had = keepFocus && document.activeElement?.dataset?.id;
  document.getElementById("page").replaceChildren(...screen.body().filter(Boolean));
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
    inside ? el("header", { class: "bar" },
      screen.home ? null : el("button", { type: "button", "data-id": "queue", "aria-label": t("queue"), onclick: () => go("#/queue") }, icon("queue")),
      screen.big ? el("span", { class: "big" }, screen.big) : null,
      el("div", { class: "who" }, el("b", {}, screen.who ?? ""), el("span", {}, screen.what ?? "")),
      el("button", { type: "button", "data-id": "menu", "aria-label": t("menu"), onclick: openMenu }, icon("menu"))) : null,
    keeping.broken ? el("div", { class: "red", role: "alert" }, icon("attention"), t("noStore")) : null,
    inside ? netLine() : null].filter(Boolean));
  if (had) head.querySelector(`[data-id="${had}"]`)?.focus();
  screen.light?.();
}

let lastSaid = "";
function netLine() {
  const waiting = pending().length, bad = stuck().length;
  const [look, sign, words] = bad ? ["off", "attention", t("netAttention", { n: bad })]
    : state.online === false ? ["off", "off", waiting ? t("netOff") : t("netOffNone")]
    : sending && waiting ? ["wait", "sending", t("netBusy", { n: waiting })]
    : waiting ? ["wait", "saved", t("netWait", { n: waiting })] : ["good", "delivered", t("netGood")];
  if (look !== lastSaid) { lastSaid = look; say(words); }
  const record = view.screen.record;
  if (!record) return el("div", { class: "net " + look, id: "net" }, icon(sign), words);
  // On a sheet the line tells of this sheet first, of the network after it.
  const rest = waiting - (isPending(record) ? 1 : 0);
  const beside = state.online === false ? t("offShort") : rest > 0 ? t("netWait", { n: rest }) : "";
  return el("div", { class: "net " + (state.online === false ? "off" : record.state === "attention" ? "off" : isPending(record) ? "wait" : "good"), id: "net" },
    stateLine(record), beside ? el("span", { class: "beside" }, state.online === false ? icon("off") : null, beside) : null);
}

// ---- Signing in

const entry = { card: null, pin: "", problem: null, busy: false };

function pinScreen() {
  const act = async digit => {
    if (entry.busy) return;
    entry.pin = digit === "⌫" ? entry.pin.slice(0, -1) : (entry.pin + digit).slice(0, 4);
    entry.problem = null;
    show(true);
    if (entry.pin.length === 4) await signIn();
  };
  const problem = entry.problem ?? state.problem;
  return {
    key: entry.card ? "pin" : "card", look: "welcome", keys: entry.card ? digitKeys(act) : null,
    body: () => [
      chop(), el("h1", { tabindex: -1 }, t(entry.card ? "pinTitle" : "cardTitle")),
      el("p", { class: "soft" }, t(entry.card ? "pinHint" : "cardHint")),
      entry.card ? el("div", { class: "dots", role: "img", "aria-label": `${entry.pin.length} / 4` }, [0, 1, 2, 3].map(i => el("i", { class: i < entry.pin.length ? "on" : "" }))) : null,
      el("p", { role: "alert", class: "band wrong" }, problem ? t(problem) : ""),
      entry.card ? pad3(act) : null,
      wechat() ? el("p", { class: "tip" }, t("wechat")) : null,
      el("div", { class: "two-up" },
        el("button", { type: "button", class: "act", onclick: swapLanguage }, t("lang")),
        el("button", { type: "button", class: "act", onclick: () => set("large", !state.large) }, t(state.large ? "normal" : "large")))],
  };
}

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
  if (answer.status === 200) {
    state.session = { token: answer.body.token, card: entry.card, judge: answer.body.judge };
    state.problem = null;
    entry.problem = null;
    await keepThing("session", state.session);
    await refresh();
    go("#/queue");
  } else {
    entry.problem = answer.status === 429 ? "waitPin" : answer.status === 0 || answer.status >= 500 ? "noServer"
      : answer.status === 403 ? "badCard" : "wrongPin";
  }
  show(true);
}

function tabScreen() {
  return {
    key: "tab", look: "welcome",
    body: () => [chop(), el("h1", { tabindex: -1 }, t("tabTitle")), el("p", {}, t("tabHint")),
      el("button", { type: "button", class: "act main", onclick: async () => { await claimTab(true); await loadKept(); show(true); if (state.session) await refresh(); send(); } }, t("tabHere"))],
  };
}

// ---- The queue

function queueScreen() {
  const all = queue(), finished = all.filter(x => isFinished(x.record)).length, next = nextUp();
  return {
    key: "queue", home: true, lively: true, who: state.boot?.judge?.name ?? state.session.judge?.name ?? "", what: said(state.boot?.event?.title),
    body: () => [
      state.boot ? null : el("p", { role: "status" }, t("loading")),
      wechat() ? el("p", { class: "tip" }, t("wechat")) : !isSecureContext ? el("p", { class: "tip" }, t("plain")) : null,
      state.restored ? el("p", { class: "tip" }, t("storeNew")) : null,
      Math.abs(state.clockOff) >= 1 ? el("p", { class: "tip" }, t("clockOff", { n: Math.abs(state.clockOff) })) : null,
      el("h1", { tabindex: -1 }, `${t("queue")} · ${finished} / ${all.length} ${t("done")}`),
      el("div", { class: "meter", role: "img", "aria-label": `${finished} / ${all.length}` }, el("i", { "data-share": all.length ? finished / all.length : 0 })),
      all.length ? null : el("p", {}, t("nothing")),
      el("ol", { class: "queue" }, all.map(({ sheet, record }) => el("li", {},
        el("button", { type: "button", "data-id": "q" + sheet.id, class: `s-${record.state}` + (record === next ? " next" : ""), onclick: () => openSheet(record) },
          el("span", { class: "big" }, sheet.code), el("span", { class: "what" }, what(sheet)), stateLine(record)))))].map(shareWidth),
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

// ---- One item

function itemScreen(record, index) {
  const form = formOf(record), sheet = sheetOf(record), at = Math.max(0, Math.min(index, form.items.length - 1)), item = form.items[at];
  const move = by => go(at + by >= form.items.length ? `#/review/${record.sheetId}` : at + by < 0 ? "#/queue" : `#/sheet/${record.sheetId}/${at + by}`);
  const look = (it, i) => (isGiven(it, record.values) ? "has" : "") + (i === at ? " here" : "");
  const sum = () => (form.showTotal === false ? t("all") : `${t("running")} ${decimal(totalOf(form, record.values))}`);
  return {
    key: `sheet ${record.sheetId} ${at}`, move, record, big: sheet.code, who: said(form.title), what: what(sheet),
    body: () => {
      const box = question(record, item, () => move(1));
      if (box.keys) view.keys = box.keys;
      return [banner(record),
        el("div", { class: "split" }, el("div", { class: "page-col" },
          el("div", { class: "segments", role: "img", "aria-label": t("of", { a: at + 1, b: form.items.length }) }, form.items.map((it, i) => el("i", { class: look(it, i) }))),
          el("div", { class: "ask" },
            el("span", { class: "group" }, [`${at + 1} / ${form.items.length}`, said(item.group), { deduct: t("deduct"), bonus: t("bonus"), veto: t("veto") }[item.kind]].filter(Boolean).join(" · ")),
            el("h1", { tabindex: -1 }, said(item.title)), said(item.hint) ? el("p", { class: "hint" }, said(item.hint)) : null,
            isMarks(item.kind) && choices(item, 11) ? el("span", { class: "full" }, t("full", { n: item.max })) : null),
          box, wordButtons(record, item)),
          el("aside", { class: "only-tablet" }, summary(record, form.items)))];
    },
    light: () => {
      document.querySelectorAll(".segments i").forEach((b, i) => { b.className = look(form.items[i], i); });
      const line = document.getElementById("sum");
      if (line) line.textContent = sum();
      const aside = document.querySelector("aside.only-tablet");
      aside?.replaceChildren(summary(record, form.items));
    },
    dock: () => [
      el("button", { type: "button", "data-id": "prev", class: "act", onclick: () => move(-1) }, t("prev")),
      el("button", { type: "button", id: "sum", "data-id": "sum", class: "sumline", "aria-live": "off", onclick: () => go(`#/review/${record.sheetId}`) }, sum()),
      el("button", { type: "button", "data-id": "next", class: "act main", onclick: () => move(1) }, at === form.items.length - 1 ? t("review") : t("next"))],
  };
}

const move = by => view.screen?.move?.(by);

function banner(record) {
  const kind = record.problem?.kind;
  if (!kind || kind === "conflict") return null;
  const said = (record.problem.faults ?? []).map(f => f[language] || f.zh).filter(Boolean);
  return el("div", { class: "danger", role: "alert" }, el("strong", {}, t("attention")), el("p", {}, t(kind)), said.length ? el("ul", {}, said.map(s => el("li", {}, s))) : null,
    ["e422", "e409", "e423"].includes(kind) ? el("button", { type: "button", class: "act", onclick: () => settle(record, record.values) }, t("again")) : null);
}

// ---- Review and signature

const summary = (record, items, look) => el("ul", { class: "sum " + (look ?? "") }, items.map(item => {
  const value = shownValue(item, record.values), at = formOf(record).items.indexOf(item);
  return el("li", {}, el("button", { type: "button", "data-id": "s" + item.id, disabled: isFinished(record), onclick: () => go(`#/sheet/${record.sheetId}/${at}`) },
    el("span", {}, said(item.title)), el("b", { class: value === "—" && !isOptional(item) ? "none" : "" }, value)));
}));

function ownSheets(record) {
  const form = formOf(record);
  const rows = queue().filter(x => formOf(x.record) === form && (x.record === record || ["delivered", "signed", "saved", "sending"].includes(x.record.state)) && !missing(x.record).length);
  if (rows.length < 2) return null;
  const best = Math.max(...rows.map(x => totalOf(form, x.record.values)), 1);
  return el("section", {}, el("h2", {}, t("own")), el("div", { class: "own" }, rows.slice(-8).map(({ sheet, record: r }) =>
    el("div", { class: r === record ? "me" : "" }, el("span", { class: "code" }, sheet.code), shareWidth(el("span", {}, el("i", { "data-share": totalOf(form, r.values) / best }))), el("span", {}, decimal(totalOf(form, r.values)))))));
}

function reviewScreen(record) {
  const form = formOf(record), sheet = sheetOf(record), gaps = missing(record), done = isFinished(record);
  return {
    key: "review " + record.sheetId, lively: true, record, big: sheet.code, who: said(form.title), what: what(sheet),
    body: () => [
      banner(record),
      el("h1", { tabindex: -1 }, done ? t("signDone", { c: sheet.code }) : t("review")),
      el("div", { class: "repeat" }, el("span", { class: "soft" }, t("check")), el("b", {}, sheet.code), el("span", {}, what(sheet))),
      gaps.length ? el("section", {}, el("h2", { class: "state s-attention" }, icon("attention"), `${t("missing")} · ${gaps.length}`), summary(record, gaps, "missing")) : null,
      el("section", {}, el("h2", {}, t("yours")), summary(record, form.items.filter(item => !gaps.includes(item)))),
      form.showTotal === false ? null : el("p", { class: "grand" }, el("span", {}, t("total")), el("b", {}, decimal(totalOf(form, record.values)))),
      ownSheets(record)],
    dock: () => done ? [el("button", { type: "button", "data-id": "q", class: "act", onclick: () => go("#/queue") }, t("queue")), nextButton()]
      : [el("button", { type: "button", "data-id": "back", class: "act", onclick: () => go(`#/sheet/${record.sheetId}/${form.items.length - 1}`) }, t("prev")),
        gaps.length
          ? el("button", { type: "button", "data-id": "gap", class: "act main", onclick: () => go(`#/sheet/${record.sheetId}/${form.items.indexOf(gaps[0])}`) }, t("signMissing", { n: gaps.length }).split(/[，.]/)[0])
          : el("button", { type: "button", "data-id": "sign", class: "act main", onclick: () => go(`#/sign/${record.sheetId}`) }, t("sign"))],
  };
}

const nextButton = () => { const next = nextUp(); return next ? el("button", { type: "button", "data-id": "go", class: "act main", onclick: () => openSheet(next) }, `${t("toNext")} ${sheetOf(next).code}`) : null; };

const signing = { pin: "", problem: null, busy: false };

function signScreen(record) {
  // Too early, by the back button or an old address: the review names what is missing.
  if (missing(record).length) return reviewScreen(record);
  const form = formOf(record), sheet = sheetOf(record), ready = record.state === "delivered";
  const act = async digit => {
    if (signing.busy || record.state !== "delivered") return;
    signing.pin = digit === "⌫" ? signing.pin.slice(0, -1) : (signing.pin + digit).slice(0, 4);
    signing.problem = null;
    show(true);
    if (signing.pin.length < 4) return;
    signing.busy = true;
    const answer = await sign(record, signing.pin);
    Object.assign(signing, { pin: "", busy: false, problem: answer.status === 200 ? null : answer.status === 429 ? "waitPin" : [401, 403].includes(answer.status) ? "wrongPin" : answer.status === 0 ? "noServer" : "again" });
    if (answer.status === 200) { say(t("signDone", { c: sheet.code })); go("#/review/" + record.sheetId); }
    show(true);
  };
  return {
    key: `sign ${record.sheetId}`, look: "tight", keys: digitKeys(act), lively: true, record, big: sheet.code, who: said(form.title), what: what(sheet),
    body: () => [
      el("h1", { tabindex: -1 }, t("signFor")),
      el("div", { class: "repeat" }, el("b", {}, sheet.code), el("span", {}, `${t("total")} ${decimal(totalOf(form, record.values))}`)),
      ready ? el("div", { class: "dots", role: "img", "aria-label": `PIN ${signing.pin.length} / 4` }, [0, 1, 2, 3].map(i => el("i", { class: i < signing.pin.length ? "on" : "" }))) : el("p", { role: "status", class: "tip" }, t("signWait")),
      el("p", { role: "alert", class: "band wrong" }, signing.problem ? t(signing.problem) : ""),
      ready ? pad3(act) : null,
      el("p", { class: "soft small" }, t("signHint"))],
    dock: () => [el("button", { type: "button", "data-id": "back", class: "act", onclick: () => go("#/review/" + record.sheetId) }, t("back"))],
  };
}

// ---- Two versions side by side

function conflictScreen(record) {
  const form = formOf(record), sheet = sheetOf(record), current = record.problem.current;
  const theirs = current.values ?? {};
  const side = (title, values, act) => el("section", {}, el("h2", {}, title),
    el("dl", {}, form.items.flatMap(item => {
      const differs = keysOf(item).some(key => (values[key] ?? null) !== ((values === theirs ? record.values : theirs)[key] ?? null));
      return [el("dt", { class: differs ? "differs" : "" }, said(item.title)), el("dd", { class: differs ? "differs" : "" }, shownValue(item, values))];
    }), el("dt", {}, t("total")), el("dd", {}, decimal(totalOf(form, values)))),
    el("button", { type: "button", class: "act main", onclick: act }, t("useThis")));
  return {
    key: "conflict " + record.sheetId, record, big: sheet.code, who: said(form.title), what: what(sheet),
    body: () => [el("h1", { tabindex: -1 }, t("conflictTitle")), el("p", {}, t("conflictHint")),
      el("div", { class: "sides" },
        side(t("mine"), record.values, () => settle(record, record.values).then(() => show(true))),
        side(t("theirs"), theirs, () => settle(record, theirs).then(() => show(true))))],
  };
}

// ---- Settings

function openMenu() {
  const box = el("dialog", { "aria-label": t("menu") });
  const row = (label, act) => el("button", { type: "button", class: "act wide", onclick: () => { box.close(); act(); } }, label);
  box.append(el("h2", {}, t("menu")), el("div", { class: "menu" },
    row(t(state.large ? "normal" : "large"), () => set("large", !state.large)),
    row(t(state.theme === "dark" ? "light" : "dark"), () => set("theme", state.theme === "dark" ? "light" : "dark")),
    row(t(state.hand === "left" ? "right" : "left"), () => set("hand", state.hand === "left" ? "right" : "left")),
    row(t("lang"), swapLanguage), row(t("reload"), refresh),
    pending().length + stuck().length ? row(t("file"), saveFile) : row(t("leave"), leave),
    el("dl", { class: "facts2" }, el("dt", {}, t("event")), el("dd", {}, said(state.boot?.event?.title)), el("dt", {}, t("judge")), el("dd", {}, state.boot?.judge?.name ?? ""),
      el("dt", {}, t("device")), el("dd", { class: "mono" }, (state.device ?? "").slice(0, 8))),
    el("button", { type: "button", class: "act main", onclick: () => box.close() }, t("close"))));
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
}

function saveFile() {
  const link = el("a", { download: `sizhou-${(state.device ?? "").slice(0, 8)}.json`, href: URL.createObjectURL(new Blob([undelivered()], { type: "application/json" })) });
  link.click();
}

async function leave() {
  if (pending().length || stuck().length) { say(t("leaveNo")); return; }
  state.session = null;
  entry.card = null;
  await keepThing("session", null);
  show(true);
}

function set(name, value) {
  state[name] = value;
  keepThing("look", { large: state.large, theme: state.theme, hand: state.hand, language });
  applyLook();
  show(true);
}

function swapLanguage() { language = language === "en" ? "zh" : "en"; set("large", state.large); }

function applyLook() {
  const root = document.documentElement;
  root.toggleAttribute("data-large", Boolean(state.large));
  if (state.theme) root.dataset.theme = state.theme;
  root.dataset.hand = state.hand;
}

const wechat = () => /MicroMessenger/i.test(navigator.userAgent);
