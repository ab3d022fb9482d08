import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eventKinds } from '../../src/storage/event.ts';
import type { SegmentFinding } from '../../src/web/api/segments.ts';
import { changedFields } from '../../src/web/screens/administration/changed-fields.ts';
import { webhookKinds } from '../../src/web/screens/administration/webhook-kinds.ts';
import { gravest, groupsOf } from '../../src/web/screens/editor/finding-groups.ts';
import { neighbour } from '../../src/web/screens/glossary/concepts.ts';
import { eachOf, versionsOf } from '../../src/web/screens/inbox/batch.ts';
import { filtersOf, queryOf } from '../../src/web/screens/inbox/filters.ts';
import { workDone } from '../../src/web/screens/jobs/work-done.ts';
import { averaged, meanOf, periodsBetween, stacked, ticksFor } from '../../src/web/screens/quality/series.ts';
import { piecesOf } from '../../src/web/screens/source-changed/revisions.ts';

describe('the filters of the inbox', () => {
  test('come out of an address as they went in, and what cannot be meant is left out', () => {
    const wanted = {
      text: 'Idlib',
      language: 'es',
      status: 'open',
      hasFindings: true,
      dueHours: 4,
      assignee: 'me',
      publication: 'live',
    };
    expect(filtersOf(Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, String(value)])))).toEqual(
      wanted,
    );
    expect(
      filtersOf({
        language: 'not a language',
        status: 'gone',
        assignee: 'x y',
        job: '1',
        dueHours: -1,
        publication: 'x',
        other: 1,
      }),
    ).toEqual({});
  });

  test('whatever stands in an address or a kept view, they are the same when they are read again', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom('text', 'language', 'status', 'assignee', 'publication', 'job', 'dueHours'),
          fc.anything(),
        ),
        (raw) => {
          const once = filtersOf(raw);
          expect(filtersOf({ ...once })).toEqual(once);
        },
      ),
    );
  });

  test('are asked of the service in its own words', () => {
    const now = Date.parse('2026-05-04T10:00:00Z');
    expect(queryOf({ status: 'open', assignee: 'me', dueHours: 2 }, now, 'person:1')).toMatchObject({
      status: ['accepted', 'segmented'],
      assignee: 'person:1',
      deadlineBefore: '2026-05-04T12:00:00.000Z',
    });
    expect(queryOf({ assignee: 'nobody' }, now, 'person:1')).toMatchObject({ unassigned: true });
  });
});

describe('what is done to many at once', () => {
  test('goes on where one fails, and tells which one and why', async () => {
    let most = 0;
    let under = 0;
    const result = await eachOf([...'abcdefgh'], String, async (one) => {
      most = Math.max(most, ++under);
      await new Promise((resolve) => setTimeout(resolve, 1));
      under -= 1;
      if (one === 'b') throw new Error('no');
      return one === 'c' ? 'not yet' : undefined;
    });
    expect(result.done).toBe(6);
    expect(result.failed.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'b', reason: 'Error: no' },
      { name: 'c', reason: 'not yet' },
    ]);
    expect(most).toBeLessThanOrEqual(4);
  });

  test('is done to translations alone, in one language where the inbox shows one', () => {
    const languages = [
      { language: 'en', kind: 'given' },
      { language: 'es', kind: 'target' },
      { language: 'ar', kind: 'target' },
    ];
    const articles = [{ id: '1', name: 'idleb', languages }] as never;
    expect(versionsOf(articles, undefined).map(({ language }) => language)).toEqual(['es', 'ar']);
    expect(versionsOf(articles, 'ar').map(({ language }) => language)).toEqual(['ar']);
  });
});

describe('figures over time', () => {
  test('have every period, those in which nothing happened too', () => {
    expect(periodsBetween('2026-04-29T12:00:00Z', '2026-05-02T01:00:00Z', 'day')).toEqual([
      '2026-04-29',
      '2026-04-30',
      '2026-05-01',
      '2026-05-02',
    ]);
    expect(periodsBetween('2026-05-01T00:00:00Z', '2026-05-12T00:00:00Z', 'week')).toEqual([
      '2026-04-27',
      '2026-05-04',
      '2026-05-11',
    ]);
    expect(periodsBetween('2025-12-31T00:00:00Z', '2026-02-01T00:00:00Z', 'month')).toEqual([
      '2025-12-01',
      '2026-01-01',
      '2026-02-01',
    ]);
  });

  test('of many kinds keep their sum: the rarest are put together', () => {
    const rows = fc.array(fc.record({ period: fc.constantFrom('a', 'b'), kind: fc.nat(12), count: fc.nat(5) }));
    fc.assert(
      fc.property(rows, (list) => {
        const series = stacked(
          list,
          ['a', 'b'],
          ({ kind }) => `kind ${kind}`,
          ({ count }) => count,
          'others',
        );
        expect(series.length).toBeLessThanOrEqual(6);
        const shown = series.flatMap(({ values }) => values).reduce<number>((sum, value) => sum + (value ?? 0), 0);
        expect(shown).toBe(list.reduce((sum, { count }) => sum + count, 0));
      }),
    );
  });

  test('that are means count by weight, and say nothing where nothing was measured', () => {
    const rows = [
      { period: 'a', engine: 'x', share: 0.5, segments: 1 },
      { period: 'a', engine: 'x', share: 0, segments: 3 },
      { period: 'b', engine: 'x', share: null, segments: 9 },
    ];
    const series = averaged(
      rows,
      ['a', 'b'],
      ({ engine }) => engine,
      ({ share }) => share,
      ({ segments }) => segments,
    );
    expect(series).toEqual([{ name: 'x', values: [0.125, null] }]);
    expect(
      meanOf(
        [],
        () => 1,
        () => 1,
      ),
    ).toBeNull();
  });

  test('stand on an axis of a few round numbers that reaches over the largest', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), fc.boolean(), (largest, whole) => {
        const ticks = ticksFor(largest, whole);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(largest * (1 - 1e-9));
        expect(ticks.length).toBeLessThanOrEqual(6);
        if (whole) expect(ticks.every(Number.isInteger)).toBe(true);
      }),
    );
    expect(ticksFor(0, true)).toEqual([0, 1]);
  });
});

