import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What is wrong with a file of a model: a key of a reason in locales (namespace errors), with what it interpolates. */
export interface FileFault {
  reason: 'model.missing' | 'model.truncated' | 'model.foreign' | 'model.architecture';
  detail: string;
}

/** What a model file says about itself. */
export interface ModelHeader {
  /** Whether the multipliers of activations are stored, and so need not be found out for every sentence. */
  storedAlphas: boolean;
  /** Whether it is a test model, which no run chooses by itself. */
  test: boolean;
}

/** The version that test models carry in their configuration. */
export const TEST_MODEL = 'interlinear-test-model';

/** Element types of src/common/types.h (marian-dev) that the engine has arithmetic for: bytes, 8-bit matrices, floats. */
const TYPES = new Map([
  [0x0101, 'int8'],
  [0x4101, 'intgemm8'],
  [0x0404, 'float32'],
]);

/** First words of a binary shortlist (src/data/shortlist.h). */
const SHORTLIST = 0xf11a48d5013417f5n;

/** Far more than any model has: what claims more is no model file. */
const MOST_ITEMS = 10_000;
const MOST_NAME = 4096;

/**
 * Reads the head of a Marian model in binary format 1 and makes sure that all of it is there. The engine itself does not: it would read
 * past the end of a truncated file.
 */
export function readModel(path: string): ModelHeader | FileFault {
  return opened<ModelHeader | FileFault>(path, (file) => {
    const [version, count] = file.words(0, 2) ?? [];
    if (version !== 1n || count === undefined || count < 1n || count > BigInt(MOST_ITEMS)) {
      return version === undefined ? file.truncated() : { reason: 'model.foreign', detail: 'Marian' };
    }
    const items = Number(count);
    const headers = file.words(16, items * 4);
    if (!headers) return file.truncated();
    const field = (item: number, place: number) => Number(headers[item * 4 + place]);
    let at = 16 + items * 32;
    const names: string[] = [];
    for (let item = 0; item < items; item++) {
      if (field(item, 0) > MOST_NAME) return { reason: 'model.foreign', detail: 'Marian' };
      const name = file.bytes(at, field(item, 0));
      if (!name) return file.truncated();
      names.push(name.toString('utf8', 0, Math.max(0, name.length - 1)));
      at += name.length;
    }
    for (let item = 0; item < items; item++) at += field(item, 2) * 4;
    const [padding] = file.words(at, 1) ?? [];
    if (padding === undefined) return file.truncated();
    at += 8 + Number(padding);
    let configuration = '';
    for (let item = 0; item < items; item++) {
      const type = field(item, 1);
      if (!TYPES.has(type)) return { reason: 'model.architecture', detail: `${names[item]}: 0x${type.toString(16)}` };
      if (names[item] === 'special:model.yml') configuration = file.bytes(at, field(item, 3))?.toString('utf8') ?? '';
      at += field(item, 3);
    }
    if (at > file.size) return file.truncated(at);
    const option = (name: string) =>
      new RegExp(`^["']?${name}["']?: *["']?([^"'\\n]*)`, 'm').exec(configuration)?.[1]?.trim();
    if (option('type') !== 'transformer') return { reason: 'model.architecture', detail: option('type') ?? '?' };
    return {
      storedAlphas: names.some((name) => name.endsWith('_QuantMultA')),
      test: option('version') === TEST_MODEL,
    };
  });
}

/** What is wrong with a binary shortlist; undefined where nothing is. */
export function shortlistFault(path: string): FileFault | undefined {
  return opened<FileFault | undefined>(path, (file) => {
    const words = file.words(0, 6);
    if (!words) return file.truncated(48);
    if (words[0] !== SHORTLIST) return { reason: 'model.foreign', detail: 'shortlist' };
    const expected = 48 + Number(words[4]) * 8 + Number(words[5]) * 4;
    return expected === file.size ? undefined : file.truncated(expected);
  });
}

/** What is wrong with a SentencePiece vocabulary; undefined where nothing is. Its fields are followed to the end of the file. */
export function vocabularyFault(path: string): FileFault | undefined {
  return opened<FileFault | undefined>(path, (file) => {
    const bytes = file.bytes(0, file.size) ?? Buffer.alloc(0);
    if (bytes.length === 0) return file.truncated();
    let at = 0;
    let pieces = 0;
    let trained = false;
    while (at < bytes.length) {
      const field = bytes[at] as number;
      if ((field & 7) !== 2 || field > 0x7f) return { reason: 'model.foreign', detail: 'SentencePiece' };
      let length = 0;
      let shift = 0;
      do {
        at++;
        length += ((bytes[at] ?? 0) & 127) * 2 ** shift;
        shift += 7;
      } while (((bytes[at] ?? 0) & 128) !== 0 && shift < 35);
      at += 1 + length;
      if (field === 10) pieces++;
      // How it was trained stands behind the pieces, and so shows that all of them are there.
      if (field === 18) trained = true;
    }
    if (at !== bytes.length) return file.truncated(at);
    if (pieces < 3) return { reason: 'model.foreign', detail: 'SentencePiece' };
    return trained ? undefined : file.truncated();
  });
}

/** A file that is read in places. */
interface OpenFile {
  size: number;
  /** Undefined where the file ends before. */
  bytes(at: number, length: number): Buffer | undefined;
  /** Little-endian words of 64 bits. */
  words(at: number, count: number): bigint[] | undefined;
  truncated(expected?: number): FileFault;
}

function opened<T>(path: string, read: (file: OpenFile) => T): T | FileFault {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return { reason: 'model.missing', detail: path };
  }
  try {
    const { size } = fstatSync(descriptor);
    const bytes = (at: number, length: number) => {
      if (at + length > size) return undefined;
      const buffer = Buffer.alloc(length);
      return readSync(descriptor, buffer, 0, length, at) === length ? buffer : undefined;
    };
    return read({
      size,
      bytes,
      words(at, count) {
        const buffer = bytes(at, count * 8);
        return buffer && Array.from({ length: count }, (_, index) => buffer.readBigUInt64LE(index * 8));
      },
      truncated: (expected) => ({ reason: 'model.truncated', detail: expected ? `${size} / ${expected}` : `${size}` }),
    });
  } finally {
    closeSync(descriptor);
  }
}
