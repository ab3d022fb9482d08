import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPhrase } from '../../src/memory/concordance.ts';
import { IndexBuilder } from '../../src/memory/index/builder.ts';
import type { MemoryIndex } from '../../src/memory/index/memory-index.ts';
import { loadSnapshot, saveSnapshot } from '../../src/memory/index/snapshot.ts';
import { note } from '../program.ts';
import { seeded } from './random.ts';
import { recallOf } from './recall.ts';
import type { Material, Row } from './rows.ts';
import { mean, percentile, rounded, timed } from './timing.ts';
import { trigramPeer } from './trigrams.ts';

/** What one size is measured with. */
export interface Run {
  material: Material;
  queries: string[];
  threshold: number;
  peer: boolean;
  /** Seconds during which units are added. */
  adding: number;
}

const LIMIT = 5;
/** Comparisons with every unit that a sample may cost, about half a minute; but 100 queries at least. */
const COMPARISONS = 60e6;
const ADDED_PER_SECOND = 1000;
const ARTICLE = 30;
/** The peer takes seconds a query on large memories. */
const PEER_QUERIES = 40;

/** Builds an index of `units` units and measures everything that is promised of it. */
export async function measureSize(units: number, run: Run): Promise<Record<string, unknown>> {
  const { queries, threshold } = run;
  const rows = [...run.material.units(units)];
  const dates = rows.map((_, at) => new Date(1_600_000_000_000 + at * 60_000));
  const started = performance.now();
  const builder = new IndexBuilder();
  for (const [at, { source }] of rows.entries()) {
    builder.add({
      key: keyOf(at),
      text: source,
      changedAt: dates[at] as Date,
      ...(at > 0 ? { previous: (rows[at - 1] as Row).source } : {}),
    });
  }
  const index = builder.finish();
  const buildSeconds = (performance.now() - started) / 1000;
  note(`${units} units: built in ${buildSeconds.toFixed(2)} s, ${(index.bytes / units).toFixed(0)} bytes a unit`);

  const ask = (at: number): void => {
    index.search({ text: queries[at % queries.length] as string }, { threshold, limit: LIMIT });
  };
  timed(queries.length, ask);
  const times = timed(queries.length, ask);
  const p95 = percentile(times, 0.95);
  note(
    `  p50 ${percentile(times, 0.5).toFixed(0)}, p95 ${p95.toFixed(0)}, p99 ${percentile(times, 0.99).toFixed(0)} microseconds`,
  );

  const sample = Math.max(100, Math.min(queries.length, Math.floor(COMPARISONS / units)));
  const recall = recallOf(
    index,
    rows.map(({ source }) => source),
    queries.filter((_, at) => at % Math.ceil(queries.length / sample) === 0),
  );
  note(`  recall ${JSON.stringify(recall)} over some ${sample} queries`);
  const figures = {
    units,
    buildSeconds: rounded(buildSeconds, 2),
    indexMegabytes: rounded(index.bytes / 1e6, 1),
    snapshotLoadSeconds: rounded(await snapshotSeconds(index), 3),
    p50: rounded(percentile(times, 0.5), 1),
    p95: rounded(p95, 1),
    p99: rounded(percentile(times, 0.99), 1),
    queriesPerSecond: rounded(1e6 / mean(times)),
    found: queries.filter((text) => index.search({ text }, { threshold, limit: 1 }).length > 0).length,
    recall,
    exactPerSecond: rounded(exactPerSecond(index, rows)),
    articleMs: rounded(articleMs(index, run), 2),
    concordanceP95: rounded(concordanceP95(index, rows), 2),
    ...(await adding(index, rows, ask, run)),
  };
  const peer = run.peer
    ? await trigramPeer(
        rows.map(({ source }) => source),
        spread(queries, PEER_QUERIES),
        threshold,
      )
    : null;
  return { ...figures, peer };
}

