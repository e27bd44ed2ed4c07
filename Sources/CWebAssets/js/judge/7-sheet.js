// One sheet: a question at a time, the review before the signature, and two versions side by side where there are two.

// ---- One item

/** One question of one sheet. In a table, onward means the same question for the next code. */
function itemScreen(record, index, place = null) {
  const form = formOf(record), sheet = sheetOf(record), at = Math.max(0, Math.min(index, form.items.length - 1)), item = form.items[at];
  const table = place === null ? null : tables()[place];
  const rows = table?.records ?? [], row = rows.indexOf(record);
  const move = by => {
    if (!table) { go(at + by >= form.items.length ? `#/review/${record.sheetId}` : at + by < 0 ? "#/queue" : `#/sheet/${record.sheetId}/${at + by}`); return; }
    let to = row + by;
    while (rows[to] && isFinished(rows[to])) to += by;
    go(rows[to] ? `#/cell/${place}/${rows[to].sheetId}/${at}` : `#/table/${place}`);
  };
  const many = table ? rows : form.items;
  const look = (it, i) => ((table ? isGiven(item, it.values) : isGiven(it, record.values)) ? "has" : "") + (i === (table ? row : at) ? " here" : "");
  const sum = () => (form.showTotal === false ? t("all") : `${t("running")} ${decimal(totalOf(form, record.values))}`);
  const count = t(table ? "ofRows" : "of", { a: (table ? row : at) + 1, b: many.length });
  return {
    key: `${table ? "cell" : "sheet"} ${record.sheetId} ${at} ${record.problem?.kind ?? record.notice?.kind ?? ""}`, move, record, big: sheet.code, who: said(form.title), what: what(sheet),
    body: () => {
      const box = question(record, item, () => move(1));
      if (box.keys) view.keys = box.keys;
      return [banner(record),
        el("div", { class: "split" }, el("div", { class: "page-col" },
          el("div", { class: "segments", role: "img", "aria-label": count }, many.map((it, i) => el("i", { class: look(it, i) }))),
          el("div", { class: "ask" },
            el("span", { class: "group" }, [count, said(item.group), { deduct: t("deduct"), bonus: t("bonus"), veto: t("veto") }[item.kind]].filter(Boolean).join(" · ")),
            el("h1", { tabindex: -1 }, said(item.title)), said(item.hint) ? el("p", { class: "hint" }, said(item.hint)) : null,
            isMarks(item.kind) && choices(item, 11) ? el("span", { class: "full" }, t("full", { n: item.max })) : null),
          box, wordButtons(record, item), noteBox(record, item)),
          el("aside", { class: "only-tablet" }, summary(record, form.items)))];
    },
    light: () => {
      document.querySelectorAll(".segments i").forEach((b, i) => { b.className = look(many[i], i); });
      const line = document.getElementById("sum");
      if (line && !table) line.textContent = sum();
      document.querySelector("aside.only-tablet")?.replaceChildren(summary(record, form.items));
    },
    dock: () => [
      el("button", { type: "button", "data-id": "prev", class: "act", onclick: () => move(-1) }, t(table ? "prevCode" : "prev")),
      el("button", { type: "button", id: "sum", "data-id": "sum", class: "sumline", "aria-live": "off", onclick: () => go(table ? `#/table/${place}` : `#/review/${record.sheetId}`) },
        table ? t("table") : sum()),
      el("button", { type: "button", "data-id": "next", class: "act main", onclick: () => move(1) },
        table ? (row === rows.length - 1 ? t("table") : `${t("nextCode")} ${sheetOf(rows[row + 1]).code}`) : at === form.items.length - 1 ? t("review") : t("next"))],
  };
}

const move = by => view.screen?.move?.(by);

/** A note where the rubric asks for one; a veto has its own. */
function noteBox(record, item) {
  if (!["optional", "required"].includes(item.note) || item.kind === "veto") return null;
  const box = el("textarea", { class: "why", id: "note", rows: 2, maxlength: 500, oninput: e => setNote(record, item.id, e.target.value) });
  box.value = record.notes?.[item.id] ?? "";
  return el("div", {}, el("label", { for: "note" }, t(item.note === "required" ? "noteMust" : "noteMay")), box);
}

