// When the network does not come back: a sheet as QR codes for another device to carry, as a file, and the call for help.

/** A sheet as a text that another device may bring: the very request, sealed under this device's sign-in without naming it. */
function carried(record) {
  const body = JSON.stringify(bodyOf(record)), match = `"r${record.baseRev}"`;
  const seal = hmac(sha256(state.session.token), [record.sheetId, record.writeId, match, body].join("\n"));
  return JSON.stringify([record.sheetId, record.writeId, match, body, seal, sheetOf(record).code]);
}

const plainLetters = bytes => btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const bytesOf = letters => Uint8Array.from(atob(letters.replace(/-/g, "+").replace(/_/g, "/")), c => c.charCodeAt(0));

/** The addresses to show: `…/j#c=<mark>.<number>.<count>.<piece>`, each small enough for a phone's camera. */
function carriedParts(record) {
  const letters = plainLetters(new TextEncoder().encode(carried(record))), mark = sha256(letters).slice(0, 6);
  const head = `${location.origin}/j#c=${mark}.`, room = 360 - head.length - 6, count = Math.ceil(letters.length / room);
  return Array.from({ length: count }, (_, i) => `${head}${i + 1}.${count}.${letters.slice(i * room, (i + 1) * room)}`);
}

function codeScreen(record, index) {
  if (!record.writeId) return reviewScreen(record);
  // What is shown stays the same while the judge turns from code to code.
  if (view.coded?.writeId !== record.writeId) view.coded = { writeId: record.writeId, parts: carriedParts(record) };
  const { parts } = view.coded, at = Math.max(0, Math.min(index, parts.length - 1)), sheet = sheetOf(record);
  const to = i => go(`#/code/${record.sheetId}/${i}`);
  return {
    key: `code ${record.sheetId} ${at}`, record, big: sheet.code, who: t("showCode"), what: what(sheet),
    body: () => [
      el("h1", { tabindex: -1 }, t("codeOf", { a: at + 1, b: parts.length })),
      el("div", { class: "code-box" }, qrPicture(parts[at], t("codeOf", { a: at + 1, b: parts.length }))),
      el("p", { class: "soft small" }, t("codeHow"))],
    dock: () => [
      el("button", { type: "button", "data-id": "back", class: "act", onclick: () => (at ? to(at - 1) : go("#/review/" + record.sheetId)) }, t(at ? "prev" : "back")),
      at < parts.length - 1 ? el("button", { type: "button", "data-id": "on", class: "act main", onclick: () => to(at + 1) }, t("nextCodePart"))
        : el("button", { type: "button", "data-id": "done", class: "act main", onclick: () => go("#/review/" + record.sheetId) }, t("close"))],
  };
}

// ---- Carrying another judge's sheet: what a marshal's device does with those codes

const carrying = { mark: null, parts: [], words: null, busy: false };

/** Takes one scanned piece; true where it was one. */
async function takePiece(text) {
  const found = /#c=([0-9a-f]{6})\.(\d+)\.(\d+)\.([\w-]+)$/.exec(text.trim());
  if (!found) { carrying.words = "carryNone"; return false; }
  const [, mark, number, count, piece] = found;
  // The pieces come one page load after the other: they wait in the store.
  const kept = await keptThing("carrying");
  const box = kept?.mark === mark ? kept : { mark, parts: Array(Number(count)).fill(null) };
  box.parts[Number(number) - 1] = piece;
  await keepThing("carrying", box);
  Object.assign(carrying, box, { words: null });
  if (box.parts.every(Boolean)) await bring();
  return true;
}

/** Brings a whole sheet; the write id makes a second delivery, by whomever, harmless. */
async function bring() {
  if (carrying.busy || !carrying.parts.length || !carrying.parts.every(Boolean)) return;
  carrying.busy = true;
  show(true);
  try {
    const letters = carrying.parts.join("");
    if (sha256(letters).slice(0, 6) !== carrying.mark) throw new Error("torn");
    const [sheet, writeId, ifMatch, body, seal, code] = JSON.parse(new TextDecoder().decode(bytesOf(letters)));
    carrying.code = code;
    const answer = await call("POST", "carried", { sheet, writeId, ifMatch, body, seal });
    const known = answer.status !== 0 && answer.body.writeId === writeId;
    carrying.words = !known ? "carryWait" : answer.status === 200 ? "carryDone" : answer.status === 401 ? "carrySeal" : "carryRefused";
    if (known && answer.status !== 503 && answer.status !== 507) await keepThing("carrying", null);
  } catch {
    carrying.words = "carryNone";
    await keepThing("carrying", null);
  }
  carrying.busy = false;
  show(true);
}

