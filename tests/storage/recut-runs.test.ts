import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Block, InlineCode, Segment } from '../../src/model/article.ts';
import { movedRange, type ReadSegment, recutAlike, shapeOf } from '../../src/model/recut.ts';
import { cutTrouble, mergeSegments, splitSegment } from '../../src/model/segment-cut.ts';
import { rejoin, segmentBlocks } from '../../src/segmentation/segment.ts';
import { type RecordedCut, runsOf } from '../../src/storage/recut-runs.ts';
import type { RevisionCuts } from '../../src/storage/schema/jobs.ts';
import type { StoredSegment } from '../../src/storage/segments.ts';

type Cut = ['split', number, number] | ['merge', number];

/** A revision of an article, as people work on it. */
interface Revision {
  blocks: Block[];
  current: StoredSegment[];
  log: RecordedCut[];
  taken: RevisionCuts['kept'];
}

let ids = 0;
const stored = (segment: Segment): StoredSegment => ({
  ...{ ...segment, id: `segment ${ids++}`, role: 'body', language: 'en' },
  ...{ corrected: segment.text, correctedCodes: segment.codes },
});
const read = (blocks: Block[]): ReadSegment[] =>
  segmentBlocks(blocks, 'en').map((segment) => ({ ...segment, language: 'en' }));
const first = (blocks: Block[]): Revision => ({ blocks, current: read(blocks).map(stored), log: [], taken: [] });

function block(index: number, text: string, codes: InlineCode[] = []): Block {
  const range = { start: 0, end: text.length };
  return { index, role: 'body', language: 'en', ...range, outer: range, text, codes, anchors: [] };
}

/** What people do at the desk: the first segment keeps its id. */
function cut(revision: Revision, acts: Cut[]): void {
  for (const [act, which, where = 0] of acts) {
    const { current } = revision;
    const index = which % Math.max(current.length, 1);
    const one = current[index];
    const next = current[index + 1];
    if (!one) continue;
    const at = where % (one.text.length + 1);
    const before = (some: StoredSegment[]) => some.map((segment) => ({ id: segment.id, segment: { ...segment } }));
    if (act === 'split' && cutTrouble(one.text, at) === undefined) {
      const [left, right] = splitSegment(one, at);
      const [a, b] = [{ ...one, ...left }, stored(right)];
      current.splice(index, 1, a, b);
      revision.log.unshift({ act, first: a.id, other: b.id, before: before([one]) });
    } else if (act === 'merge' && next?.block === one.block) {
      current.splice(index, 2, { ...one, ...mergeSegments(one, next) });
      revision.log.unshift({ act, first: one.id, other: next.id, before: before([one, next]) });
    }
  }
  revision.current = revision.current.map((segment, ordinal) => ({ ...segment, ordinal }));
}

/** The next revision, with what it took over and what it lost. */
function revise(revision: Revision, blocks: Block[]) {
  const { read: before, runs } = runsOf(revision.current, revision.log, revision.taken);
  const now = read(blocks);
  const recut = recutAlike(before, runs, now, () => true);
  const current = recut.segments.map(stored);
  const taken = recut.kept.map(({ at, run }) => {
    const own = current.slice(at, at + run.cut.length);
    const [from, end] = [own[0]?.start ?? 0, own.at(-1)?.end ?? 0];
    const inside = now.filter((one) => one.block === own[0]?.block && one.start >= from && one.end <= end);
    return { read: inside, cut: own.map(({ id }) => id) };
  });
  return { next: { blocks, current, log: [], taken } as Revision, runs, recut, now };
}

const texts = (segments: { text: string }[]) => segments.map(({ text }) => text);

