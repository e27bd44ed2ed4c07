// One question on the screen: chips, keypad and stepper, level cards, checklist, measure, deduction, veto; and "not seen" as a real value.

/** Makes an element: `el("p", {class: "soft", onclick: f}, "text", child)`. Texts become text nodes, never markup. */
function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(3).filter(child => child != null && child !== false));
  return node;
}

const paths = {
  empty: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zm0 2.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 1 1 0-13z",
  editing: "M4 20l1-5L16 4l4 4L9 19zM14 6l4 4",
  saved: "M7 2h10a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zm1 3v12h8V5zm3 14v1.5h2V19z",
  sending: "M12 3l7 8h-4.5v10h-5V11H5z",
  delivered: "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20zm-1.6 15L5.8 12.4l1.9-1.9l2.7 2.7l6-6l1.9 1.9z",
  signed: "M3 21v-2.5h18V21zM5 16l1.2-4.6L15.8 2l3.7 3.6l-9.6 9.5zM17 17h4v-1.5h-4z",
  attention: "M12 2L1 21h22zm-1.2 7h2.4v6h-2.4zm0 7.5h2.4v2.3h-2.4z",
  off: "M3 4.5L4.5 3L21 19.5L19.5 21zM12 17a2 2 0 1 0 0 4a2 2 0 1 0 0-4zM4 10l2 2a9 9 0 0 1 3-1.8L7 8.100A12 12 0 0 0 4 10zm8-3a12 12 0 0 1 8 3l-2 2a9 9 0 0 0-4-2.200z",
  menu: "M3 5h18v2.5H3zm0 5.800h18v2.5H3zm0 5.700h18V19H3z",
  help: "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20zm-1.300 14.500h2.600V19h-2.600zm1.300-11.500c2.400 0 4.200 1.500 4.200 3.700c0 1.500-.8 2.300-1.800 3.100c-.8.7-1.100 1.100-1.100 2h-2.500c0-1.800.7-2.600 1.700-3.400c.8-.7 1.200-1 1.200-1.700c0-.8-.7-1.400-1.700-1.400s-1.800.6-1.900 1.700H7.800C7.900 6.600 9.600 5 12 5z",
  table: "M3 4h18v16H3zm2 2v3h4V6zm6 0v3h8V6zm-6 5v3h4v-3zm6 0v3h8v-3zm-6 5v2h4v-2zm6 0v2h8v-2z",
  code: "M3 3h8v8H3zm2 2v4h4V5zm8-2h8v8h-8zm2 2v4h4V5zM3 13h8v8H3zm2 2v4h4v-4zm8-2h3v3h-3zm5 0h3v3h-3zm-5 5h3v3h-3zm5 0h3v3h-3z",
  queue: "M4 4h16v4H4zm0 6h16v4H4zm0 6h16v4H4z",
};

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", paths[name]);
  path.setAttribute("fill", "currentColor");
  path.setAttribute("fill-rule", "evenodd");
  svg.append(path);
  return svg;
}

const stateLine = record => el("span", { class: "state s-" + record.state }, icon(record.state), t(record.state));

/** Radio buttons that look like cards or chips. */
function pick(name, legend, options, chosen, take, look) {
  return el("fieldset", { class: "pick " + (look ?? "") }, el("legend", { class: look === "chips" || !look ? "hidden-visually" : null }, legend),
    options.map(option => el("label", {},
      el("input", { type: "radio", name, value: option.value, checked: chosen === option.value, onchange: e => take(option.value, e.target) }),
      el("span", { class: "face" }, option.face))));
}

// What has been typed for an item and is not yet a value of it.
const draft = { key: null, text: "" };

/** Why a typed number cannot be taken, or null. */
function refused(item, text) {
  const units = thousandths(text);
  if (units == null) return text === "" ? null : t("between", rangeOf(item));
  const { low, high, step } = limits(item);
  if ((low != null && units < low) || (high != null && units > high)) return t("between", rangeOf(item));
  if (step && (units - (low ?? 0)) % step !== 0) return t("inSteps", { n: decimal(step) });
  return null;
}

function limits(item) {
  switch (item.kind) {
    case "points": case "bonus": return { low: thousandths(item.min ?? "0"), high: thousandths(item.max), step: thousandths(item.step) };
    case "measure": return { low: item.min == null ? 0 : thousandths(item.min), high: item.max == null ? null : thousandths(item.max), step: 1000 / 10 ** (item.decimals ?? 0) };
    case "deduct": return { low: 0, high: 999000, step: item.whole === false ? 1 : 1000 };
    case "rank": return { low: 1000, high: 999000, step: 500 };
    case "count": return { low: 0, high: 999000, step: 1000 };
    default: return { low: null, high: item.max == null ? null : thousandths(item.max), step: 1 };
  }
}

