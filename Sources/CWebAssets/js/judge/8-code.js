// QR codes drawn on the phone itself (ISO/IEC 18004: byte mode, level L, versions 1 to 15), for when nothing else gets a sheet out.

// Check words in a block and number of blocks by version.
const checkWords = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22];
const blockCounts = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6];

const powers = [], logs = [];
for (let i = 0, x = 1; i < 255; i++) {
  powers[i] = x;
  logs[x] = i;
  x = (x << 1) ^ (x & 128 ? 0x11d : 0);
}
const times = (a, b) => (a && b ? powers[(logs[a] + logs[b]) % 255] : 0);

/** Reed-Solomon check words of a block. */
function checksOf(data, count) {
  let divisor = [1];
  for (let i = 0; i < count; i++) divisor = [...divisor, 0].map((d, j) => d ^ times(divisor[j - 1] ?? 0, powers[i]));
  const rest = [...data, ...Array(count).fill(0)];
  for (let i = 0; i < data.length; i++) {
    const lead = rest[i];
    if (lead) divisor.forEach((d, j) => { rest[i + j] ^= times(d, lead); });
  }
  return rest.slice(data.length);
}

/** All words that a version holds, data and checks. */
function wordsIn(version) {
  const marks = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const modules = (16 * version + 128) * version + 64 - (marks ? (25 * marks - 10) * marks - 55 : 0) - (version > 6 ? 36 : 0);
  return modules >> 3;
}

