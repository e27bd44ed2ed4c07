// Exact marks in thousandths, what an item's value is worth, SHA-256 and canonical JSON: no binary fraction, no crypto.subtle.

/** "８。5" -> 8500; null where it is no decimal with at most three places. */
function thousandths(text) {
  const plain = String(text).replace(/[０-９]/g, d => String.fromCharCode(d.charCodeAt(0) - 0xfee0)).replace(/[．。，,]/g, ".");
  const found = /^([+-]?)(\d{1,9})(?:\.(\d{1,3}))?$/.exec(plain);
  if (!found) return null;
  const units = Number(found[2]) * 1000 + Number((found[3] ?? "").padEnd(3, "0"));
  return found[1] === "-" ? -units : units;
}

/** 8500 -> "8.5". */
function decimal(units) {
  const size = Math.abs(units), rest = String(size % 1000).padStart(3, "0").replace(/0+$/, "");
  return (units < 0 ? "-" : "") + Math.floor(size / 1000) + (rest ? "." + rest : "");
}

const isWord = value => value === "NV" || value === "NP";
const isMarks = kind => kind === "points" || kind === "bonus";

/** The values that a form asks for: `[id, item, step?]`, the steps of a checklist one by one. */
function keysOf(item) {
  return item.kind === "checklist" ? item.steps.map(step => step.id) : [item.id];
}

/** Deductions, vetoes and bonuses may stay empty (contract, section 2), and what the clock measures is not typed. */
const isOptional = item => item.optional || ["deduct", "veto", "bonus"].includes(item.kind);
const isGiven = (item, values) => keysOf(item).every(key => values[key] != null);

/** Marks of an item in thousandths, negative for deductions; null where it is not given or carries no marks. */
function worth(item, values) {
  if (item.kind === "checklist") {
    let sum = 0;
    for (const step of item.steps) {
      const value = values[step.id];
      if (value == null || value === "NV") return null;
      sum += value === "NP" ? 0 : (thousandths(step.points) * thousandths(value)) / 1000;
    }
    return sum;
  }
  const value = values[item.id];
  if (value == null || value === "NV") return null;
  if (value === "NP") return item.min ? thousandths(item.min) : 0;
  const units = thousandths(value);
  switch (item.kind) {
    case "points": case "bonus": return units;
    case "levels": { const level = item.levels.find(l => String(l.value) === value); return level ? thousandths(level.points) : null; }
    case "measure": return measured(item, units);
    case "deduct": { const off = offMarks(item, units); return off === "out" ? null : -off; }
    default: return null;
  }
}

function measured(item, units) {
  if (!item.bands) return null;
  const target = item.target == null ? null : thousandths(item.target);
  const fits = band => band.within != null
    ? target != null && Math.abs(units - target) <= thousandths(band.within)
    : (band.from == null || units >= thousandths(band.from)) && (band.to == null || units <= thousandths(band.to));
  const band = item.bands.find(fits);
  return band ? thousandths(band.points) : 0;
}

/** Marks off for a number of units, or "out" where so many units disqualify. */
function offMarks(item, units) {
  if (item.disqualifyOver != null && units > thousandths(item.disqualifyOver)) return "out";
  let off = 0;
  if (item.bands?.length) {
    const band = item.bands.find(b => units > thousandths(b.over) && (b.to == null || units <= thousandths(b.to)));
    off = band ? thousandths(band.points) : 0;
  } else if (item.each != null) {
    const counted = Math.max(0, units - thousandths(item.grace ?? "0")), every = thousandths(item.every ?? "1");
    off = (item.counting === "started" ? Math.ceil(counted / every) : Math.floor(counted / every)) * thousandths(item.each);
  }
  return item.limit == null ? off : Math.min(off, thousandths(item.limit));
}

/** The running total of a sheet, in thousandths; vetoes and weights are the office's business. */
const totalOf = (form, values) => form.items.reduce((sum, item) => sum + (item.kind === "global" ? 0 : worth(item, values) ?? 0), 0);

