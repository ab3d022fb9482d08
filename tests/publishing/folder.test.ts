import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { InterlinearError } from '../../src/model/errors.ts';
import type { OutgoingEdition } from '../../src/model/publication.ts';
import { destinationKind } from '../../src/publishing/registry.ts';

/** Asked before every act on the file system: a test may hold it back, or never let it go on. */
const { gate } = vi.hoisted(() => ({ gate: { pass: async (_writer: object) => {} } }));
const { AsyncLocalStorage } = await vi.hoisted(() => import('node:async_hooks'));
const writer = new AsyncLocalStorage<object>();

vi.mock('node:fs/promises', async (original) => {
  const real = await original<Record<string, unknown>>();
  const held = Object.entries(real).map(([name, act]) =>
    typeof act !== 'function'
      ? [name, act]
      : [
          name,
          async (...given: unknown[]) => {
            await gate.pass(writer.getStore() ?? {});
            return (act as (...given: unknown[]) => unknown)(...given);
          },
        ],
  );
  return Object.fromEntries(held);
});

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'interlinear-published-'));
  roots.push(root);
  gate.pass = async () => {};
});

const kind = destinationKind('folder');
const settled = (withdrawal = 'notice') => kind.settings({ folder: 'site', withdrawal });
const open = (withdrawal?: string, folder = root) => kind.open(settled(withdrawal), { folder });

function edition(fence: number, more: Partial<OutgoingEdition> = {}): OutgoingEdition {
  const text = (name: string) => ({
    name,
    mediaType: 'text/html',
    content: new TextEncoder().encode(`${name} ${fence}`),
  });
  return {
    ...{
      article: '019ab6c2-7f3e-7c11-9a52-3d8e5b1f0a44',
      language: 'es',
      revision: 1,
      edition: fence,
      status: 'usable',
    },
    ...{ at: new Date('2026-01-01T12:00:00Z'), place: 'story-3d8e5b1f0a44', fence },
    files: [text('index.html'), text(fence % 2 === 0 ? 'article.txt' : 'article.html')],
    ...more,
  };
}

const place = (folder = root) => join(folder, 'site/story-3d8e5b1f0a44/es');
const manifest = (folder = root) => JSON.parse(readFileSync(join(place(folder), 'manifest.json'), 'utf8'));
const names = (folder = root) => readdirSync(place(folder)).sort();

describe('a folder that readers are served from', () => {
  test('has the files of the edition, and a manifest that says which one it is', async () => {
    await open().put(edition(1));
    expect(names()).toEqual(['article.html', 'index.html', 'manifest.json']);
    expect(readFileSync(join(place(), 'index.html'), 'utf8')).toBe('index.html 1');
    expect(manifest()).toEqual({
      ...{ article: '019ab6c2-7f3e-7c11-9a52-3d8e5b1f0a44', language: 'es', revision: 1, edition: 1, status: 'usable' },
      ...{ at: '2026-01-01T12:00:00.000Z', fence: 1 },
      files: [
        { name: 'index.html', mediaType: 'text/html' },
        { name: 'article.html', mediaType: 'text/html' },
      ],
    });
  });

  test('has of the next edition what that has, and nothing of the one before', async () => {
    await open().put(edition(1));
    await open().put(edition(2));
    expect(names()).toEqual(['article.txt', 'index.html', 'manifest.json']);
    expect(manifest().fence).toBe(2);
    await open().put(edition(2));
    expect(names()).toEqual(['article.txt', 'index.html', 'manifest.json']);
  });

  test('refuses who comes late, and stays as it is', async () => {
    await open().put(edition(2));
    await expect(open().put(edition(1))).rejects.toMatchObject({
      code: 'publish.late',
      parameters: { fence: 1, newest: 2 },
    });
    expect(manifest().fence).toBe(2);
    expect(readFileSync(join(place(), 'index.html'), 'utf8')).toBe('index.html 2');
  });

  test('keeps languages and articles apart: each has fences of its own', async () => {
    await open().put(edition(5));
    await open().put(edition(1, { language: 'ar' }));
    await open().put(edition(1, { place: 'other-3d8e5b1f0a45' }));
    expect(manifest().fence).toBe(5);
    expect(readdirSync(join(root, 'site')).sort()).toEqual(['other-3d8e5b1f0a45', 'story-3d8e5b1f0a44']);
  });

  const notice = { name: 'index.html', mediaType: 'text/html', content: new TextEncoder().encode('Withdrawn') };
  test.each([
    ['notice', ['index.html', 'manifest.json']],
    ['remove', ['manifest.json']],
  ])('shows nothing of a text that was withdrawn: %s', async (withdrawal, left) => {
    await open(withdrawal).put(edition(1));
    await open(withdrawal).put(edition(2, { status: 'canceled', files: [notice] }));
    expect(names()).toEqual(left);
    expect(manifest()).toMatchObject({ status: 'canceled', fence: 2 });
    expect(existsSync(join(place(), 'article.html'))).toBe(false);
    await expect(open(withdrawal).put(edition(1))).rejects.toMatchObject({ code: 'publish.late' });
  });

  test('that is a file is told', async () => {
    writeFileSync(join(root, 'site'), '');
    await expect(open().put(edition(1))).rejects.toMatchObject({ code: 'destination.refused' });
  });
});