test('the pieces of a text are the text, whatever stretches of it differ', () => {
  const stretch = fc.record({ start: fc.nat(20), end: fc.nat(20) });
  fc.assert(
    fc.property(fc.string({ maxLength: 15 }), fc.array(stretch, { maxLength: 4 }), (text, stretches) => {
      const pieces = piecesOf(text, stretches);
      expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      expect(pieces.every((piece) => piece.text !== '')).toBe(true);
    }),
  );
  expect(piecesOf('the old road', [{ start: 4, end: 7 }])).toEqual([
    { text: 'the ', differs: false },
    { text: 'old', differs: true },
    { text: ' road', differs: false },
  ]);
});

test('arrow keys go through a table as it is seen, and stay within it', () => {
  expect(neighbour('ArrowRight', [0, 0], [2, 3], false)).toEqual([0, 1]);
  expect(neighbour('ArrowRight', [0, 0], [2, 3], true)).toBeUndefined();
  expect(neighbour('ArrowLeft', [0, 0], [2, 3], true)).toEqual([0, 1]);
  expect(neighbour('ArrowDown', [1, 2], [2, 3], false)).toBeUndefined();
  expect(neighbour('End', [1, 0], [2, 3], false)).toEqual([1, 2]);
  expect(neighbour('x', [0, 0], [2, 3], false)).toBeUndefined();
});

test('an act shows what it changed and nothing else', () => {
  expect(changedFields({ name: 'a', zone: 'UTC', steps: 1 }, { name: 'a', zone: 'Asia/Damascus', steps: 2 })).toEqual([
    { name: 'zone', before: 'UTC', after: 'Asia/Damascus' },
    { name: 'steps', before: '1', after: '2' },
  ]);
  expect(changedFields(null, { roles: ['reviewer'] })).toEqual([
    { name: 'roles', before: undefined, after: '["reviewer"]' },
  ]);
  expect(changedFields(null, null)).toEqual([]);
});

test('the bar of an article is full only of what was translated', () => {
  const target = (translated: number, of: number) => ({ kind: 'target' as const, translated, of });
  const given = { kind: 'given' as const, translated: 9, of: 9 };
  // Nothing came of it, although machines are through with all of it.
  const over = { status: 'failed', segments: 20, segmentsDone: 20, languages: [given, target(0, 10), target(0, 10)] };
  expect(workDone(over)).toEqual({ done: 0, of: 20 });
  expect(workDone({ ...over, status: 'partial', languages: [target(10, 10), target(4, 10)] })).toEqual({
    done: 14,
    of: 20,
  });
  expect(workDone({ ...over, status: 'segmented', segmentsDone: 7 })).toEqual({ done: 7, of: 20 });
  expect(workDone({ ...over, languages: [] })).toEqual({ done: 0, of: 0 });
});

test('webhooks can be told of every event that there is', () => {
  expect([...webhookKinds]).toEqual([...eventKinds]);
});

describe('what was found in a whole article', () => {
  const found = (check: string, segment: number, severity: SegmentFinding['severity'] = 'warning'): SegmentFinding => ({
    ...{ id: `${check} ${segment}`, check, severity, title: `The check ${check}`, detail: '', segment },
    ...{ document: 'translation', language: 'es', side: 'target', start: 0, end: 1, text: 'x', suggestions: [] },
  });

  test('stands together by what it is about: names with names, the gravest first', () => {
    const groups = groupsOf([
      ...[found('spaces', 9, 'info'), found('name-variants', 7), found('numbers', 3, 'error')],
      ...[found('terminology', 2), found('consistency', 4), found('names', 1)],
    ]);
    expect(groups.map(({ id, title, findings }) => [id, title, findings.map(({ segment }) => segment)])).toEqual([
      ['numbers', 'The check numbers', [3]],
      ['names', undefined, [1, 2, 7]],
      ['consistency', undefined, [4]],
      ['spaces', 'The check spaces', [9]],
    ]);
    expect(groups.map(gravest)).toEqual(['error', 'warning', 'warning', 'info']);
    expect(groups[1]?.counts).toEqual({ error: 0, warning: 3, info: 0 });
  });

  test('is all there, once, however much it is', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            check: fc.constantFrom('names', 'terminology', 'consistency', 'spaces', 'credit-line', 'toString'),
            segment: fc.nat(20),
            severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
          }),
        ),
        (some) => {
          const all = some.map(({ check, segment, severity }) => found(check, segment, severity));
          const groups = groupsOf(all);
          expect(new Set(groups.flatMap(({ findings }) => findings))).toEqual(new Set(all));
          expect(new Set(groups.map(({ id }) => id)).size).toBe(groups.length);
          for (const { counts, findings } of groups)
            expect(counts.error + counts.warning + counts.info).toBe(findings.length);
        },
      ),
    );
  });
});
