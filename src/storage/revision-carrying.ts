import { sql } from 'kysely';
import { keyOf, shapeOf } from '../model/recut.ts';
import { compareRevisions } from '../model/revision.ts';
import { treatmentOf } from '../model/treatment.ts';
import {
  type CarriedSegment,
  carriedTargets,
  copyTargets,
  moveAnnotations,
  ownCodes,
  type ReplacingRow,
} from './carried-targets.ts';
import type { Tables } from './database.ts';
import { loadSegments, type StoredSegment, type segmentRow } from './segments.ts';
import { recordChanges } from './target-changes.ts';

type DocumentName = 'delivered' | 'source';

/** What a revision takes over from the one before it. */
export interface Replacement {
  rows: ReplacingRow[];
  /** Segments to translate that are the same as before. */
  kept: number;
  /** Whose the versions were, by language. */
  assignees: Map<string, string>;
  /** What of some ranges of segments is still to be translated into a language. */
  openIn(language: string, ranges: Range[]): Range[];
  /** Takes targets, their history and what was said of them over, once the segments are stored. */
  carry(languages: string[], now: Date): Promise<void>;
}

interface Range {
  first: number;
  end: number;
}

/** The revision that people have worked on until a newer one was read. */
export interface PreviousRevision {
  id: string;
  /** The document that its translations were made from. */
  document: DocumentName;
}

/**
 * Takes the revision that people work on out of the way of a newer one.
 *
 * @returns undefined where no other revision was ever read
 */
export async function takePrevious(
  transaction: Tables,
  article: { id: string; revision: string },
): Promise<PreviousRevision | undefined> {
  // Who writes in it holds its row: they are before this, or are told that their segment is gone.
  const previous = await transaction
    .updateTable('interlinear.revision')
    .set({ current: false })
    .where('article_id', '=', article.id)
    .where('id', '<>', article.revision)
    .where('current', '=', true)
    .returning(['id', sql<boolean>`source IS NOT NULL`.as('hasSource'), sql<boolean>`delivered IS NOT NULL`.as('read')])
    .executeTakeFirst();
  if (!previous?.read) return undefined;
  return { id: previous.id, document: previous.hasSource ? 'source' : 'delivered' };
}

/**
 * Puts a revision that was read in the place of the one that people have worked on. A segment of which text, markup, language and treatment
 * are the same keeps its targets with their states; every other one is translated anew.
 *
 * @param made the document that translations are made from
 */
export async function replaceCurrent(
  transaction: Tables,
  revision: string,
  previous: PreviousRevision,
  made: DocumentName,
  newRows: ReturnType<typeof segmentRow>[],
  now: Date,
): Promise<Replacement> {
  await transaction
    .updateTable('interlinear.revision')
    .set({ previous_id: previous.id })
    .where('id', '=', revision)
    .execute();
  await closeLanguages(transaction, previous.id, now);
  const madeBefore = previous.document;
  const corrections = await correctionsOf(transaction, previous.id);
  const rows: ReplacingRow[] = newRows.map((row) => ({ ...row, previous_id: null }));
  const carried: CarriedSegment[] = [];
  let kept = 0;
  for (const document of ['delivered', 'source'] as const) {
    const old = await loadSegments(transaction, previous.id, document);
    const own = rows.filter((row) => row.document === document);
    const pairs = compareRevisions(
      old.map(({ text, codes, language }) => ({ text, key: keyOf({ text, codes, language }) })),
      own.map(({ text, codes, language }) => ({ text, key: keyOf({ text, codes, language }) })),
    );
    for (const { kind, old: from, new: to } of pairs) {
      const segment = from === undefined ? undefined : old[from];
      const row = to === undefined ? undefined : own[to];
      if (!segment || !row) continue;
      row.previous_id = segment.id;
      if (kind !== 'kept') continue;
      const correction = corrections.get(segment.id);
      if (correction) correct(row, segment, correction);
      if (document !== made || madeBefore !== made || !isTranslatedAlike(segment, row)) continue;
      if (row.corrected !== null && treatmentOf(row.role) !== 'leave-out') kept++;
      carried.push({ old: segment, row });
    }
  }
  const targets = await carriedTargets(transaction, carried);
  const done = new Set(targets.filter(({ settled }) => settled).map(({ language, to }) => `${language} ${to.ordinal}`));
  return {
    rows,
    kept,
    assignees: await assigneesOf(transaction, previous.id),
    openIn: (language, ranges) => ranges.flatMap((range) => stretches(range, (at) => !done.has(`${language} ${at}`))),
    async carry(languages, at) {
      const wanted = targets.filter(({ language }) => languages.includes(language));
      await copyTargets(transaction, wanted, carried);
      for (const [language, some] of Map.groupBy(wanted, (target) => target.language)) {
        const segments = some.map(({ to }) => to.id);
        await recordChanges(transaction, language, segments, { act: 'carry', actor: null }, at);
      }
      await moveAnnotations(transaction, rows);
    },
  };
}

/** Languages of a revision that nobody is to finish any more. */
export async function closeLanguages(transaction: Tables, revision: string, now: Date): Promise<void> {
  await transaction
    .updateTable('interlinear.article_language')
    .set({ status: 'canceled', updated_at: now })
    .where('revision_id', '=', revision)
    .where('status', '=', 'waiting')
    .execute();
  await transaction
    .updateTable('interlinear.batch')
    .set({ status: 'canceled' })
    .where('status', '=', 'waiting')
    .where('article_language_id', 'in', (languages) =>
      languages.selectFrom('interlinear.article_language').select('id').where('revision_id', '=', revision),
    )
    .execute();
}

/** Whether translations are made of the same text, and by the same rule: what intake or a person corrected is a part of it. */
function isTranslatedAlike(old: StoredSegment, row: ReplacingRow): boolean {
  return (
    treatmentOf(old.role) === treatmentOf(row.role) &&
    old.corrected === row.corrected &&
    JSON.stringify(shapeOf(old.correctedCodes)) === JSON.stringify(shapeOf(row.corrected_codes))
  );
}

interface Correction {
  version: number;
  at: Date | null;
}

/** What people have corrected in the text that came with an article, by segment. */
async function correctionsOf(transaction: Tables, revision: string): Promise<Map<string, Correction>> {
  const rows = await transaction
    .selectFrom('interlinear.segment')
    .select(['id', 'corrected_version as version', 'corrected_at as at'])
    .where('revision_id', '=', revision)
    .where('corrected_version', '>', 0)
    .execute();
  return new Map(rows.map(({ id, ...correction }) => [id, correction]));
}

function correct(row: ReplacingRow, old: StoredSegment, { version, at }: Correction): void {
  row.corrected = old.corrected;
  row.corrected_codes = ownCodes(row.codes, old.codes, old.correctedCodes);
  row.corrected_version = version;
  row.corrected_at = at;
}

async function assigneesOf(transaction: Tables, revision: string): Promise<Map<string, string>> {
  const rows = await transaction
    .selectFrom('interlinear.article_language')
    .select(['language', 'assignee'])
    .where('revision_id', '=', revision)
    .where('assignee', 'is not', null)
    .execute();
  return new Map(rows.map(({ language, assignee }) => [language, assignee as string]));
}

/** The parts of a range whose places are wanted, without gaps in them. */
function stretches({ first, end }: Range, wanted: (place: number) => boolean): Range[] {
  const found: Range[] = [];
  for (let at = first; at < end; at++) {
    if (!wanted(at)) continue;
    const last = found.at(-1);
    if (last?.end === at) last.end = at + 1;
    else found.push({ first: at, end: at + 1 });
  }
  return found;
}
