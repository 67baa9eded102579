// Orders a module's functions so that those which are alike stand beside each other: Brotli names what it has seen by how long ago
// that was, and near is shorter. It is worth 1.5 % of what the modules come to. (V8 compiles each function where it stands.)

/** How many bytes in a row make functions alike, and how many functions before its place one is compared with. */
const RUN = 5, NEAR = 3;

/** Reads unsigned LEB128 numbers and what they measure. */
class Reader {
  constructor(bytes, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }
  number() {
    let value = 0, shift = 0, byte;
    do {
      byte = this.bytes[this.at++];
      value += (byte & 127) * 2 ** shift;
      shift += 7;
    } while (byte & 128);
    return value;
  }
  take(length) {
    return this.bytes.subarray(this.at, (this.at += length));
  }
}

/** The bytes of a number as unsigned LEB128. */
function leb(number) {
  const bytes = [];
  do {
    const rest = Math.floor(number / 128);
    bytes.push((number % 128) | (rest ? 128 : 0));
    number = rest;
  } while (number);
  return bytes;
}

/** The bodies of the functions that the module defines, as bytes. */
function bodies(wasm) {
  const reader = new Reader(wasm, 8), found = [];
  while (reader.at < wasm.length) {
    const [id] = reader.take(1), section = new Reader(reader.take(reader.number()));
    if (id !== 10) continue; // the code section
    for (let left = section.number(); left > 0; left--) found.push(section.take(section.number()));
  }
  return found;
}

/** The runs of bytes in a body, as numbers that tell them apart well enough. */
function runs(body) {
  const found = new Set();
  for (let at = 0; at + RUN <= body.length; at++) found.add(body.subarray(at, at + RUN).reduce((hash, byte) => (Math.imul(hash, 257) + byte) | 0, 0));
  return found;
}

/** Where each function should stand, as their present places. The first `kept` stay: their numbers fit in one byte. */
function order(functions, kept) {
  const all = functions.map(runs), spread = new Map(), likeness = new Map();
  for (const run of all.flatMap(runs => [...runs])) spread.set(run, (spread.get(run) ?? 0) + 1);
  // Rare runs count for more, and a long function is not like all others for its length.
  const measure = (one, other) => {
    const [few, many] = [all[one], all[other]].sort((a, b) => a.size - b.size);
    let shared = 0;
    for (const run of few) if (many.has(run)) shared += 1 / Math.log2(1 + spread.get(run));
    return shared / (all[other].size + 20) ** 0.7;
  };
  const alike = (one, other) => {
    const key = one * all.length + other;
    if (!likeness.has(key)) likeness.set(key, measure(one, other));
    return likeness.get(key);
  };
  const placed = all.map((_, at) => at), left = new Set(placed.splice(Math.max(kept, 1)));
  while (left.size) {
    const near = placed.slice(-NEAR);
    let best, most = -1;
    for (const other of left) {
      const sum = near.reduce((sum, one, at) => sum + alike(one, other) / (near.length - at), 0);
      if (sum > most) [best, most] = [other, sum];
    }
    placed.push(best);
    left.delete(best);
  }
  return placed;
}

/** The module with names on its functions (and no other names) whose order is the one they should stand in. */
export function named(wasm) {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(wasm)).filter(({ kind }) => kind === 'function').length;
  const places = [];
  order(bodies(wasm), Math.max(128 - imports, 0)).forEach((was, at) => (places[imports + was] = `d${String(at).padStart(6, '0')}`));
  for (let at = 0; at < imports; at++) places[at] = `i${at}`;
  const text = name => [...leb(name.length), ...Buffer.from(name)];
  const names = [...leb(places.length), ...places.flatMap((name, at) => [...leb(at), ...text(name)])];
  const section = [...text('name'), 1, ...leb(names.length), ...names];
  return Buffer.concat([wasm, Buffer.from([0, ...leb(section.length), ...section])]);
}