function carryScreen() {
  const have = carrying.parts.filter(Boolean).length;
  const field = el("input", { id: "scan", type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", inputmode: "none" });
  const take = async event => { event.preventDefault(); await takePiece(field.value); show(true); };
  return {
    key: `carry ${have} ${carrying.words} ${carrying.busy}`, look: "welcome",
    body: () => [
      chop(), el("h1", { tabindex: -1 }, t("carryTitle")), el("p", {}, t("carryHow")),
      carrying.parts.length ? el("p", { class: "big-count" }, t("carryHave", { a: have, b: carrying.parts.length })) : null,
      el("p", { role: "status", class: "carry-word" + (carrying.words === "carryDone" ? " good" : "") }, carrying.busy ? t("sending") : carrying.words ? t(carrying.words, { c: carrying.code ?? "" }) : ""),
      el("form", { onsubmit: take }, el("label", { for: "scan" }, t("carryField")), field, el("button", { class: "act wide" }, t("ok")))],
    dock: () => [
      el("button", { type: "button", "data-id": "back", class: "act", onclick: () => { Object.assign(carrying, { mark: null, parts: [], words: null }); go("#/queue"); } }, t("close")),
      carrying.words === "carryWait" ? el("button", { type: "button", "data-id": "again", class: "act main", onclick: bring }, t("again")) : null],
  };
}

// ---- The file, the call for help, and settings

function openDialog(label, rows, last) {
  const box = el("dialog", { "aria-label": label });
  const close = () => box.close();
  box.append(el("h2", {}, label), el("div", { class: "menu" }, rows(close), el("button", { type: "button", class: "act main", onclick: close }, last ?? t("close"))));
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
}

function openHelp(record) {
  openDialog(t("help"), close => [
    el("p", { class: "soft" }, t("helpHint")),
    ["helpRule", "helpEntry", "helpPhone"].map(kind => el("button", { type: "button", class: "act wide", onclick: () => { close(); callForHelp(kind, record); } }, t(kind))),
  ], t("cancel"));
}

async function callForHelp(kind, record) {
  say(t("sending"));
  const answer = await call("POST", "help", { kind: kind.slice(4).toLowerCase(), sheet: record && !record.rehearsal ? record.sheetId : null, device: state.device });
  const words = t(answer.status === 200 ? "helpDone" : "helpNot");
  say(words);
  openDialog(t("help"), () => [el("p", {}, words)]);
}

function openMenu() {
  const waiting = pending().length + stuck().length;
  openDialog(t("menu"), close => {
    const row = (label, act) => el("button", { type: "button", class: "act wide", onclick: () => { close(); act(); } }, label);
    return [
      row(t(state.large ? "normal" : "large"), () => set("large", !state.large)),
      row(t(isDark() ? "light" : "dark"), () => set("theme", isDark() ? "light" : "dark")),
      row(t(state.hand === "left" ? "right" : "left"), () => set("hand", state.hand === "left" ? "right" : "left")),
      row(t("lang"), swapLanguage), row(t("reload"), refresh), state.boot?.sheets.length ? row(t("rehearse"), rehearse) : null,
      waiting ? [row(t("file"), saveFile), row(t("showCode"), () => go(`#/code/${[...stuck(), ...pending()][0].sheetId}/0`))] : row(t("leave"), leave),
      el("dl", { class: "facts2" }, el("dt", {}, t("event")), el("dd", {}, said(state.boot?.event?.title)), el("dt", {}, t("judge")), el("dd", {}, state.boot?.judge?.name ?? ""),
        el("dt", {}, t("device")), el("dd", { class: "mono" }, (state.device ?? "").slice(0, 8)))].flat().filter(Boolean);
  });
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

const isDark = () => (state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);

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
