import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gather, packed } from '../../../src/cli/client/gathering.ts';

describe('files on their way to the service', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'interlinear-gather-'));
    mkdirSync(join(folder, 'deep', 'deeper'), { recursive: true });
    mkdirSync(join(folder, '.hidden'));
    for (const [name, text] of [
      ['b.en.txt', 'B.'],
      ['a.en.html', '<p>A.</p>'],
      ['photo.jpg', 'x'],
      ['.draft.txt', 'x'],
      ['.hidden/c.txt', 'x'],
      ['deep/deeper/d.txt', 'D.'],
      ['large.txt', 'x'.repeat(1_100_000)],
    ] as const)
      writeFileSync(join(folder, name), text);
    symlinkSync(join(folder, 'b.en.txt'), join(folder, 'link.txt'));
    symlinkSync(folder, join(folder, 'deep', 'circle'));
    symlinkSync(join(folder, 'nowhere.txt'), join(folder, 'broken.txt'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('are those of folders and their folders, in order; hidden ones, other kinds and circles are passed over', () => {
    const { files, refused, passedOver } = gather([folder], 1);
    expect(files.map(({ shown }) => shown)).toEqual(['a.en.html', 'b.en.txt', 'deep/deeper/d.txt', 'link.txt']);
    expect(passedOver).toBe(1);
    expect(refused.map(({ path, error }) => [path.split('/').at(-1), error.code])).toEqual([
      ['large.txt', 'input.large'],
    ]);
  });

  test('that are named and cannot be read are refused one by one', () => {
    const { files, refused } = gather(
      ['b.en.txt', 'nowhere.txt', 'photo.jpg'].map((name) => join(folder, name)),
      1,
    );
    expect(files.map(({ shown }) => shown)).toEqual(['b.en.txt']);
    expect(refused.map(({ error }) => error.code)).toEqual(['input.missing', 'input.extension']);
  });

  const linesOf = async (pack: ReturnType<typeof packed>) => {
    const lines: string[] = [];
    for await (const line of pack.lines()) lines.push(Buffer.from(line).toString());
    return lines;
  };

  test('make the same request each time, and another one when a byte, a path or a wish is another', async () => {
    const pack = (names: string[], to = ['es'], salt = '') =>
      packed(
        names.map((name) => ({ path: join(folder, name), shown: name })),
        { to },
        1,
        salt,
      );
    const first = pack(['b.en.txt', 'deep/deeper/d.txt']);
    expect(pack(['b.en.txt', 'deep/deeper/d.txt']).key).toBe(first.key);
    const [head, ...articles] = (await linesOf(first)).map((line) => JSON.parse(line));
    expect(head).toEqual({ to: ['es'] });
    expect(articles).toEqual([
      { fileName: 'b.en.txt', base64: Buffer.from('B.').toString('base64'), metadata: { path: 'b.en.txt' } },
      { fileName: 'd.txt', base64: Buffer.from('D.').toString('base64'), metadata: { path: 'deep/deeper/d.txt' } },
    ]);
    // A request that is made again begins at its beginning.
    expect(await linesOf(first)).toHaveLength(3);
    const others = [
      pack(['deep/deeper/d.txt', 'b.en.txt']),
      pack(['link.txt', 'deep/deeper/d.txt']),
      pack(['b.en.txt', 'deep/deeper/d.txt'], ['fr']),
      pack(['b.en.txt', 'deep/deeper/d.txt'], ['es'], 'again'),
    ];
    expect(new Set([first.key, ...others.map(({ key }) => key)]).size).toBe(5);
  });
});
