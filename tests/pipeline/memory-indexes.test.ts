import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { MemoryIndex } from '../../src/memory/index/memory-index.ts';
import { groupTraits, textKey } from '../../src/memory/index/unit-texts.ts';
import type { InterlinearError } from '../../src/model/errors.ts';
import { MemoryIndexes } from '../../src/pipeline/memory-indexes.ts';
import { fed, HeldMemories, idOf } from './memory-feed.ts';

const folders = mkdtempSync(join(tmpdir(), 'interlinear-indexes-'));
afterAll(() => rmSync(folders, { recursive: true, force: true }));

const memory = idOf(1_000);
let made = 0;

/** Indexes that save whatever changed. */
function open(feed: HeldMemories, given?: string, budget = 1e9) {
  made += 1;
  const folder = given ?? join(folders, `${made}`);
  const troubles: InterlinearError[] = [];
  const worthSaving = { running: 3, atEnd: 1 };
  const indexes = new MemoryIndexes(feed, { folder, budget, worthSaving, tell: (trouble) => troubles.push(trouble) });
  const reasons = () => troubles.map(({ code, parameters }) => `${code} ${parameters.reason}`);
  return { indexes, folder, reasons };
}

function found(index: MemoryIndex, text: string): string[] {
  return index.search({ text }, { threshold: 0.5, limit: 9 }).map(({ key }) => key);
}

