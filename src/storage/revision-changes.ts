import { sql } from 'kysely';
import type { Role } from '../model/article.ts';
import type { SegmentState } from '../model/translation.ts';
import type { Tables } from './database.ts';
import type { RevisionCuts } from './schema/jobs.ts';

/** A revision of an article, as far as a comparison needs it. */
export interface ComparedRevision {
  id: string;
  number: number;
  /** Null where it is the first one that was read, or was not read itself. */
  previous: { id: string; number: number } | null;
  /** Null while nobody has read it. */
  read: boolean;
  /** The document that translations are made from. */
  document: 'delivered' | 'source';
  /** What became of the splits and merges of the one before. */
  cuts: RevisionCuts;
}

/** How a segment of a revision relates to the revision before. */
export type ChangeKind = 'kept' | 'changed' | 'added' | 'removed';

/** A segment as it was and as it is; one of the two is null where there is none. */
export interface SegmentChange {
  kind: ChangeKind;
  /** The segment's id: of the newer revision, or of the older one for what was removed. */
  segment: string;
  ordinal: number;
  role: Role;
  /** Whether people had split or merged what stands here: taken over, or lost with its text. */
  cut: 'kept' | 'lost' | null;
  old: ChangedText | null;
  new: ChangedText | null;
  /** Its targets, of the newer revision or else of the older one. */
  languages: { language: string; state: SegmentState; hasText: boolean; confirmedBy: string | null }[];
}

export interface ChangedText {
  text: string;
  /** Null where it is left out of translations. */
  corrected: string | null;
}

/** @returns undefined where the article has no such revision */
export async function comparedRevision(
  tables: Tables,
  desk: string,
  article: string,
  number: number,
): Promise<ComparedRevision | undefined> {
  const row = await tables
    .selectFrom('interlinear.revision as revision')
    .leftJoin('interlinear.revision as previous', 'previous.id', 'revision.previous_id')
    .select([
      'revision.id',
      'revision.number',
      'previous.id as previousId',
      'previous.number as previousNumber',
      'revision.cuts',
    ])
    .select([
      sql<boolean>`revision.delivered IS NOT NULL`.as('read'),
      sql<boolean>`revision.source IS NOT NULL`.as('hasSource'),
    ])
    .where('revision.desk_id', '=', desk)
    .where('revision.article_id', '=', article)
    .where('revision.number', '=', number)
    .executeTakeFirst();
  if (!row) return undefined;
  const { id, read, hasSource, previousId, previousNumber } = row;
  const previous = previousId === null || previousNumber === null ? null : { id: previousId, number: previousNumber };
  const cuts = row.cuts ?? { kept: [], lost: [] };
  return { id, number: row.number, previous, read, document: hasSource ? 'source' : 'delivered', cuts };
}

/**
 * The segments of a revision beside those of the revision before, in the newer one's order; what was removed follows what stood before it.
 * A segment is `kept` where its text, its language and its markup are the same.
 */
export async function segmentChanges(
  tables: Tables,
  desk: string,
  { id, previous, document, cuts }: ComparedRevision,
): Promise<SegmentChange[]> {
  const now = await segmentsOf(tables, desk, id, document);
  const before = previous ? await segmentsOf(tables, desk, previous.id, document) : [];
  const byId = new Map(before.map((row) => [row.id, row]));
  const stoodFor = new Set(now.map(({ previous_id }) => previous_id));
  const removed = before.filter((row) => !stoodFor.has(row.id));
  const states = await statesOf(
    tables,
    desk,
    [...now, ...removed].map((row) => row.id),
  );
  const changes: SegmentChange[] = [];
  const cutOf = new Map<string, 'kept' | 'lost'>([
    ...cuts.lost.flatMap(({ cut, segments }) => [...cut, ...segments].map((one) => [one, 'lost'] as const)),
    ...cuts.kept.flatMap(({ cut }) => cut.map((one) => [one, 'kept'] as const)),
  ]);
  const shown = (kind: ChangeKind, row: Row, old: Row | undefined, own: Row | undefined) =>
    changes.push({
      ...{ kind, segment: row.id, ordinal: row.ordinal, role: row.role, cut: cutOf.get(row.id) ?? null },
      old: old ? { text: old.text, corrected: old.corrected } : null,
      new: own ? { text: own.text, corrected: own.corrected } : null,
      languages: states.get(row.id) ?? [],
    });
  const followers = new Map<string | undefined, Row[]>();
  let last: string | undefined;
  for (const row of before)
    if (stoodFor.has(row.id)) last = row.id;
    else followers.set(last, [...(followers.get(last) ?? []), row]);
  const showRemoved = (after: string | undefined) => {
    for (const row of followers.get(after) ?? []) shown('removed', row, row, undefined);
  };
  showRemoved(undefined);
  for (const row of now) {
    const old = row.previous_id === null ? undefined : byId.get(row.previous_id);
    const same = old && old.text === row.text && old.language === row.language && shapeOf(old) === shapeOf(row);
    shown(old ? (same ? 'kept' : 'changed') : 'added', row, old, row);
    if (old) showRemoved(old.id);
  }
  return changes;
}

type Row = Awaited<ReturnType<typeof segmentsOf>>[number];

async function segmentsOf(tables: Tables, desk: string, revision: string, document: 'delivered' | 'source') {
  return tables
    .selectFrom('interlinear.segment')
    .select(['id', 'previous_id', 'ordinal', 'role', 'language', 'text', 'corrected', 'codes'])
    .where('desk_id', '=', desk)
    .where('revision_id', '=', revision)
    .where('document', '=', document)
    .orderBy('ordinal')
    .execute();
}

function shapeOf({ codes }: Row): string {
  return JSON.stringify(codes.map(({ kind, at, data }) => [kind, at, data]));
}

/** The states of targets, by segment. */
async function statesOf(tables: Tables, desk: string, segments: string[]) {
  if (segments.length === 0) return new Map<string, SegmentChange['languages']>();
  const rows = await tables
    .selectFrom('interlinear.translation')
    .select(['segment_id as segment', 'language', 'state', 'confirmed_by as confirmedBy'])
    .select(sql<boolean>`text IS NOT NULL`.as('hasText'))
    .where('desk_id', '=', desk)
    .where(sql<boolean>`segment_id = ANY (${segments}::uuid[])`)
    .orderBy(sql`language COLLATE "C"`)
    .execute();
  return Map.groupBy(rows, ({ segment }) => segment) as Map<string, SegmentChange['languages']>;
}

/** The segments of a revision whose target came over from the revision before, and was not changed since, by id. */
export async function untouchedTargets(
  tables: Tables,
  desk: string,
  revision: string,
  language: string,
): Promise<Set<string>> {
  const rows = await tables
    .selectFrom('interlinear.segment as segment')
    .innerJoin('interlinear.translation as target', 'target.segment_id', 'segment.id')
    .innerJoin('interlinear.target_change as change', (join) =>
      join
        .onRef('change.segment_id', '=', 'segment.id')
        .onRef('change.language', '=', 'target.language')
        .onRef('change.version', '=', 'target.version')
        .on('change.act', '=', 'carry'),
    )
    .select('segment.id')
    .where('segment.desk_id', '=', desk)
    .where('segment.revision_id', '=', revision)
    .where('target.language', '=', language)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
