import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { InterlinearError } from '../../model/errors.ts';
import { Groups } from './groups.ts';
import type { Column } from './growing.ts';
import { UnitKeys } from './keys.ts';
import { MemoryIndex } from './memory-index.ts';
import { Segment, type SegmentLists, segmentLists } from './shelf.ts';
import { columns, Units } from './units.ts';
import { Vocabulary } from './vocabulary.ts';

/** Raised whenever the layout, the tokeniser or the likeness changes: an index of another version would answer wrongly. */
const VERSION = 2;
const MAGIC = 0x494c4d58;
/** Magic, version, length of the description, its CRC; written in the machine's byte order, which the magic gives away. */
const HEAD_BYTES = 16;
/** So much is read or written at a time; other work goes on in between. */
const CHUNK = 2 ** 22;

const types = { Uint8Array, Uint16Array, Int32Array, Uint32Array };

interface Description {
  /** What the words were found with: other tables of characters would find others. */
  unicode: string;
  revision: number;
  label: string;
  groups: string[];
  units: number;
  elements: number;
  words: number;
  keys: number;
  sections: { name: string; type: keyof typeof types; length: number; at: number }[];
  /** Length of the file, CRC-32 at its end included. */
  bytes: number;
}

/**
 * Merges the index and writes it to one file: under a temporary name first, then, complete and on disk, under its own. Whatever happens
 * in between, the file at `path` is the old snapshot or the new one.
 *
 * @returns the revision up to which the snapshot holds all changes; later ones have to be applied again after loading (adding twice is
 * adding once)
 */
export async function saveSnapshot(index: MemoryIndex, path: string): Promise<number> {
  const { segment, revision } = await index.settle();
  const arrays = arraysOf(index, segment);
  const { head, sections } = describe(index, segment, revision, arrays);
  // Processes of two containers may have one number.
  const temporary = `${path}.${process.pid}-${randomUUID().slice(0, 8)}.new`;
  const file = await open(temporary, 'w', 0o600);
  try {
    let sum = 0;
    let at = 0;
    for (const part of [head, ...sections]) {
      for (let from = 0; from < part.length; from += CHUNK) {
        const chunk = part.subarray(from, from + CHUNK);
        sum = crc32(chunk, sum);
        await file.write(chunk, 0, chunk.length, at);
        at += chunk.length;
      }
    }
    const end = Buffer.alloc(4);
    end.writeUInt32LE(sum);
    await file.write(end, 0, 4, at);
    await file.sync();
    await file.close();
    await rename(temporary, path);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
  return revision;
}

/**
 * Reads a snapshot. The file is read into one piece of memory over which the arrays of the index lie: nothing is done for each unit but to
 * note its place.
 *
 * @throws InterlinearError `memory.snapshot` {path, reason}: `absent`, `foreign` (no snapshot, or of a machine of the other byte order),
 * `version` (of another version of the program or of Unicode), `truncated` or `checksum`; the index has to be built anew
 */
export async function loadSnapshot(path: string): Promise<MemoryIndex> {
  const refuse = (reason: string) => new InterlinearError('memory.snapshot', { path, reason });
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? refuse('absent') : error;
  });
  let memory: ArrayBuffer;
  try {
    const { size } = await file.stat();
    if (size < HEAD_BYTES + 4) throw refuse('truncated');
    memory = new ArrayBuffer(size);
    let sum = 0;
    for (let at = 0; at < size; ) {
      const { bytesRead } = await file.read(new Uint8Array(memory, at, Math.min(CHUNK, size - at)));
      if (bytesRead === 0) throw refuse('truncated');
      // What is no snapshot is refused before all of it is read.
      if (at === 0 && bytesRead >= HEAD_BYTES) checkHead(memory, refuse);
      sum = crc32(new Uint8Array(memory, at, Math.max(0, Math.min(bytesRead, size - 4 - at))), sum);
      at += bytesRead;
    }
    const { bytes } = descriptionOf(memory, refuse);
    if (bytes !== size) throw refuse('truncated');
    if (new DataView(memory).getUint32(size - 4, true) !== sum) throw refuse('checksum');
  } finally {
    await file.close();
  }
  return assemble(memory, descriptionOf(memory, refuse));
}

function checkHead(memory: ArrayBuffer, refuse: (reason: string) => Error): void {
  const [magic, version] = new Uint32Array(memory, 0, 2);
  if (magic !== MAGIC) throw refuse('foreign');
  if (version !== VERSION) throw refuse('version');
}