describe('no name leads out of the folder', () => {
  const ways = [
    '..',
    '../x',
    'a/../b',
    '/etc',
    'a//b',
    '',
    '.',
    'a\\b',
    'a\0b',
    '.hidden',
    'a/.b',
    'C:',
    'a/',
    ' a',
    'a..b',
    '~',
  ];
  test.each(ways)('%j is no folder', (folder) => {
    expect(() => kind.settings({ folder })).toThrow(expect.objectContaining({ code: 'destination.setting' }));
    // Nor is it where the row of the database says so.
    expect(() => kind.open({ folder }, { folder: root })).toThrow(InterlinearError);
  });
  test.each(ways)('%j is no place, no language and no file', async (name) => {
    const [file] = edition(1).files;
    for (const wrong of [
      { place: name },
      { language: name },
      { files: [{ ...(file as never as OutgoingEdition['files'][0]), name }] },
    ])
      await expect(open().put(edition(1, wrong))).rejects.toMatchObject({ code: 'destination.refused' });
    expect(existsSync(join(root, 'site'))).toBe(false);
  });
  test('any folder that is taken is under the root', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc
            .array(fc.constantFrom('..', '.', 'a', '/', '\\', 'é', '-'), { maxLength: 8 })
            .map((parts) => parts.join('')),
        ),
        (folder) => {
          try {
            kind.settings({ folder });
          } catch (error) {
            return (error as InterlinearError).code === 'destination.setting';
          }
          return join('/root', folder).startsWith('/root/') && !/(^|\/)\.|\.\.|\\|\0/.test(folder);
        },
      ),
    );
  });
  test('settings that nobody knows are told', () => {
    expect(() => kind.settings({ folder: 'a', colour: 'red' })).toThrow(
      expect.objectContaining({ parameters: expect.objectContaining({ setting: 'colour' }) }),
    );
    expect(() => kind.settings({ folder: 'a', withdrawal: 'hide' })).toThrow(InterlinearError);
  });
});

/**
 * Somebody who puts an edition there. After so many acts on the file system they die, or stand still until those are over who do neither.
 */
const writers = fc.array(
  fc.record({
    fence: fc.integer({ min: 1, max: 4 }),
    withdraws: fc.boolean(),
    fate: fc.oneof(
      fc.constant({ kind: 'lives' as const, after: 0 }),
      fc.record({ kind: fc.constantFrom('stands' as const, 'dies' as const), after: fc.nat(24) }),
    ),
  }),
  { minLength: 2, maxLength: 5 },
);

test('however publishing, withdrawing and late writers overlap, stand still and die, the highest fence stays', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(writers, fc.scheduler(), async (wanted, scheduler) => {
      const folder = join(root, String(++run));
      const notice = { name: 'index.html', mediaType: 'text/html', content: new TextEncoder().encode('Withdrawn') };
      // Two with one fence are one act that was taken over: they bring the same.
      const withdrawn = new Map(wanted.map(({ fence, withdraws }) => [fence, withdraws]));
      const editionOf = (fence: number) =>
        withdrawn.get(fence) ? edition(fence, { status: 'canceled', files: [notice] }) : edition(fence);
      const acts = new Map<object, number>();
      const othersOver = Promise.withResolvers<void>();
      gate.pass = async (who) => {
        const { fate } = who as (typeof wanted)[0];
        const done = acts.get(who) ?? 0;
        acts.set(who, done + 1);
        if (fate.kind === 'dies' && done >= fate.after) await new Promise(() => {});
        if (fate.kind === 'stands' && done === fate.after) await othersOver.promise;
        await scheduler.schedule(Promise.resolve());
      };
      const seen: number[] = [];
      const ends = wanted.map((one) =>
        writer.run(one, async () => {
          try {
            await open('notice', folder).put(editionOf(one.fence));
          } catch (error) {
            if ((error as InterlinearError).code !== 'publish.late') throw error;
            return;
          }
          // From here on readers find this one, or a newer one.
          seen.push(one.fence);
          expect(manifest(folder).fence).toBeGreaterThanOrEqual(one.fence);
        }),
      );
      const those = (kind: string) => Promise.all(ends.filter((_, index) => wanted[index]?.fate.kind === kind));
      await scheduler.waitFor(those('lives'));
      othersOver.resolve();
      await scheduler.waitFor(those('stands'));
      gate.pass = async () => {};
      if (seen.length > 0) expect(manifest(folder).fence).toBeGreaterThanOrEqual(Math.max(...seen));
      // What died is taken over by others, in whatever order.
      for (const { fence, fate } of wanted)
        if (fate.kind === 'dies')
          await open('notice', folder)
            .put(editionOf(fence))
            .catch((error: InterlinearError) => expect(error.code).toBe('publish.late'));
      const highest = Math.max(...wanted.map(({ fence }) => fence));
      expect(manifest(folder).fence).toBe(highest);
      const { files } = editionOf(highest);
      expect(names(folder)).toEqual([...files.map(({ name }) => name), 'manifest.json'].sort());
      for (const { name, content } of files)
        expect(readFileSync(join(place(folder), name))).toEqual(Buffer.from(content));
    }),
    { numRuns: 50 },
  );
}, 60_000);