describe('splits and merges of a revision', () => {
  const story = ['The pier is open, and the town paid. Rain fell. It was cold.', 'A third thing happened there.'];
  const blocks = story.map((text, index) => block(index, text));
  const ours = () => {
    const revision = first(blocks);
    cut(revision, [
      ['split', 0, 18],
      ['merge', 2],
    ]);
    return revision;
  };

  test('stay where the text is the same, wherever it stands', () => {
    const wanted = ['The pier is open,', 'and the town paid.', 'Rain fell. It was cold.'];
    const { recut } = revise(
      ours(),
      ['New.', ...story].map((text, index) => block(index, text)),
    );
    expect(texts(recut.segments)).toEqual(['New.', ...wanted, 'A third thing happened there.']);
    expect(recut.kept.map(({ at }) => at)).toEqual([1, 3]);
  });

  test('go one by one where the text is another one', () => {
    const { recut } = revise(ours(), [block(0, story[0]?.replace('cold', 'warm') ?? '')]);
    expect(texts(recut.segments)).toEqual(['The pier is open,', 'and the town paid.', 'Rain fell.', 'It was warm.']);
    expect(recut.lost.map((run) => texts(run.cut))).toEqual([['Rain fell. It was cold.']]);
    const other = revise(ours(), [block(0, story[0]?.replace('pier', 'port') ?? '')]);
    expect(texts(other.recut.segments)).toEqual(['The port is open, and the town paid.', 'Rain fell. It was cold.']);
  });

  test('that were taken back are none', () => {
    const revision = ours();
    cut(revision, [['merge', 0]]);
    expect(runsOf(revision.current, revision.log, revision.taken).runs).toHaveLength(1);
  });

  test('do not enter what is left out of translations', () => {
    const { read: before, runs } = (({ current, log, taken }) => runsOf(current, log, taken))(ours());
    const recut = recutAlike(before, runs, read(blocks), ({ ordinal }) => ordinal !== 0);
    expect(texts(recut.segments)[0]).toBe('The pier is open, and the town paid.');
    expect(recut.lost).toHaveLength(1);
  });

  test('move the ranges of batches along', () => {
    const at = { ordinal: 3, leftLength: 1, rightStart: 2, texts: [], language: 'en' };
    const ranges = [
      { first: 0, end: 4 },
      { first: 4, end: 6 },
    ];
    expect(ranges.map((range) => movedRange(range, { act: 'split', ...at }))).toEqual([
      { first: 0, end: 5 },
      { first: 5, end: 7 },
    ]);
    expect(ranges.map((range) => movedRange(range, { act: 'merge', ...at }))).toEqual([
      { first: 0, end: 4 },
      { first: 4, end: 5 },
    ]);
  });
});

const words = fc.array(
  fc.constantFrom('One.', 'two', ' ', '  ', '\u00a0', '\n', 'e\u0301', '今日。', '!', ' «', '» ', 'السلام.'),
  { maxLength: 14 },
);
const marks = fc.array(fc.tuple(fc.nat(), fc.constantFrom('open', 'close', 'standalone')), { maxLength: 4 });
const cuts = fc.array(
  fc.oneof(
    fc.tuple(fc.constant('split' as const), fc.nat(), fc.nat()),
    fc.tuple(fc.constant('merge' as const), fc.nat()),
  ),
  { maxLength: 15 },
);

function paragraphs(parts: [string[], [number, string][]][], unique: boolean): { text: string; codes: InlineCode[] }[] {
  let word = 0;
  return parts.map(([some, codes]) => {
    const text = some
      .map((part) => (unique && /\p{L}/u.test(part) ? `${part.replace(/[.。]?$/u, `${word++}$&`)}` : part))
      .join('');
    return {
      text,
      codes: codes
        .map(([at, kind], n): InlineCode => {
          const id = String(n);
          return { id, kind: kind as InlineCode['kind'], at: at % (text.length + 1), data: `<${id}>` };
        })
        .sort((a, b) => a.at - b.at),
    };
  });
}

const asBlocks = (some: { text: string; codes: InlineCode[] }[], from = 0) =>
  some.map(({ text, codes }, index) =>
    block(
      index,
      text,
      codes.map((code) => ({ ...code, id: String(Number(code.id) + from) })),
    ),
  );

test.each([true, false])(
  'whatever was split and merged and comes again reads as it was cut, through any number of revisions (each word but once: %s)',
  (unique) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(words, marks), { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(cuts, fc.array(fc.nat(), { maxLength: 4 })), { minLength: 1, maxLength: 3 }),
        (parts, steps) => {
          const all = paragraphs(parts as [string[], [number, string][]][], unique);
          let revision = first(asBlocks(all));
          let standing = all;
          for (const [round, [acts, order]] of steps.entries()) {
            cut(revision, acts as Cut[]);
            const before = standing;
            // Some paragraphs are dropped, some move, one is new.
            standing = [...new Set(order.map((at) => before[at % before.length] as (typeof all)[number]))];
            standing = [...standing, { text: `Wholly new ${round}.`, codes: [] }];
            const { next, runs, recut, now } = revise(revision, asBlocks(standing, 10 * (round + 1)));
            expect(rejoin(next.blocks, next.current)).toEqual(next.blocks.map(({ text }) => text));
            expect(recut.kept.length + recut.lost.length).toBe(runs.length);
            for (const { at, run } of recut.kept) {
              const own = next.current.slice(at, at + run.cut.length);
              expect(texts(own)).toEqual(texts(run.cut));
              expect(own.map(({ codes }) => shapeOf(codes))).toEqual(run.cut.map(({ codes }) => shapeOf(codes)));
            }
            // The steps lead there, one after the other.
            const led = texts(now);
            for (const { act, ordinal, texts: made } of recut.steps)
              led.splice(ordinal, act === 'split' ? 1 : 2, ...made);
            expect(led).toEqual(texts(next.current));
            const codesOf = (segments: Segment[]) => segments.flatMap(({ codes }) => codes.map(({ id }) => id));
            expect(codesOf(next.current)).toEqual(codesOf(now));
            if (unique)
              for (const run of recut.lost) expect(standing).not.toContain(before[run.cut[0]?.block as number]);
            revision = next;
          }
        },
      ),
    );
  },
);
