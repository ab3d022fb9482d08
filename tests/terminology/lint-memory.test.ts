import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { csv } from '../../src/formats/glossary-csv/csv.ts';
import { GlossaryLint } from '../../src/terminology/lint.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Memory in use, in bytes: heap and array buffers. */
function inUse(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** A glossary as a stream, some 100 rows a piece; each row has 300 characters of note that nobody has to keep. */
function* pieces(rows: number): Generator<string> {
  yield 'concept,language,term,note\n';
  for (let at = 0; at < rows; at += 100)
    yield Array.from({ length: 100 }, (_, row) => `c${at + row},fr,terme ${at + row},${'n'.repeat(300)}\n`).join('');
}

describe('a glossary of many rows', () => {
  it('is read and linted as a stream: what is kept of a row is a few numbers, whatever the row holds', async () => {
    const lint = new GlossaryLint();
    const rows = 40_000;
    const before = inUse();
    let [seen, most] = [0, 0];
    for await (const read of csv.read(pieces(rows), 'many.csv', undefined)) {
      if ('row' in read) lint.see(read.row);
      if (++seen % 10_000 === 0) most = Math.max(most, inUse() - before);
    }
    expect(seen).toBe(rows);
    // Three tables of two numbers, at most twice as large as they are full: 200 bytes. The rows themselves would be twice that and more.
    expect(most / rows).toBeLessThan(300);
    expect(
      lint.see({
        line: 1,
        concept: 'c1',
        term: { language: 'fr', text: 'terme 1', status: 'preferred', kind: 'term' },
      }),
    ).toHaveLength(1);
  });
});
