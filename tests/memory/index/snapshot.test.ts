import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemoryIndex } from '../../../src/memory/index/memory-index.ts';
import { loadSnapshot, saveSnapshot } from '../../../src/memory/index/snapshot.ts';
import { sentences } from './sentences.ts';

const folder = mkdtempSync(join(tmpdir(), 'interlinear-snapshot-'));
const path = join(folder, 'index');
const all = Object.values(sentences).flat();
const index = new MemoryIndex();

function key(number: number): string {
  return `0190a000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

function answers(of: MemoryIndex): unknown[] {
  return all.map((text) => of.search({ text: `${text} 7` }, { threshold: 0.5, limit: 9 }));
}

beforeAll(async () => {
  for (const [at, text] of all.entries()) {
    index.add({ key: key(at), text, group: at % 3 });
    index.add({ key: key(at + 100), text: `${text} ${at}` });
  }
  index.remove(key(3));
  index.revision = 42;
  expect(await saveSnapshot(index, path)).toBe(42);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a snapshot of the index', () => {
  it('answers as the index did, and learns on', async () => {
    const loaded = await loadSnapshot(path);
    expect([loaded.size, loaded.revision]).toEqual([index.size, 42]);
    expect(answers(loaded)).toEqual(answers(index));
    for (const each of [loaded, index]) {
      each.add({ key: key(500), text: `${all[0]} again` });
      each.remove(key(0));
    }
    expect(answers(loaded)).toEqual(answers(index));
    await loaded.settle();
    expect(answers(loaded)).toEqual(answers(index));
  });

  it('holds all changes up to its revision when more come in while it is written', async () => {
    const busy = new MemoryIndex();
    busy.add({ key: key(1), text: all[0] as string });
    const saving = saveSnapshot(busy, join(folder, 'busy'));
    busy.add({ key: key(2), text: all[1] as string });
    busy.remove(key(1));
    await saving;
    const loaded = await loadSnapshot(join(folder, 'busy'));
    // The later changes are applied again, whether the snapshot has them or not.
    loaded.add({ key: key(2), text: all[1] as string });
    loaded.remove(key(1));
    expect(answers(loaded)).toEqual(answers(busy));
  });

  const damages: [string, string, (file: string) => void][] = [
    ['is not there', 'absent', (file) => rmSync(file)],
    ['is another kind of file', 'foreign', (file) => writeFileSync(file, 'not a snapshot but some text')],
    ['is empty', 'truncated', (file) => truncateSync(file, 0)],
    ['lacks its end', 'truncated', (file) => truncateSync(file, readFileSync(file).length - 100)],
    ['lacks most of it', 'truncated', (file) => truncateSync(file, 40)],
    ['has one bit changed in the middle', 'checksum', (file) => flip(file, (length) => length >> 1)],
    ['has one bit changed in its description', 'checksum', (file) => flip(file, () => 30)],
    ['is of another version', 'version', (file) => flip(file, () => 4)],
  ];
  it.each(damages)('is refused when it %s', async (_, reason, damage) => {
    const file = join(folder, 'damaged');
    copyFileSync(path, file);
    damage(file);
    await expect(loadSnapshot(file)).rejects.toMatchObject({
      code: 'memory.snapshot',
      parameters: { path: file, reason },
    });
  });

  it('leaves no half-written file behind, and keeps the old one when it cannot be written', async () => {
    await expect(saveSnapshot(index, join(folder, 'no', 'such', 'folder'))).rejects.toThrow(/ENOENT/);
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });
});

function flip(file: string, place: (length: number) => number): void {
  const bytes = readFileSync(file);
  const at = place(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ 16;
  writeFileSync(file, bytes);
}
