import { sql } from 'kysely';
import { type InlineCode, segmentLanguage } from '../model/article.ts';
import type { PlacedFinding } from '../model/finding.ts';
import { movedRange, type Recut, recutAlike } from '../model/recut.ts';
import type { TargetAct } from '../model/review.ts';
import { treatmentOf } from '../model/treatment.ts';
import { ownCodes } from './carried-targets.ts';
import type { Tables } from './database.ts';
import type { PlannedLanguage, PreparedArticle } from './prepared-article.ts';
import { recutRevision } from './recut-runs.ts';
import type { RevisionCuts } from './schema/jobs.ts';
import type { ChangedTarget } from './schema/review.ts';
import { movedBeads, moveFinding } from './segmentation-places.ts';
import { loadSegments, type StoredSegment } from './segments.ts';

/** A revision that was read, cut as people had cut the one before it. */
export interface RecutArticle {
  prepared: PreparedArticle;
  languages: PlannedLanguage[];
  /** Names what was kept and what was lost by the ids of the rows that were stored; undefined where nobody had cut anything. */
  cuts(rows: { id: string; document: string; ordinal: number; previous_id: string | null }[]): RevisionCuts | undefined;
}

/**
 * Splits and merges the segments of a revision that was just read as people had split and merged those of the revision before, wherever the
 * text is the same; batches, findings and alignments move along.
 *
 * @param previous the revision before, and the document that its translations were made from
 */
export async function recutPrepared(
  transaction: Tables,
  previous: { id: string; document: 'delivered' | 'source' },
  revision: string,
  prepared: PreparedArticle,
  languages: PlannedLanguage[],
): Promise<RecutArticle> {
  const document = prepared.source ? 'source' : 'delivered';
  const current = await loadSegments(transaction, previous.id, previous.document);
  const { read, runs } = await recutRevision(transaction, previous.id, current);
  if (runs.length === 0) return { prepared, languages, cuts: () => undefined };
  const made = prepared.source ?? prepared.delivered;
  const corrected = (ordinal: number) => (prepared.source ? {} : prepared.corrected[ordinal]?.text);
  const now = made.segments.map((segment) => ({ ...segment, language: segmentLanguage(made, segment) }));
  const open = ({ block, ordinal }: { block: number; ordinal: number }) =>
    treatmentOf(made.blocks[block]?.role ?? 'body') !== 'leave-out' && corrected(ordinal) != null;
  const recut: Recut<StoredSegment> =
    previous.document === document
      ? recutAlike(read, runs, now, open)
      : { segments: now, steps: [], kept: [], lost: runs };
  return {
    prepared: recut.kept.length > 0 ? moved(prepared, revision, recut) : prepared,
    languages: languages.map((one) => ({
      ...one,
      batches: recut.steps
        .reduce((ranges, step) => ranges.map((range) => movedRange(range, step)), one.batches)
        .filter(({ first, end }) => first < end),
    })),
    cuts: (rows) => ({
      kept: recut.kept.map(({ at, run }) => ({
        read: now.slice(...readRange(recut, at)),
        cut: rows
          .filter((row) => row.document === document && row.ordinal >= at && row.ordinal < at + run.cut.length)
          .map(({ id }) => id),
      })),
      lost: recut.lost.map(({ cut }) => {
        const ids = cut.map(({ id }) => id);
        return { cut: ids, segments: rows.filter((row) => ids.includes(row.previous_id ?? '')).map(({ id }) => id) };
      }),
    }),
  };
}

/** Where the segments of a run that was kept stood as they were read. */
function readRange({ kept }: Recut<StoredSegment>, at: number): [number, number] {
  const before = kept.filter((one) => one.at < at);
  const first = at - before.reduce((sum, { run }) => sum + run.cut.length - run.read.length, 0);
  const own = kept.find((one) => one.at === at);
  return [first, first + (own?.run.read.length ?? 0)];
}

function moved(prepared: PreparedArticle, revision: string, recut: Recut<StoredSegment>): PreparedArticle {
  const document = prepared.source ? 'source' : 'delivered';
  let findings: PlacedFinding[] = prepared.findings;
  let { beads } = prepared;
  for (const step of recut.steps) {
    findings = findings.flatMap((finding) => moveFinding(finding, { ...step, revision, document }, undefined) ?? []);
    beads = movedBeads(beads, step);
  }
  const segments = recut.segments.map(({ language: _, ...segment }) => segment);
  if (prepared.source) return { ...prepared, findings, beads, source: { ...prepared.source, segments } };
  const corrected: { text: string | null; codes: InlineCode[] }[] = [];
  let read = 0;
  for (let at = 0; at < segments.length; ) {
    const run = recut.kept.find((one) => one.at === at)?.run;
    if (!run) {
      corrected.push(prepared.corrected[read++] ?? { text: null, codes: [] });
      at++;
      continue;
    }
    // Where a text was cut, people have seen what is corrected in it.
    for (const old of run.cut)
      corrected.push({
        text: old.corrected,
        codes: ownCodes(segments[at++]?.codes ?? [], old.codes, old.correctedCodes),
      });
    read += run.read.length;
  }
  return { ...prepared, findings, beads, corrected, delivered: { ...prepared.delivered, segments } };
}

/** Keeps what became of splits and merges, with a word in the history of each segment that stands where one was lost. */
export async function recordCuts(
  transaction: Tables,
  revision: string,
  cuts: RevisionCuts,
  languages: PlannedLanguage[],
  now: Date,
): Promise<void> {
  await transaction
    .updateTable('interlinear.revision')
    .set({ cuts: JSON.stringify(cuts) })
    .where('id', '=', revision)
    .execute();
  const segments = [...new Set(cuts.lost.flatMap((lost) => lost.segments))];
  const targets = languages.filter(({ kind }) => kind === 'target').map(({ language }) => language);
  if (segments.length === 0) return;
  // No target stands there yet: machines make it anew.
  await sql`INSERT INTO interlinear.target_change (desk_id, segment_id, language, version, act, target, at)
    SELECT segment.desk_id, segment.id, version.language, 0, ${uncut}::text, ${JSON.stringify(nothing)}::jsonb, ${now}::timestamptz
    FROM interlinear.segment AS segment CROSS JOIN unnest(${targets}::text[]) AS version (language)
    WHERE segment.id = ANY (${segments}::uuid[]) AND NOT EXISTS (SELECT 1 FROM interlinear.translation AS target
      WHERE target.segment_id = segment.id AND target.language = version.language)
    ORDER BY segment.ordinal, version.language COLLATE "C"`.execute(transaction);
}

const uncut: TargetAct = 'uncut';

/** A target that nobody has made yet. */
const nothing: ChangedTarget = {
  ...{ text: null, codes: [], state: 'initial', sub_state: null, origin: null, route: '', score: null, engine: null },
  ...{ unknown_words: [], matches: [], match: null, terms: null, alignment: null, confirmed_by: null },
  ...{ propagated_from: null, version: 0 },
};