/** A UUIDv7 whose time is a number. */
function keyOf(number: number): string {
  const hex = number.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${Math.imul(number, 0x9e3779b1).toString(16).replace('-', '0').padStart(12, '0')}`;
}

function spread<T>(values: T[], count: number): T[] {
  const every = Math.max(1, Math.floor(values.length / count));
  return values.filter((_, at) => at % every === 0).slice(0, count);
}

async function snapshotSeconds(index: MemoryIndex): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'interlinear-bench-'));
  try {
    const path = join(folder, 'index');
    await saveSnapshot(index, path);
    const start = performance.now();
    const loaded = await loadSnapshot(path);
    const seconds = (performance.now() - start) / 1000;
    if (loaded.size !== index.size) throw new Error(`The snapshot holds ${loaded.size} of ${index.size} units.`);
    return seconds;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Look-ups of texts that are in the memory, with the text before them. */
function exactPerSecond(index: MemoryIndex, rows: Row[]): number {
  const random = seeded(4);
  const asked = Array.from({ length: 20_000 }, () => 1 + Math.floor(random() * (rows.length - 1)));
  const times = timed(asked.length, (at) => {
    const place = asked[at] as number;
    const hits = index.exact({ text: (rows[place] as Row).source, previous: (rows[place - 1] as Row).source });
    if (!hits.some(({ previous }) => previous)) throw new Error(`Unit ${place} was not found by its own text.`);
  });
  return 1e6 / mean(times);
}

/** All segments of an article after each other: neighbouring sentences that are not in the memory. The median of all articles. */
function articleMs(index: MemoryIndex, { material, threshold }: Run): number {
  const sentences = material.heldOut.map(({ source }) => source);
  const times = timed(Math.max(1, Math.floor(sentences.length / ARTICLE)), (article) => {
    for (const text of sentences.slice(article * ARTICLE, (article + 1) * ARTICLE))
      index.search({ text }, { threshold, limit: LIMIT });
  });
  return percentile(times, 0.5) / 1000;
}

/** Phrases of one to four words out of the memory's own sentences. Milliseconds. */
function concordanceP95(index: MemoryIndex, rows: Row[]): number {
  const random = seeded(5);
  const phrases = Array.from({ length: 400 }, () => {
    const words = (rows[Math.floor(random() * rows.length)] as Row).source.split(' ');
    const start = Math.floor(random() * words.length);
    return words.slice(start, start + 1 + Math.floor(random() * 4)).join(' ');
  });
  return (
    percentile(
      timed(phrases.length, (at) => void findPhrase(index, phrases[at] as string, { limit: 20 })),
      0.95,
    ) / 1000
  );
}

/**
 * The p95 of queries while 1,000 units a second are added and merged, beside the p95 of the same queries, for the same time, without:
 * `addP95Ratio`. Half of the additions replace a unit.
 */
async function adding(index: MemoryIndex, rows: Row[], ask: (at: number) => void, { queries, adding: seconds }: Run) {
  const random = seeded(6);
  const times: { quiet: number[]; adding: number[] } = { quiet: [], adding: [] };
  let added = 0;
  let blocked = 0;
  for (const phase of ['quiet', 'adding'] as const) {
    const start = performance.now();
    for (let at = 0; ; at += 1) {
      const elapsed = (performance.now() - start) / 1000;
      if (elapsed > seconds) break;
      if (phase === 'adding') {
        for (; added < elapsed * ADDED_PER_SECOND; added += 1) {
          const number = added % 2 === 0 ? rows.length + added : Math.floor(random() * rows.length);
          index.add({
            key: keyOf(number),
            text: `${(rows[Math.floor(random() * rows.length)] as Row).source} ${added}`,
          });
        }
      }
      times[phase].push(...timed(1, () => ask(at % queries.length)));
      // The event loop turns, and with it the merging; how long it keeps others waiting is measured too.
      const before = performance.now();
      await new Promise((resolve) => setImmediate(resolve));
      if (phase === 'adding') blocked = Math.max(blocked, performance.now() - before);
    }
  }
  const [quiet, busy] = [percentile(times.quiet, 0.95), percentile(times.adding, 0.95)];
  note(
    `  p95 ${quiet.toFixed(0)}, while adding ${busy.toFixed(0)} microseconds; the longest pause for merging ${blocked.toFixed(1)} ms`,
  );
  return { addP95Ratio: rounded(busy / quiet, 3), addedUnits: added, longestPauseMs: rounded(blocked, 2) };
}