const rangeOf = item => { const { low, high } = limits(item); return { a: low == null ? "−" : decimal(low), b: high == null ? "…" : decimal(high) }; };

/** Keypad, stepper and the number as understood. */
function numberPad(record, item, onward) {
  const current = record.values[item.id];
  if (draft.key !== record.sheetId + item.id) { draft.key = record.sheetId + item.id; draft.text = current && !isWord(current) ? current : ""; draft.fresh = true; }
  const { low, high, step } = limits(item);
  const unit = item.kind === "measure" ? item.unit : item.kind === "deduct" ? unitName(item.per) : "";
  const output = el("output", { "aria-live": "polite" });
  const band = el("p", { class: "band", role: "status" });
  const paint = () => {
    const bad = refused(item, draft.text);
    const value = record.values[item.id];
    output.replaceChildren(el("b", {}, draft.text === "" ? (isWord(value) ? t(value === "NV" ? "nvShort" : "npShort") : "—") : draft.text + (unit ? " " + unit : "")),
      el("small", {}, item.max != null && item.kind !== "measure" ? t("full", { n: item.max }) + " · " + t("stepOf", { n: decimal(step) }) : ""));
    output.className = bad ? "wrong" : value != null ? "set" : "";
    band.className = bad ? "band wrong" : "band";
    band.textContent = bad ?? meaning(item, record.values);
  };
  const take = text => {
    draft.text = text;
    draft.fresh = false;
    const units = thousandths(text);
    // What cannot be taken is no value at all: the screen never shows one number while another is kept.
    setValue(record, item.id, text === "" || refused(item, text) ? null : decimal(units));
    paint();
  };
  const nudge = sign => {
    const units = thousandths(draft.text) ?? (sign > 0 ? (low ?? 0) - (isMarks(item.kind) ? step : 0) : (high ?? 0) + step);
    let moved = units + sign * step;
    moved = Math.max(low ?? moved, Math.min(high ?? moved, moved));
    take(decimal(moved));
  };
  const digit = d => {
    const text = draft.fresh ? "" : draft.text;
    if (text.length < 7) take(text === "0" ? d : text + d);
  };
  const half = step % 1000 === 500;
  const dot = () => { const text = draft.fresh ? "" : draft.text; if (!text.includes(".")) take((text || "0") + (half ? ".5" : ".")); };
  const erase = () => { draft.fresh = false; take(half && draft.text.endsWith(".5") ? draft.text.slice(0, -2) : draft.text.slice(0, -1)); };
  const done = () => { if (refused(item, draft.text)) buzz(); else onward(); };
  const key = (face, act, label, extra = {}) => el("button", { type: "button", onclick: act, "aria-label": label, ...extra }, face);
  const whole = step % 1000 === 0;
  const box = el("div", { class: "page-pad" });
  box.append(
    el("div", { class: "shown" }, key("−", () => nudge(-1), t("less")), output, key("+", () => nudge(1), t("more"))), band,
    el("div", { class: "pad", role: "group" },
      ["7", "8", "9"].map(d => key(d, () => digit(d))), key("⌫", erase, t("erase")),
      ["4", "5", "6"].map(d => key(d, () => digit(d))), key("C", () => take(""), t("clear")),
      ["1", "2", "3"].map(d => key(d, () => digit(d))), key(t("ok"), done, null, { class: "ok tall" }),
      key("0", () => digit("0")), key(half ? ".5" : ".", dot, null, { disabled: whole }),
      key("00", () => { digit("0"); digit("0"); }, null, { disabled: !(high > 99000) })));
  box.keys = event => {
    if (/^[0-9]$/.test(event.key)) digit(event.key);
    else if (event.key === "." || event.key === "。") dot();
    else if (event.key === "Backspace") erase();
    else if (event.key === "Enter" && event.target.tagName !== "BUTTON") done();
    else return;
    event.preventDefault();
  };
  paint();
  return box;
}

/** What the value means: the text of its band, the points of a reading, what a deduction costs. */
function meaning(item, values) {
  const value = values[item.id];
  if (value == null || isWord(value)) return "";
  const units = thousandths(value);
  if (item.kind === "deduct") {
    const off = offMarks(item, units);
    return off === "out" ? t("disqualify") : off ? t("minus", { n: decimal(off) }) : t("noMinus");
  }
  if (item.kind === "measure") return item.bands ? t("points", { n: decimal(worth(item, values)) }) + (item.points ? " / " + item.points : "") : "";
  const anchor = (item.anchors ?? []).find(a => units >= thousandths(a.from) && units <= thousandths(a.to));
  return anchor ? said(anchor.text) : "";
}

