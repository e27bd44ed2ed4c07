// Several sheets at once: six to ten codes by criteria, filled in any order, as tasters work along a table.

/** The queue by form in groups of at most ten, as equal as they can be. */
function tables() {
  const byForm = new Map();
  for (const { sheet, record } of queue()) byForm.set(sheet.form, [...(byForm.get(sheet.form) ?? []), record]);
  return [...byForm.values()].flatMap(records => {
    const size = Math.ceil(records.length / Math.ceil(records.length / 10));
    return Array.from({ length: Math.ceil(records.length / size) }, (_, i) => ({ records: records.slice(i * size, (i + 1) * size) }));
  }).filter(table => table.records.length > 1);
}

/** What may be signed now: complete, and delivered as it stands here. */
const isReady = record => record.state === "delivered" && !missing(record).length;
const readyOf = id => (id === "all" ? queue().map(x => x.record) : tables()[id]?.records ?? []).filter(isReady);

const columns = { from: 0 };

/** As many criteria as fit beside the codes, so that nothing has to be dragged. */
function columnsThatFit() {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Math.max(1, Math.floor((Math.min(innerWidth, 60 * rem) - 6.1 * rem) / (3.5 * rem)));
}

function tableScreen(place) {
  const { records } = tables()[place], form = formOf(records[0]), many = columnsThatFit();
  const items = form.items.filter(item => !item.fromClock);
  const from = Math.max(0, Math.min(columns.from, items.length - many)), shown = items.slice(from, from + many);
  const turnTo = to => { columns.from = Math.max(0, to); show(true); };
  const ready = readyOf(place).length, open = records.filter(r => !isFinished(r)).length;
  const cell = (record, item) => {
    const value = shownValue(item, record.values), code = sheetOf(record).code;
    const short = value.replace(/ [^ ]+ → | → /, "→").replace(/^.*→/, "");
    return el("td", {}, el("button", {
      type: "button", "data-id": `c${record.sheetId}.${item.id}`, disabled: isFinished(record), class: value === "—" && !isOptional(item) ? "none" : "",
      "aria-label": `${code} · ${said(item.title)} · ${value === "—" ? t("notSet") : value}`,
      onclick: () => go(`#/cell/${place}/${record.sheetId}/${form.items.indexOf(item)}`),
    }, short));
  };
  return {
    key: "table " + place, lively: true, who: said(form.title), what: said(form.what),
    body: () => [
      el("h1", { tabindex: -1 }, `${t("table")} ${sheetOf(records[0]).code}–${sheetOf(records[records.length - 1]).code}`),
      el("p", { class: "soft small" }, t("tableHint")),
      items.length > many ? el("div", { class: "two-up turner" },
        el("button", { type: "button", "data-id": "left", class: "act", disabled: from === 0, onclick: () => turnTo(from - many) }, t("colsBack")),
        el("button", { type: "button", "data-id": "right", class: "act", disabled: from + many >= items.length, onclick: () => turnTo(from + many) }, t("colsOn"))) : null,
      el("p", { class: "soft small" }, t("colsOf", { a: from + 1, b: from + shown.length, c: items.length })),
      el("table", { class: "grid-table" },
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, t("entry")), shown.map(item => el("th", { scope: "col" }, said(item.title))))),
        el("tbody", {}, records.map(record => el("tr", { class: "s-" + record.state },
          el("th", { scope: "row" }, el("button", { type: "button", "data-id": "r" + record.sheetId, "aria-label": `${sheetOf(record).code} · ${t(record.state)}`, onclick: () => go("#/review/" + record.sheetId) },
            el("b", {}, sheetOf(record).code), el("span", { class: "state s-" + record.state }, icon(record.state)))),
          shown.map(item => cell(record, item))))))],
    dock: () => [
      el("button", { type: "button", "data-id": "q", class: "act", onclick: () => go("#/queue") }, t("queue")),
      el("button", { type: "button", "data-id": "signs", class: "act main", disabled: !ready, onclick: () => go("#/signs/" + place) },
        open ? t("signSome", { n: ready, m: open }) : t("signedAll"))],
  };
}

addEventListener("resize", () => { if (view.key?.startsWith("table")) show(true); });