describe('the indexes of the memories', () => {
  it('know every change at the next question, and are built once', async () => {
    const feed = new HeldMemories();
    const { indexes } = open(feed);
    const ask = async (text: string) => found(await indexes.index(feed.state(memory), 'en-GB', 'es-MX'), text);
    expect(await ask('The road is closed.')).toEqual([]);
    feed.put(memory, fed(1, 'The road is closed.'), fed(2, 'The road was closed.'));
    expect(await ask('The road is closed.')).toEqual([idOf(1), idOf(2)]);
    feed.put(memory, fed(1, 'Something else entirely.'));
    feed.remove(memory, idOf(2));
    feed.put(memory, fed(3, 'The road is open.'), fed(4, 'Without a translation.', { texts: [], targets: [] }));
    expect(await ask('The road is closed.')).toEqual([idOf(3)]);
    feed.put(memory, fed(3, 'The road is open.', { texts: [], targets: [] }));
    expect(await ask('The road is closed.')).toEqual([]);
    expect(feed.asked.filter((asked) => asked.startsWith('everything'))).toHaveLength(1);
  });

  it('catch up once for all who ask at the same time', async () => {
    const feed = new HeldMemories();
    const { indexes } = open(feed);
    feed.put(memory, fed(1, 'One.'));
    const state = feed.state(memory);
    const all = await Promise.all([1, 2, 3].map(() => indexes.index(state, 'en', 'es')));
    expect(new Set(all).size).toBe(1);
    const older = feed.put(memory, fed(2, 'Two.'));
    feed.put(memory, fed(3, 'Three.'));
    const [newer] = await Promise.all([
      indexes.index(feed.state(memory), 'en', 'es'),
      indexes.index(older, 'en', 'es'),
    ]);
    expect(newer?.size).toBe(3);
    expect(feed.asked).toEqual([`everything ${memory}`, `changes ${memory}`]);
  });

  it('keep all texts that a unit has in one language, and lose them together', async () => {
    const feed = new HeldMemories();
    const { indexes } = open(feed);
    const texts = Array.from({ length: 70 }, (_, at) => ({
      language: at === 0 ? 'en' : 'en-GB',
      text: `Word${at} here`,
      codes: [],
    }));
    feed.put(memory, fed(1, '', { texts, targets: ['es', 'es-MX'] }));
    const index = await indexes.index(feed.state(memory), 'en', 'es');
    const [hit] = index.search({ text: 'Word33 here' }, { threshold: 0.9, limit: 5 });
    const traits = groupTraits(index.groups.names[hit?.group ?? -1] ?? '');
    expect(traits).toEqual({ text: 33, origin: 'human', language: 'en-GB', targets: ['es', 'es-MX'] });
    expect(hit?.key).not.toBe(idOf(1));
    expect(textKey(hit?.key ?? '', traits.text)).toBe(idOf(1));
    expect(index.size).toBe(64);
    feed.put(memory, fed(1, '', { texts: texts.slice(0, 2) }));
    expect((await indexes.index(feed.state(memory), 'en', 'es')).size).toBe(2);
    feed.remove(memory, idOf(1));
    expect((await indexes.index(feed.state(memory), 'en', 'es')).size).toBe(0);
  });

  it('apply changes again that they could read only in part', async () => {
    const feed = new HeldMemories();
    const { indexes } = open(feed);
    feed.put(memory, fed(1, 'One.'));
    await indexes.index(feed.state(memory), 'en', 'es');
    feed.put(memory, fed(2, 'Two.'), fed(3, 'Three.'));
    const changes = feed.changes.bind(feed);
    feed.changes = async function* (...asked) {
      let page = 0;
      for await (const change of changes(...asked)) {
        page += 1;
        if (page === 3) throw new Error('the database is away');
        yield change;
      }
    };
    await expect(indexes.index(feed.state(memory), 'en', 'es')).rejects.toThrow('away');
    feed.changes = changes;
    expect((await indexes.index(feed.state(memory), 'en', 'es')).size).toBe(3);
  });

  it('read no further when they are closed', async () => {
    const feed = new HeldMemories();
    const { indexes } = open(feed);
    feed.put(memory, ...Array.from({ length: 50 }, (_, at) => fed(at, `Unit ${at}.`)));
    const building = indexes.index(feed.state(memory), 'en', 'es');
    const ended = expect(building).rejects.toMatchObject({ name: 'AbortError' });
    await indexes.close();
    await ended;
    await expect(indexes.index(feed.state(memory), 'en', 'es')).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('let go of those not asked for the longest when all are too large', async () => {
    const feed = new HeldMemories();
    const { indexes } = open(feed, undefined, 1);
    for (const number of [1, 2, 3]) feed.put(idOf(1_000 + number), fed(number, 'The road is closed.'));
    for (const number of [1, 2, 3]) {
      const index = await indexes.index(feed.state(idOf(1_000 + number)), 'en', 'es');
      expect(found(index, 'The road is closed.')).toEqual([idOf(number)]);
      expect(indexes.size).toBe(1);
    }
    expect(indexes.bytes).toBeGreaterThan(1);
    expect(found(await indexes.index(feed.state(idOf(1_001)), 'en', 'es'), 'The road is closed.')).toEqual([idOf(1)]);
    const { indexes: roomy } = open(feed);
    for (const number of [1, 2, 3]) await roomy.index(feed.state(idOf(1_000 + number)), 'en', 'es');
    expect(roomy.size).toBe(3);
  });
});

describe('snapshots of the indexes', () => {
  const units = [fed(1, 'The road is closed.'), fed(2, 'The bridge is open.'), fed(3, 'Nobody was hurt.')];
  const file = (folder: string) => join(folder, `${memory}.en.es.index`);
  const saved = async () => {
    const feed = new HeldMemories();
    feed.put(memory, ...units);
    const opened = open(feed);
    await opened.indexes.index(feed.state(memory), 'en', 'es');
    await opened.indexes.close();
    feed.asked.length = 0;
    return { feed, folder: opened.folder };
  };

  it('spare the next process the building: only later changes are read', async () => {
    const { feed, folder } = await saved();
    expect(readdirSync(folder)).toEqual([`${memory}.en.es.index`]);
    feed.put(memory, fed(4, 'The road is open.'));
    feed.remove(memory, idOf(2));
    const { indexes, reasons } = open(feed, folder);
    const index = await indexes.index(feed.state(memory), 'en', 'es');
    expect(found(index, 'The road is closed.')).toEqual([idOf(1), idOf(4)]);
    expect([index.size, feed.asked, reasons()]).toEqual([3, [`changes ${memory}`], []]);
    // What changed is in the snapshot after the end.
    await indexes.close();
    feed.asked.length = 0;
    const again = open(feed, folder).indexes;
    expect((await again.index(feed.state(memory), 'en', 'es')).size).toBe(3);
    expect(feed.asked).toEqual([]);
  });

  it.each<[string, string, (path: string) => void]>([
    ['was cut off', 'truncated', (path) => truncateSync(path, 500)],
    ['is another kind of file', 'foreign', (path) => writeFileSync(path, 'a text that is no snapshot at all')],
    [
      'is of another version',
      'version',
      (path) =>
        writeFileSync(
          path,
          Buffer.concat([Buffer.from(new Uint32Array([0x494c4d58, 1, 0, 0]).buffer), Buffer.alloc(99)]),
        ),
    ],
  ])('are built anew, and told of, where one %s', async (_, reason, damage) => {
    const { feed, folder } = await saved();
    damage(file(folder));
    const { indexes, reasons } = open(feed, folder);
    expect((await indexes.index(feed.state(memory), 'en', 'es')).size).toBe(3);
    expect([reasons(), feed.asked]).toEqual([[`memory.snapshot ${reason}`], [`everything ${memory}`]]);
    await indexes.close();
    const healed = open(feed, folder);
    expect((await healed.indexes.index(feed.state(memory), 'en', 'es')).size).toBe(3);
    expect(healed.reasons()).toEqual([]);
  });

  it('of another memory, or ahead of a database that was put back, are not used', async () => {
    const { folder } = await saved();
    const other = new HeldMemories();
    other.put(memory, fed(9, 'An older state.'));
    const ahead = await saved();
    ahead.feed.put(memory, fed(5, 'Later.'), fed(6, 'Later still.'), fed(7, 'Last.'));
    const later = open(ahead.feed, folder);
    await later.indexes.index(ahead.feed.state(memory), 'en', 'es');
    await later.indexes.close();
    const { indexes, reasons } = open(other, folder);
    const index = await indexes.index(other.state(memory), 'en', 'es');
    expect([found(index, 'An older state.'), index.size]).toEqual([[idOf(9)], 1]);
    expect(reasons()).toEqual(['memory.snapshot ahead']);
    await indexes.close();

    const second = idOf(2_000);
    other.put(second, fed(8, 'Of a second memory.'));
    writeFileSync(join(folder, `${second}.en.es.index`), readFileSync(file(folder)));
    const mixed = open(other, folder);
    expect(found(await mixed.indexes.index(other.state(second), 'en', 'es'), 'Of a second memory.')).toEqual([idOf(8)]);
    expect(mixed.reasons()).toEqual(['memory.snapshot foreign']);
  });

  it('saved by two processes at once leave one that can be used', async () => {
    const feed = new HeldMemories();
    feed.put(memory, ...units);
    const folder = join(folders, 'shared');
    const two = [open(feed, folder), open(feed, folder)];
    for (const { indexes } of two) await indexes.index(feed.state(memory), 'en', 'es');
    await Promise.all(two.map(({ indexes }) => indexes.close()));
    const { indexes, reasons } = open(feed, folder);
    expect((await indexes.index(feed.state(memory), 'en', 'es')).size).toBe(3);
    expect([reasons(), readdirSync(folder)]).toEqual([[], [`${memory}.en.es.index`]]);
  });

  it('that cannot be written cost nothing else, and it is said once', async () => {
    const feed = new HeldMemories();
    const second = idOf(2_000);
    for (const id of [memory, second]) feed.put(id, ...units);
    const occupied = join(folders, 'occupied');
    writeFileSync(occupied, 'a file where the folder should be');
    const { indexes, reasons } = open(feed, occupied);
    for (const id of [memory, second]) expect((await indexes.index(feed.state(id), 'en', 'es')).size).toBe(3);
    await indexes.close();
    expect(reasons().filter((reason) => reason.startsWith('memory.snapshot-folder'))).toHaveLength(1);
  });

  it('go with their memory, and so does what a killed process left half-written', async () => {
    const { feed, folder } = await saved();
    const left = ['abandoned', 'fresh'].map((name) => join(folder, `${memory}.en.es.index.7-${name}.new`));
    for (const path of left) writeFileSync(path, '');
    utimesSync(left[0] ?? '', new Date(0), new Date(0));
    const gone = join(folder, `${idOf(7)}.en.index`);
    for (const name of [gone, join(folder, 'notes.txt')]) writeFileSync(name, '');
    const { indexes } = open(feed, folder);
    await indexes.index(feed.state(memory), 'en', 'es');
    await indexes.close();
    expect([existsSync(gone), ...left.map(existsSync), existsSync(file(folder))]).toEqual([false, false, true, true]);
    expect(existsSync(join(folder, 'notes.txt'))).toBe(true);
  });

  it('are not made of what is built again in no time', async () => {
    const feed = new HeldMemories();
    feed.put(memory, ...units);
    const folder = join(folders, 'none');
    const indexes = new MemoryIndexes(feed, { folder, budget: 1e9 });
    await indexes.index(feed.state(memory), 'en', 'es');
    await indexes.close();
    expect(existsSync(folder)).toBe(false);
  });
});
