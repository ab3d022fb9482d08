import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align } from '../../src/alignment/align.ts';
import type { Bead } from '../../src/model/result.ts';
import { story } from './story.ts';

const french = story.map(([text]) => ({ text }));
const english = story.map(([, text]) => ({ text }));

function shape({ source, target }: Bead): string {
  return `${source.length}-${target.length}`;
}

describe('aligning a text with its translation', () => {
  it('pairs sentence with sentence where nothing was cut or joined', () => {
    expect(align(french, english)).toEqual(story.map((_, index) => ({ source: [index], target: [index] })));
  });

  it.each(story.map(([text], index) => ({ text, index })))(
    'finds the one sentence left out of the translation: $text',
    ({ index }) => {
      const beads = align(french, english.toSpliced(index, 1));
      expect(beads.filter((bead) => shape(bead) !== '1-1')).toEqual([{ source: [index], target: [] }]);
    },
  );

  it.each([2, 5, 9, 13])('finds a sentence that only the translation has, after sentence %i', (index) => {
    const added = english.toSpliced(index, 0, {
      text: 'Download our application to follow the news wherever you are.',
    });
    expect(align(french, added).filter((bead) => shape(bead) !== '1-1')).toEqual([{ source: [], target: [index] }]);
  });

  it('finds a sentence that was split, and one that was joined', () => {
    const split = english.toSpliced(
      9,
      1,
      { text: 'The opposition speaks of serious negligence.' },
      { text: 'It wants the deputy mayor for transport to resign.' },
    );
    expect(align(french, split).filter((bead) => shape(bead) !== '1-1')).toEqual([{ source: [9], target: [9, 10] }]);
    const joined = english.toSpliced(5, 2, { text: `${english[5]?.text} ${english[6]?.text}` });
    expect(align(french, joined).filter((bead) => shape(bead) !== '1-1')).toEqual([{ source: [5, 6], target: [5] }]);
  });

  it('works by length alone where the languages share no letters', () => {
    const disguised = english.map(({ text }) => ({ text: text.replaceAll(/[\p{L}\p{N}\p{P}]/gu, 'ب') }));
    const beads = align(french, disguised);
    expect(
      beads.filter(({ source, target }) => source[0] === target[0] && source.length + target.length === 2).length,
    ).toBeGreaterThanOrEqual(12);
  });

  it('leaves every sentence alone where one side is empty', () => {
    expect(align(french.slice(0, 2), [])).toEqual([
      { source: [0], target: [] },
      { source: [1], target: [] },
    ]);
    expect(align([], english.slice(0, 1))).toEqual([{ source: [], target: [0] }]);
    expect(align([], [])).toEqual([]);
  });

  it('covers every sentence once and in order, whatever the texts', () => {
    const side = fc.array(
      fc.record({
        text: fc.oneof(
          fc.constantFrom(...french, ...english).map(({ text }) => text),
          fc.string(),
        ),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(side, side, (source, target) => {
        const beads = align(source, target);
        expect(beads.flatMap((bead) => bead.source)).toEqual(source.map((_, index) => index));
        expect(beads.flatMap((bead) => bead.target)).toEqual(target.map((_, index) => index));
        expect(beads.every((bead) => bead.source.length + bead.target.length > 0)).toBe(true);
      }),
    );
  });
});

const news = new URL('../../../shared/data/alignment/', import.meta.url);

describe.skipIf(!existsSync(news))('on the development news (skipped where ../shared/data/alignment is absent)', () => {
  it.each([
    ['news-dev-clean', 0.95],
    ['news-dev-hard', 0.91],
  ])('%s: strict F1 of at least %d', (set, least) => {
    expect(strictF1(new URL(`${set}/`, news))).toBeGreaterThanOrEqual(least);
  });
});

/** As Vecalign's score.py: precision over all proposed beads, recall over gold beads with both sides. */
function strictF1(folder: URL): number {
  const lines = (name: string): string[] => readFileSync(new URL(name, folder), 'utf8').trimEnd().split('\n');
  const count = { proposed: 0, right: 0, gold: 0, found: 0 };
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.gold'))) {
    const [source, target] = ['src', 'tgt'].map((side) => lines(file.replace('gold', side)).map((text) => ({ text })));
    const gold = new Set(lines(file).map((line) => line.replaceAll(' ', '')));
    const proposed = new Set(align(source ?? [], target ?? []).map((bead) => `[${bead.source}]:[${bead.target}]`));
    const twoSided = [...gold].filter((bead) => !bead.startsWith('[]') && !bead.endsWith('[]'));
    count.proposed += proposed.size;
    count.right += [...proposed].filter((bead) => gold.has(bead)).length;
    count.gold += twoSided.length;
    count.found += twoSided.filter((bead) => proposed.has(bead)).length;
  }
  const [precision, recall] = [count.right / count.proposed, count.found / count.gold];
  return (2 * precision * recall) / (precision + recall);
}