/** All values that a range of marks allows, or null where there are more than `most`. */
function choices(item, most) {
  const min = thousandths(item.min ?? "0"), max = thousandths(item.max), step = thousandths(item.step);
  const count = Math.floor((max - min) / step) + 1;
  return count > most ? null : Array.from({ length: count }, (_, i) => decimal(min + i * step));
}

/** RFC 8785 for an object of texts and nulls with ASCII keys. */
const canonical = values => "{" + Object.keys(values).sort().map(key => JSON.stringify(key) + ":" + JSON.stringify(values[key])).join(",") + "}";

const round = new Uint32Array(64), start = new Uint32Array(8);
{
  const fraction = x => ((x - Math.floor(x)) * 4294967296) >>> 0;
  let count = 0;
  for (let n = 2; count < 64; n++) {
    let prime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (count < 8) start[count] = fraction(Math.sqrt(n));
    round[count++] = fraction(Math.cbrt(n));
  }
}

/** SHA-256 of a text or of bytes as 64 hexadecimal digits; crypto.subtle is absent over plain HTTP. */
function sha256(text) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const blocks = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
  blocks.set(bytes);
  blocks[bytes.length] = 0x80;
  const view = new DataView(blocks.buffer);
  view.setUint32(blocks.length - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(blocks.length - 4, bytes.length << 3);
  const hash = Uint32Array.from(start), w = new Uint32Array(64);
  const turn = (x, n) => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < blocks.length; at += 64) {
    for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + i * 4);
    for (let i = 16; i < 64; i++) {
      const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
      const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    let [a, b, c, d, e, f, g, h] = hash;
    for (let i = 0; i < 64; i++) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + round[i] + w[i]) | 0;
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    [a, b, c, d, e, f, g, h].forEach((x, i) => { hash[i] += x; });
  }
  return Array.from(hash, x => x.toString(16).padStart(8, "0")).join("");
}

/** HMAC-SHA-256 under a key of exactly 64 ASCII characters, the block of SHA-256. */
function hmac(key, text) {
  const pad = byte => Uint8Array.from(key, letter => letter.charCodeAt(0) ^ byte), words = new TextEncoder().encode(text);
  const inner = sha256(Uint8Array.from([...pad(0x36), ...words]));
  return sha256(Uint8Array.from([...pad(0x5c), ...inner.match(/../g).map(two => parseInt(two, 16))]));
}

/** A random UUID of version 4; crypto.randomUUID is absent over plain HTTP. */
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, b => b.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** The server's form (modules, groups, items) as one list of questions in the order of the sheet. */
function plainForm(form) {
  const several = form.modules.length > 1;
  const join = (a, b) => ({ zh: [a?.zh, b?.zh].filter(Boolean).join(" · "), en: [a?.en || a?.zh, b?.en || b?.zh].filter(Boolean).join(" · ") });
  const items = form.modules.flatMap(module => module.groups.flatMap(group => group.items.map(item => ({
    ...item,
    kind: item.type.startsWith("paper") ? "points" : item.type,
    hint: item.hint ?? (group.items.length === 1 ? group.hint : null),
    group: group.items.length > 1 || several ? (several ? join(module.title, group.title) : group.title) : null,
    steps: item.steps?.map(step => ({ ...step, text: step.title })),
    levels: item.levels?.map(level => ({ ...level, text: level.title })),
    anchors: item.anchors?.map(anchor => ({ ...anchor, text: anchor.title })),
  }))));
  const modules = form.modules.map(module => module.title);
  return { title: form.panel.title, what: { zh: modules.map(m => m.zh).join(" · "), en: modules.map(m => m.en || m.zh).join(" · ") }, items };
}

const plainForms = boot => Object.fromEntries(Object.entries(boot?.forms ?? {}).map(([id, form]) => [id, plainForm(form)]));