function descriptionOf(memory: ArrayBuffer, refuse: (reason: string) => Error): Description {
  checkHead(memory, refuse);
  const [, , length = 0, sum] = new Uint32Array(memory, 0, 4);
  if (HEAD_BYTES + length > memory.byteLength) throw refuse('truncated');
  const text = Buffer.from(memory, HEAD_BYTES, length);
  if (crc32(text) !== sum) throw refuse('checksum');
  const description = JSON.parse(text.toString()) as Description;
  if (description.unicode !== unicode()) throw refuse('version');
  return description;
}

function assemble(memory: ArrayBuffer, description: Description): MemoryIndex {
  const arrays = new Map<string, Column>(
    description.sections.map(({ name, type, length, at }) => [name, new types[type](memory, at, length)]),
  );
  // The names were written by arraysOf, and the checksum says that they are still the same.
  const array = <T>(name: string) => arrays.get(name) as T;
  const vocabulary = new Vocabulary({
    slots: array('slots'),
    hashes: array('hashes'),
    ends: array('ends'),
    letters: array('letters'),
    next: array('next'),
    count: description.elements,
    words: description.words,
  });
  const keys = new UnitKeys(array('keys'), array('keySlots'), description.keys);
  const units = new Units();
  units.count = description.units;
  for (const name of columns) units[name] = array(`unit.${name}`) as never;
  const lists = Object.fromEntries(segmentLists.map((name) => [name, array(name)])) as unknown as SegmentLists;
  const { revision, label } = description;
  const groups = new Groups(description.groups);
  return new MemoryIndex({ vocabulary, keys, segment: new Segment(units, lists), groups, revision, label });
}

/** Everything of the index, as it is now: what changes in place while the file is written is copied. */
function arraysOf({ vocabulary, keys }: MemoryIndex, segment: Segment): [string, Column][] {
  const { units } = segment;
  const { count } = vocabulary;
  return [
    ['slots', vocabulary.slots.slice()],
    ['hashes', vocabulary.hashes.subarray(0, count)],
    ['ends', vocabulary.ends.subarray(0, count)],
    ['letters', vocabulary.letters.subarray(0, count > 0 ? vocabulary.ends[count - 1] : 0)],
    ['next', vocabulary.next.slice(0, count)],
    ['keys', keys.words.subarray(0, keys.count * 4)],
    ['keySlots', keys.slots.slice()],
    ...columns.map((name): [string, Column] => [`unit.${name}`, name === 'dead' ? units.dead.slice() : units[name]]),
    ...segmentLists.map((name): [string, Column] => [name, segment[name]]),
  ];
}

function describe(index: MemoryIndex, { units }: Segment, revision: number, arrays: [string, Column][]) {
  const description: Description = {
    unicode: unicode(),
    revision,
    label: index.label,
    groups: index.groups.names,
    units: units.count,
    elements: index.vocabulary.count,
    words: index.vocabulary.words,
    keys: index.keys.count,
    sections: arrays.map(([name, array]) => ({
      name,
      type: array.constructor.name as keyof typeof types,
      length: array.length,
      at: 0,
    })),
    bytes: 0,
  };
  // Offsets are not known yet; none has more than sixteen digits.
  const room = aligned(HEAD_BYTES + Buffer.byteLength(JSON.stringify(description)) + (arrays.length + 1) * 16);
  let at = room;
  for (const [place, [, array]] of arrays.entries()) {
    (description.sections[place] as { at: number }).at = at;
    at = aligned(at + array.byteLength);
  }
  description.bytes = at + 4;
  const text = Buffer.from(JSON.stringify(description));
  const head = Buffer.alloc(room);
  new Uint32Array(head.buffer, head.byteOffset, 4).set([MAGIC, VERSION, text.length, crc32(text)]);
  text.copy(head, HEAD_BYTES);
  const sections = arrays.flatMap(([, array]) => [
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
    new Uint8Array(aligned(array.byteLength) - array.byteLength),
  ]);
  return { head, sections };
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}

function unicode(): string {
  return `${process.versions.unicode} ${process.versions.icu}`;
}

/** So that the renaming itself survives a power cut; where folders cannot be opened (Windows), it is left to the system. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => undefined);
  if (!folder) return;
  await folder.sync().catch(() => {});
  await folder.close();
}
