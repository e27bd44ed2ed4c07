// The signature: one PIN for one sheet or for a batch, each sheet with its own revision, receipt and state.

const nextButton = () => { const next = nextUp(); return next ? el("button", { type: "button", "data-id": "go", class: "act main", onclick: () => openSheet(next) }, `${t("toNext")} ${sheetOf(next).code}`) : null; };

const signing = { pin: "", problem: null, busy: false, records: null, key: null };

/** Why signing did not go through, in the words of `texts`. */
function whyNot(answer) {
  if (answer.status === 429) return "waitPin";
  if (answer.status === 401 || answer.status === 403) return "wrongPin";
  if (answer.status === 0 || answer.status >= 500) return "signLater";
  return answer.status === 412 ? "signChanged" : answer.status === 422 ? "signGaps" : "again";
}

/** @param batch the name of a batch in the address; nothing for a single sheet. */
function signScreen(records, batch = null) {
  // Too early, by the back button or an old address: the review names what is missing.
  if (batch === null && missing(records[0]).length) return reviewScreen(records[0]);
  const key = "sign " + (batch ?? records[0].sheetId);
  // While the requests run, the batch is what it was when the PIN was given.
  if (signing.key !== key) Object.assign(signing, { key, pin: "", problem: null });
  if (signing.busy && signing.records) records = signing.records;
  const one = batch === null ? records[0] : null, form = one && formOf(one), sheet = one && sheetOf(one);
  const home = batch === null ? "#/review/" + one.sheetId : batch === "all" ? "#/queue" : "#/table/" + batch;
  const ready = one?.rehearsal || (one ? one.state === "delivered" : records.length > 0);
  const act = async digit => {
    if (signing.busy || !ready) return;
    signing.pin = digit === "⌫" ? signing.pin.slice(0, -1) : (signing.pin + digit).slice(0, 4);
    signing.problem = null;
    show(true);
    if (signing.pin.length < 4) return;
    if (one?.rehearsal) { Object.assign(signing, { pin: "" }); one.state = "signed"; say(t("rehearsed")); go(home); return; }
    Object.assign(signing, { busy: true, records });
    show(true);
    const answer = await sign(records, signing.pin);
    const left = records.filter(r => r.state !== "signed").length;
    Object.assign(signing, { pin: "", busy: false, records: null, problem: answer.status === 200 ? null : whyNot(answer) });
    if (!left) { say(one ? t("signDone", { c: sheet.code }) : t("signedMany", { n: records.length })); go(home); } else if (left < records.length) signing.problem = "signPart";
    show(true);
  };
  return {
    key, look: "tight", keys: digitKeys(act), lively: true, record: one ?? undefined,
    big: sheet?.code, who: one ? said(form.title) : t("signMany", { n: records.length }), what: one ? what(sheet) : "",
    body: () => [
      el("h1", { tabindex: -1 }, t(one ? "signFor" : "signBatch")),
      one ? el("div", { class: "repeat" }, el("b", {}, sheet.code), el("span", {}, `${t("total")} ${decimal(totalOf(form, one.values))}`))
        : el("ul", { class: "batch" }, records.map(r => el("li", { class: r.state === "signed" ? "done" : "" }, el("b", {}, sheetOf(r).code), el("span", {}, r.state === "signed" ? "✓ " + t("signed") : decimal(totalOf(formOf(r), r.values)))))),
      ready ? dots(signing.pin.length, 4) : el("p", { role: "status", class: "tip" }, t(one ? "signWait" : "signNone")),
      signing.busy ? el("p", { role: "status" }, t("signBusy")) : null,
      el("p", { role: "alert", class: "band wrong" }, signing.problem ? t(signing.problem, { n: records.filter(r => r.state !== "signed").length }) : ""),
      ready ? pad3(act) : null,
      el("p", { class: "soft small" }, t("signHint"))],
    dock: () => [el("button", { type: "button", "data-id": "back", class: "act", onclick: () => go(home) }, t("back"))],
  };
}
