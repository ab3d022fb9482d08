import { type Selectable, sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Segment } from '../model/article.ts';
import { InterlinearError } from '../model/errors.ts';
import type { Bead } from '../model/result.ts';
import type { Coded } from '../model/segment-cut.ts';
import type { Tables } from './database.ts';
import type { Schema } from './schema.ts';
import type { SegmentedDocument } from './segmentation-places.ts';

export type HeldSegment = Selectable<Schema['interlinear.segment']>;
export type HeldTarget = Selectable<Schema['interlinear.translation']>;

/** What a split or a merge found, to be undone. */
export interface SegmentsBefore {
  /** The one segment that was split, or the two that were merged. */
  segments: HeldSegment[];
  targets: HeldTarget[];
  beads: Bead[] | null;
  /** Comments of the second segment, which went over to the first. */
  annotations: string[];
}

/** What a change of segments has in its hands, for nobody else to change meanwhile. */
export interface Held {
  revision: string;
  document: SegmentedDocument;
  beads: Bead[] | null;
  /** The segment, and those behind it as far as they were asked for. */
  segments: HeldSegment[];
  /** Their targets in every language. */
  targets: HeldTarget[];
}

/**
 * Holds the current revision of an article, so that changes of its segments come one after the other, with a segment and the next ones.
 *
 * @throws InterlinearError `segment.gone` {segment}; `segmentation.running` {name} while machines are still at it
 */
export async function holdArticle(
  transaction: Tables,
  desk: string,
  { article, segment, language }: { article: string; segment: string; language: string },
  count: number,
): Promise<Held> {
  const revision = await transaction
    .selectFrom('interlinear.revision as revision')
    .innerJoin('interlinear.article as article', 'article.id', 'revision.article_id')
    .select(['revision.id', 'revision.beads', 'article.name', 'article.status'])
    .select(sql<boolean>`revision.source IS NOT NULL`.as('hasSource'))
    .where('revision.desk_id', '=', desk)
    .where('revision.article_id', '=', article)
    .where('revision.current', '=', true)
    .forUpdate('revision')
    .executeTakeFirst();
  const gone = new InterlinearError('segment.gone', { segment });
  if (!revision) throw gone;
  const document: SegmentedDocument = revision.hasSource ? 'source' : 'delivered';
  const own = await transaction
    .selectFrom('interlinear.segment')
    .select('ordinal')
    .where('id', '=', segment)
    .where('revision_id', '=', revision.id)
    .where('document', '=', document)
    .where('role', '<>', 'furniture')
    .executeTakeFirst();
  const versions = await transaction
    .selectFrom('interlinear.article_language')
    .select(['language', 'kind', 'status'])
    .where('revision_id', '=', revision.id)
    .execute();
  if (!own || !versions.some((one) => one.language === language && one.kind === 'target')) throw gone;
  if (['accepted', 'segmented'].includes(revision.status) || versions.some(({ status }) => status === 'waiting'))
    throw new InterlinearError('segmentation.running', { name: revision.name });
  const segments = await transaction
    .selectFrom('interlinear.segment')
    .selectAll()
    .where('revision_id', '=', revision.id)
    .where('document', '=', document)
    .where('ordinal', '>=', own.ordinal)
    .where('ordinal', '<', own.ordinal + count)
    .orderBy('ordinal')
    .forUpdate()
    .execute();
  const targets = await transaction
    .selectFrom('interlinear.translation')
    .selectAll()
    .where(
      'segment_id',
      'in',
      segments.map(({ id }) => id),
    )
    .orderBy('language')
    .orderBy('segment_id')
    .forUpdate()
    .execute();
  return { revision: revision.id, document, beads: revision.beads, segments, targets };
}

/** A row as the model has segments. */
export function segmentOf(row: HeldSegment): Segment {
  const { ordinal, block, before, text, after, codes } = row;
  return { ordinal, block, start: row.start_offset, end: row.end_offset, before, text, after, codes };
}

/** Writes a segment, new or old, with what stands in the corrected article for it. */
export async function putSegment(
  transaction: Tables,
  row: HeldSegment,
  { ordinal, start, end, before, text, after, codes }: Segment,
  corrected: Coded,
): Promise<void> {
  const changed = {
    ...{ ordinal, start_offset: start, end_offset: end, before, text, after, codes: JSON.stringify(codes) },
    ...{ corrected: corrected.text, corrected_codes: JSON.stringify(corrected.codes) },
    ...{ corrected_version: row.corrected_version, corrected_at: row.corrected_at },
  };
  const { id, desk_id, revision_id, document, block, role, language } = row;
  await transaction
    .insertInto('interlinear.segment')
    .values({ ...{ id, desk_id, revision_id, document, block, role, language }, ...changed })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...changed, document }))
    .execute();
}

/** Writes the target of a segment as it stands in a row of the same language. @param text undefined where there is none */
export async function putTarget(
  transaction: Tables,
  row: HeldTarget,
  segment: string,
  text: Coded | undefined,
  now: Date,
): Promise<void> {
  const json = (value: object | null) => (value ? JSON.stringify(value) : null);
  const { state, sub_state, origin, route, score, engine, confirmed_by, propagated_from } = row;
  const empty = { sub_state: null, origin: null, engine: null };
  const changed = {
    ...{ state, sub_state, origin, route, score, engine, confirmed_by, propagated_from },
    ...(text ? {} : empty),
    ...{ text: text?.text ?? null, codes: JSON.stringify(text?.codes ?? []) },
    unknown_words: JSON.stringify(row.unknown_words.filter((word) => text?.text.includes(word))),
    ...{ matches: JSON.stringify(row.matches), match: json(row.match), terms: json(row.terms) },
    ...{ alignment: json(row.alignment), updated_at: now },
  };
  await transaction
    .insertInto('interlinear.translation')
    .values({ id: newId(), desk_id: row.desk_id, segment_id: segment, language: row.language, ...changed })
    .onConflict((conflict) =>
      conflict
        .columns(['segment_id', 'language'])
        .doUpdateSet({ ...changed, version: sql`interlinear.translation.version + 1` }),
    )
    .execute();
}

/** A place among the segments of a revision that are merged into others, which nobody has. */
export async function freePlace(transaction: Tables, revision: string): Promise<number> {
  const { rows } = await sql<{
    place: number;
  }>`SELECT coalesce(max(ordinal) + 1, 0)::int AS place FROM interlinear.segment
    WHERE revision_id = ${revision} AND document = 'merged'`.execute(transaction);
  return rows[0]?.place ?? 0;
}

/** The versions of all targets of some segments, by `SEGMENT LANGUAGE`. */
export async function versionsOf(transaction: Tables, segments: string[]): Promise<Record<string, number>> {
  const rows = await transaction
    .selectFrom('interlinear.translation')
    .select(['segment_id', 'language', 'version'])
    .where('segment_id', 'in', segments)
    .execute();
  return Object.fromEntries(rows.map((row) => [`${row.segment_id} ${row.language}`, row.version]));
}