function vetoBox(record, item) {
  const set = record.values[item.id] === "1";
  const why = el("textarea", { class: "why", id: "why", rows: 3, oninput: e => { setNote(record, item.id, e.target.value); arm.disabled = !e.target.value.trim(); } });
  why.value = record.notes?.[item.id] ?? "";
  let armed = 0;
  const arm = el("button", { type: "button", class: "act bad wide", disabled: !why.value.trim() }, icon("attention"), t("vetoSet"));
  arm.onclick = () => {
    if (Date.now() - armed < 4000 && Date.now() - armed > 250) { setValue(record, item.id, "1"); show(true); return; }
    armed = Date.now();
    arm.lastChild.textContent = t("vetoSure");
    say(t("vetoSure"));
  };
  return el("div", { class: "danger" },
    el("p", {}, el("strong", {}, set ? t("vetoIs") : t("vetoNone")), " · ", t("vetoTwo", { n: item.confirmations })),
    el("label", { for: "why" }, t("vetoWhy")), why,
    set ? el("button", { type: "button", class: "act wide", onclick: () => { setValue(record, item.id, "0"); show(true); } }, t("vetoNone"))
      : [el("button", { type: "button", class: "act wide", onclick: () => { setValue(record, item.id, "0"); move(1); } }, t("vetoNone")), arm]);
}

/** The means to answer one item. */
function question(record, item, onward) {
  const name = "q-" + item.id, chosen = record.values[item.id];
  const take = value => { setValue(record, item.id, value); paintHead(); };
  switch (item.kind) {
    case "levels": case "global":
      return pick(name, said(item.title), item.levels.map(l => ({ value: String(l.value),
        face: [el("b", {}, String(l.value)), el("span", {}, said(l.text)), item.kind === "levels" ? el("small", {}, t("points", { n: l.points })) : null].filter(Boolean) })), chosen, take);
    case "checklist":
      return el("div", { class: "pick" }, item.steps.map((step, i) => el("div", { class: "task" + (record.values[step.id] == null ? " unset" : "") },
        pick("q-" + step.id, `${i + 1}. ${said(step.text)} (${step.points})`,
          [{ value: "1", face: t("did") }, ...(step.partial ? [{ value: "0.5", face: t("partly") }] : []), { value: "0", face: t("didNot") }],
          record.values[step.id], (value, input) => { setValue(record, step.id, value); input.closest(".task").classList.remove("unset"); paintHead(); },
          step.partial ? "three-way" : "three-way two"))));
    case "veto": return vetoBox(record, item);
    case "points": case "bonus": {
      const few = choices(item, 11);
      if (!few) return numberPad(record, item, onward);
      const band = el("p", { class: "band", role: "status" }, meaning(item, record.values));
      return el("div", { class: "pick" }, pick(name, said(item.title), few.map(v => ({ value: v, face: v })), chosen,
        value => { take(value); band.textContent = meaning(item, record.values); }, "chips"), band);
    }
    case "deduct": if (item.fromClock) return el("p", { class: "tip" }, t("clock"));
    // falls through
    default: return numberPad(record, item, onward);
  }
}

/** "Could not see" and "did not present" are answers too, never a silent zero. */
function wordButtons(record, item) {
  if (["veto", "deduct", "bonus", "rank"].includes(item.kind)) return null;
  const keys = keysOf(item);
  const button = (word, face) => {
    const on = keys.every(key => record.values[key] === word);
    return el("button", { type: "button", class: "act", "aria-pressed": String(on), onclick: () => {
      keys.forEach(key => setValue(record, key, on ? null : word));
      draft.key = null;
      show(true);
    } }, face);
  };
  return el("div", { class: "two-up" }, button("NV", t("nv")), button("NP", t("np")));
}

/** A value as people read it. */
function shownValue(item, values) {
  if (!isGiven(item, values)) return item.kind === "checklist" && keysOf(item).some(k => values[k] != null)
    ? `${keysOf(item).filter(k => values[k] != null).length}/${item.steps.length}` : "—";
  const first = values[keysOf(item)[0]];
  if (keysOf(item).every(key => values[key] === "NV")) return t("nvShort");
  if (keysOf(item).every(key => values[key] === "NP")) return t("npShort");
  switch (item.kind) {
    case "checklist": { const sum = worth(item, values); return sum == null ? t("nvShort") : decimal(sum); }
    case "levels": return `${first} → ${decimal(worth(item, values))}`;
    case "measure": return `${first} ${item.unit}` + (item.bands ? ` → ${decimal(worth(item, values))}` : "");
    case "deduct": { const off = offMarks(item, thousandths(first)); return `${first} ${unitName(item.per)} → ${off === "out" ? "✕" : "−" + decimal(off)}`; }
    case "veto": return first === "1" ? "✕ " + t("veto") : t("vetoNone");
    default: return first;
  }
}
