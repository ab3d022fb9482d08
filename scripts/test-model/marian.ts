/**
 * Writes models in Marian's binary format, version 1, and its binary lexical shortlists: the two layouts that bergamot-translator loads
 * from memory (src/common/binary.cpp and src/data/shortlist.h of github.com/browsermt/marian-dev).
 */

/** `signed_type + 1` and `+ intgemm_type` of src/common/types.h: plain bytes, and 8-bit matrices ready for intgemm; floats of 4 bytes. */
const TYPES = { bytes: 0x0101, matrix: 0x4101, float: 0x0404 } as const;

/** One tensor of a model file. */
export interface Item {
  name: string;
  type: keyof typeof TYPES;
  shape: number[];
  data: Uint8Array;
}

/** A row of 32-bit floats, as biases are kept. */
export function floats(name: string, values: number[]): Item {
  return {
    name,
    type: 'float',
    shape: [1, values.length],
    data: padded(new Uint8Array(Float32Array.from(values).buffer)),
  };
}

/**
 * An 8-bit matrix: every value times one multiplier, and the multiplier behind the values. A weight is stored transposed (output by
 * input), an embedding table (`Wemb`) as it is.
 *
 * @param at the value at a row and a column of the untransposed matrix
 */
export function matrix(name: string, rows: number, columns: number, at: (row: number, column: number) => number): Item {
  const transposed = !name.includes('Wemb');
  let largest = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) largest = Math.max(largest, Math.abs(at(row, column)));
  const multiplier = largest === 0 ? 1 : 127 / largest;
  const bytes = new Uint8Array(rows * columns + 4);
  const view = new DataView(bytes.buffer);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      view.setInt8(transposed ? column * rows + row : row * columns + column, Math.round(at(row, column) * multiplier));
    }
  }
  view.setFloat32(rows * columns, multiplier, true);
  return { name, type: 'matrix', shape: [rows, columns], data: padded(bytes) };
}

/** The model's own configuration, which travels inside the file. */
export function configuration(options: Record<string, string | number | boolean | number[]>): Item {
  const yaml = Object.entries(options).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  const data = new TextEncoder().encode(`${yaml.join('')}\0`);
  return { name: 'special:model.yml', type: 'bytes', shape: [data.length], data };
}

/** The file: version, headers, names, shapes, padding to 256 bytes, values. */
export function modelFile(items: Item[]): Uint8Array {
  const names = items.map((item) => new TextEncoder().encode(`${item.name}\0`));
  const parts: Uint8Array[] = [words64([1, items.length])];
  items.forEach((item, index) => {
    parts.push(words64([(names[index] as Uint8Array).length, TYPES[item.type], item.shape.length, item.data.length]));
  });
  parts.push(...names, ...items.map((item) => new Uint8Array(Int32Array.from(item.shape).buffer)));
  const written = size(parts) + 8;
  const offset = (Math.floor(written / 256) + 1) * 256 - written;
  return joined([...parts, words64([offset]), new Uint8Array(offset), ...items.map((item) => item.data)]);
}

/**
 * A binary lexical shortlist.
 *
 * @param lists for every source word, the target words that may translate it
 * @param first how many of the first target words are always allowed; the end of the sentence is one of them
 */
export function shortlistFile(lists: number[][], first: number): Uint8Array {
  const offsets = [0];
  for (const list of lists) offsets.push((offsets.at(-1) as number) + list.length);
  const flat = Uint32Array.from(lists.flatMap((list) => [...list].sort((a, b) => a - b)));
  const best = Math.max(...lists.map((list) => list.length));
  const body = joined([
    words64([first, best, offsets.length, flat.length]),
    words64(offsets),
    new Uint8Array(flat.buffer),
  ]);
  return joined([words64([0xf11a48d5013417f5n, checksum(body)]), body]);
}

/** `util::hashMem` of src/common/hash.h: the words of 64 bits, combined as boost::hash_combine does. */
function checksum(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let seed = 0n;
  for (let at = 0; at + 8 <= bytes.length; at += 8) {
    const value = view.getBigUint64(at, true);
    seed = BigInt.asUintN(64, seed ^ (value + 0x9e3779b9n + (seed << 6n) + (seed >> 2n)));
  }
  return seed;
}

function words64(values: (number | bigint)[]): Uint8Array {
  return new Uint8Array(BigUint64Array.from(values.map(BigInt)).buffer);
}

function padded(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(Math.ceil(bytes.length / 256) * 256);
  out.set(bytes);
  return out;
}

function size(parts: Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

function joined(parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