function wordsOf(bytes, version) {
  const count = blockCounts[version - 1], checks = checkWords[version - 1], all = wordsIn(version);
  const bits = [];
  const put = (value, length) => { for (let i = length - 1; i >= 0; i--) bits.push((value >> i) & 1); };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach(byte => put(byte, 8));
  const room = (all - count * checks) * 8;
  put(0, Math.min(4, room - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) put(pad, 8);
  const words = Array.from({ length: room / 8 }, (_, i) => parseInt(bits.slice(i * 8, i * 8 + 8).join(""), 2));
  const long = all % count, size = Math.floor(all / count) - checks;
  const blocks = [];
  for (let i = 0, at = 0; i < count; i++) {
    const end = at + size + (i >= count - long ? 1 : 0);
    blocks.push(words.slice(at, end));
    at = end;
  }
  const tails = blocks.map(block => checksOf(block, checks));
  const woven = rows => Array.from({ length: Math.max(...rows.map(r => r.length)) }, (_, i) => rows.map(r => r[i]).filter(w => w !== undefined)).flat();
  return [...woven(blocks), ...woven(tails)];
}

const masks = [
  (x, y) => (x + y) % 2, (x, y) => y % 2, x => x % 3, (x, y) => (x + y) % 3, (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3), (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

/** The remainder of a code word of the format or version information. */
function remainder(value, divisor, length) {
  let rest = value << length;
  for (let bit = 31; bit >= length; bit--) if ((rest >>> bit) & 1) rest ^= divisor << (bit - length);
  return (value << length) | rest;
}

/** The dark modules of a text as rows of true and false; null where it does not fit. */
function qr(text) {
  const bytes = [...new TextEncoder().encode(text)];
  const version = checkWords.findIndex((checks, i) => bytes.length <= wordsIn(i + 1) - checks * blockCounts[i] - (i < 9 ? 2 : 3)) + 1;
  if (!version) return null;
  const size = 17 + 4 * version;
  const dark = Array.from({ length: size }, () => Array(size).fill(false)), fixed = Array.from({ length: size }, () => Array(size).fill(false));
  const set = (x, y, on) => { if (dark[y]?.[x] !== undefined) { dark[y][x] = Boolean(on); fixed[y][x] = true; } };
  for (let i = 0; i < size; i++) { set(6, i, i % 2 === 0); set(i, 6, i % 2 === 0); }
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    for (let y = -4; y <= 4; y++) for (let x = -4; x <= 4; x++) { const far = Math.max(Math.abs(x), Math.abs(y)); set(cx + x, cy + y, far !== 2 && far !== 4); }
  }
  if (version > 1) {
    const marks = Math.floor(version / 7) + 2, step = Math.ceil((size - 13) / (2 * marks - 2)) * 2;
    const places = [6, ...Array.from({ length: marks - 1 }, (_, i) => size - 7 - step * (marks - 2 - i))];
    for (const cx of places) for (const cy of places) {
      if (fixed[cy][cx] && (cx === 6 || cx === size - 7) && (cy === 6 || cy === size - 7) && !(cx === size - 7 && cy === size - 7)) continue;
      for (let y = -2; y <= 2; y++) for (let x = -2; x <= 2; x++) set(cx + x, cy + y, Math.max(Math.abs(x), Math.abs(y)) !== 1);
    }
  }
  const format = mask => {
    const bits = remainder((1 << 3) | mask, 0x537, 10) ^ 0x5412, bit = i => (bits >> i) & 1;
    for (let i = 0; i < 15; i++) {
      const near = i < 6 ? i : i < 8 ? i + 1 : 14 - i;
      if (i < 8) { set(8, near, bit(i)); set(size - 1 - i, 8, bit(i)); } else { set(i === 8 ? 7 : near, 8, bit(i)); set(8, size - 15 + i, bit(i)); }
    }
    set(8, size - 8, true);
  };
  format(0);
  if (version > 6) {
    const bits = remainder(version, 0x1f25, 12);
    for (let i = 0; i < 18; i++) { const a = size - 11 + (i % 3), b = Math.floor(i / 3), on = (bits >> i) & 1; set(a, b, on); set(b, a, on); }
  }
  const words = wordsOf(bytes, version);
  let at = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    const up = ((right + 1) & 2) === 0;
    for (let i = 0; i < size; i++) for (const x of [right, right - 1]) {
      const y = up ? size - 1 - i : i;
      if (fixed[y][x]) continue;
      dark[y][x] = Boolean((words[at >> 3] >> (7 - (at & 7))) & 1);
      at++;
    }
  }
  const flip = mask => { for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (!fixed[y][x] && masks[mask](x, y) === 0) dark[y][x] = !dark[y][x]; };
  const costs = masks.map((_, mask) => { flip(mask); format(mask); const cost = costOf(dark); flip(mask); return cost; });
  const best = costs.indexOf(Math.min(...costs));
  flip(best);
  format(best);
  return dark;
}

/** How hard a pattern is to read: long runs, blocks, false finders, and too much of one shade. */
function costOf(dark) {
  const rows = dark.map(row => row.map(Number).join("")), columns = dark[0].map((_, x) => dark.map(row => Number(row[x])).join(""));
  let cost = 0, count = 0;
  for (const line of [...rows, ...columns]) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) cost += run.length - 2;
    cost += 40 * ((line.match(/(?=00001011101)/g) ?? []).length + (line.match(/(?=10111010000)/g) ?? []).length);
  }
  for (let y = 0; y < dark.length; y++) for (let x = 0; x < dark.length; x++) {
    count += dark[y][x];
    if (y && x && dark[y][x] === dark[y - 1][x] && dark[y][x] === dark[y][x - 1] && dark[y][x] === dark[y - 1][x - 1]) cost += 3;
  }
  return cost + 10 * Math.floor(Math.abs(count * 20 - dark.length ** 2 * 10) / dark.length ** 2);
}

/** The code as a picture, black on white in every mode, with the quiet border. */
function qrPicture(text, label) {
  const dark = qr(text), size = dark.length + 8;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.setAttribute("shape-rendering", "crispEdges");
  const shape = (d, fill) => { const path = document.createElementNS("http://www.w3.org/2000/svg", "path"); path.setAttribute("d", d); path.setAttribute("fill", fill); svg.append(path); };
  shape(`M0 0h${size}v${size}H0z`, "#fff");
  shape(dark.flatMap((row, y) => row.map((on, x) => (on ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join(""), "#000");
  return svg;
}
