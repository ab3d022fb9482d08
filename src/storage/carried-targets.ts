import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { InlineCode } from '../model/article.ts';
import type { Tables } from './database.ts';
import type { StoredSegment, segmentRow } from './segments.ts';

/** A segment on its way into the database: with what people had corrected in it, and the segment that it stands for. */
export interface ReplacingRow extends ReturnType<typeof segmentRow> {
  previous_id: string | null;
  corrected_version: number;
  corrected_at?: Date | null;
}

/** A segment that is the same as one of the revision before. */
export interface CarriedSegment {
  old: StoredSegment;
  row: ReplacingRow;
}

/** A target that goes over to the new segment. */
export interface CarriedTarget {
  /** The row that it is copied from. */
  id: string;
  language: string;
  to: ReplacingRow;
  /** Its codes under the new segment's ids, where these are others. */
  codes: InlineCode[] | null;
  /** Whether it needs no machine: it has a text, or a person has said that a machine's would not do. */
  settled: boolean;
}

/** Rows a statement takes at most. */
const ROWS = 1000;

/** The targets of some segments, as they are to go over. */
export async function carriedTargets(transaction: Tables, carried: CarriedSegment[]): Promise<CarriedTarget[]> {
  const targets: CarriedTarget[] = [];
  for (let at = 0; at < carried.length; at += ROWS) {
    const byOld = new Map(carried.slice(at, at + ROWS).map((one) => [one.old.id, one]));
    const rows = await transaction
      .selectFrom('interlinear.translation')
      .select(['id', 'segment_id as segment', 'language', 'codes', 'sub_state as subState'])
      .select(sql<boolean>`text IS NOT NULL`.as('hasText'))
      .where('segment_id', 'in', [...byOld.keys()])
      .orderBy('id')
      .execute();
    for (const { id, segment, language, codes, subState, hasText } of rows) {
      const { old, row } = byOld.get(segment) as CarriedSegment;
      const now = row.corrected_codes;
      const same = now.every((code, index) => code.id === old.correctedCodes[index]?.id);
      targets.push({
        id,
        language,
        to: row,
        codes: same ? null : ownCodes(now, old.correctedCodes, codes),
        settled: hasText || subState === 'interlinear:rejected',
      });
    }
  }
  return targets;
}

/** Copies targets as they are, versions included: the revision before keeps its own. */
export async function copyTargets(
  transaction: Tables,
  targets: CarriedTarget[],
  carried: CarriedSegment[],
): Promise<void> {
  const moved = JSON.stringify(carried.map(({ old, row }) => ({ old: old.id, own: row.id })));
  for (let at = 0; at < targets.length; at += ROWS) {
    const given = targets
      .slice(at, at + ROWS)
      .map(({ id, to, codes }) => ({ id: newId(), from: id, segment: to.id, codes }));
    await sql`INSERT INTO interlinear.translation
        (id, desk_id, segment_id, language, text, codes, state, sub_state, origin, route, score, engine, unknown_words, matches,
          confirmed_by, updated_at, match, propagated_from, terms, alignment, version)
      SELECT given.id, target.desk_id, given.segment, target.language, target.text, coalesce(given.codes, target.codes), target.state,
        target.sub_state, target.origin, target.route, target.score, target.engine, target.unknown_words, target.matches,
        target.confirmed_by, target.updated_at, target.match, coalesce(moved.own, target.propagated_from), target.terms,
        target.alignment, target.version
      FROM json_to_recordset(${JSON.stringify(given)}::json) AS given (id uuid, "from" uuid, segment uuid, codes jsonb)
      JOIN interlinear.translation AS target ON target.id = given."from"
      LEFT JOIN json_to_recordset(${moved}::json) AS moved (old uuid, own uuid) ON moved.old = target.propagated_from`.execute(
      transaction,
    );
  }
}

/** What was said of a segment is said of the one that stands for it now. */
export async function moveAnnotations(transaction: Tables, rows: ReplacingRow[]): Promise<void> {
  const moved = rows.flatMap(({ id, previous_id }) => (previous_id === null ? [] : [{ old: previous_id, own: id }]));
  if (moved.length === 0) return;
  await sql`UPDATE interlinear.annotation AS annotation SET segment_id = moved.own
    FROM json_to_recordset(${JSON.stringify(moved)}::json) AS moved (old uuid, own uuid)
    WHERE annotation.segment_id = moved.old`.execute(transaction);
}

/** Codes of a text that was written for one segment under the ids of another one, which has the same markup. */
export function ownCodes(own: InlineCode[], old: InlineCode[], written: InlineCode[]): InlineCode[] {
  const byId = new Map(old.map((code, index) => [code.id, own[index]]));
  return written.flatMap((code) => {
    const ours = byId.get(code.id);
    return ours ? [{ ...ours, at: code.at }] : [];
  });
}