/** What stands in the way of this sheet, or has just been decided about it. */
function banner(record) {
  const kind = record.problem?.kind;
  if (record.notice) return el("div", { class: "tip", role: "status" }, el("strong", {}, t(record.notice.kind)), record.notice.reason ? " " + record.notice.reason : "");
  if (!kind || kind === "conflict") return null;
  const faults = (record.problem.faults ?? []).map(f => f[language] || f.zh).filter(Boolean);
  return el("div", { class: "danger", role: "alert" }, el("strong", {}, t("attention")), el("p", {}, t(kind)), faults.length ? el("ul", {}, faults.map(s => el("li", {}, s))) : null,
    ["e403", "e404", "e409", "e422"].includes(kind) ? el("button", { type: "button", "data-id": "again", class: "act", onclick: () => settle(record, record.values) }, t(kind === "e409" ? "againNew" : "again")) : null,
    el("button", { type: "button", "data-id": "code", class: "act", onclick: () => go(`#/code/${record.sheetId}/0`) }, icon("code"), t("showCode")));
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
      ownSheets(record), serverSide(record)],
    dock: () => done ? [el("button", { type: "button", "data-id": "q", class: "act", onclick: () => go("#/queue") }, t("queue")), record.rehearsal ? null : nextButton()]
      : [el("button", { type: "button", "data-id": "back", class: "act", onclick: () => go(`#/sheet/${record.sheetId}/${form.items.length - 1}`) }, t("prev")),
        gaps.length
          ? el("button", { type: "button", "data-id": "gap", class: "act main", onclick: () => go(`#/sheet/${record.sheetId}/${form.items.indexOf(gaps[0])}`) }, t("signMissing", { n: gaps.length }).split(/[，.]/)[0])
          : el("button", { type: "button", "data-id": "sign", class: "act main", onclick: () => go(`#/sign/${record.sheetId}`) }, t("sign"))],
  };
}

// ---- Two versions side by side

/** The two versions; where they differ, it shows. `acts` are what the judge may do with each, or nothing. */
function versions(record, theirs, acts = []) {
  const form = formOf(record);
  const side = (title, values, other, act) => el("section", {}, el("h2", {}, title),
    el("dl", {}, form.items.flatMap(item => {
      const differs = keysOf(item).some(key => (values[key] ?? null) !== (other[key] ?? null)) ? "differs" : "";
      return [el("dt", { class: differs }, said(item.title)), el("dd", { class: differs }, shownValue(item, values))];
    }), el("dt", {}, t("total")), el("dd", {}, decimal(totalOf(form, values)))),
    act ? el("button", { type: "button", class: "act main", onclick: act }, t("useThis")) : null);
  const mine = record.lateValues ?? record.values;
  return el("div", { class: "sides" }, side(t("mine"), mine, theirs, acts[0]), side(t(acts.length ? "theirs" : "atServer"), theirs, mine, acts[1]));
}

function conflictScreen(record) {
  const sheet = sheetOf(record), theirs = record.problem.current.values ?? {};
  const choose = values => settle(record, values).then(() => show(true));
  return {
    key: "conflict " + record.sheetId, record, big: sheet.code, who: said(formOf(record).title), what: what(sheet),
    body: () => [el("h1", { tabindex: -1 }, t("conflictTitle")), el("p", {}, t("conflictHint")),
      versions(record, theirs, [() => choose(record.values), () => choose(theirs)])],
  };
}

/** Where the server did not take a sheet: what it has instead, beside what is kept here. */
function serverSide(record) {
  const refused = ["e403", "e409", "e410", "e422", "e423"].includes(record.problem?.kind) || record.notice?.kind === "lateNo";
  return refused ? el("section", {}, el("h2", {}, t("bothVersions")), versions(record, sheetOf(record).values ?? {})) : null;
}
