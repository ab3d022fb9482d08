import { type Selectable, sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Target } from '../model/translation.ts';
import type { Tables } from './database.ts';
import { rowSet } from './row-set.ts';
import type { Schema } from './schema.ts';
import { recordChanges, recorded, type TargetChange } from './target-changes.ts';

/** A target on its way into the translations, with the segment that it is of. */
export interface NewTarget {
  segment: string;
  target: Target;
  /** The segment whose confirmed target it is. */
  propagatedFrom?: string;
}

/** What every writer of targets sets; the rest of a row says which it is. */
function valuesOf({ target, propagatedFrom }: NewTarget, now: Date) {
  return {
    text: target.text,
    codes: target.codes,
    state: target.state,
    sub_state: target.subState ?? null,
    origin: target.origin ?? null,
    score: target.score ?? null,
    engine: target.engine ?? null,
    unknown_words: target.unknownWords ?? [],
    matches: target.matches ?? [],
    match: target.match ?? null,
    terms: target.terms ?? null,
    alignment: target.alignment ?? null,
    confirmed_by: target.confirmedBy ?? null,
    propagated_from: propagatedFrom ?? null,
    updated_at: now,
  };
}

/** The same for a statement whose parameters they are. */
function columnsOf(one: NewTarget, now: Date) {
  const { codes, unknown_words, matches, match, terms, alignment, ...plain } = valuesOf(one, now);
  return {
    ...plain,
    codes: JSON.stringify(codes),
    unknown_words: JSON.stringify(unknown_words),
    matches: JSON.stringify(matches),
    match: match && JSON.stringify(match),
    terms: terms && JSON.stringify(terms),
    alignment: alignment && JSON.stringify(alignment),
  };
}

/** The rows of targets that no person stands behind. */
export function machineRows(desk: string, language: string, targets: NewTarget[], now: Date) {
  return targets.map((one) => ({
    ...{ id: newId(), desk_id: desk, segment_id: one.segment, language, route: one.target.route, version: 1 },
    ...valuesOf(one, now),
  }));
}

/** The columns of such a row. */
export const targetColumns = [
  ...['id', 'desk_id', 'segment_id', 'language', 'route', 'version', 'text', 'codes', 'state', 'sub_state', 'origin'],
  ...['score', 'engine', 'unknown_words', 'matches', 'match', 'terms', 'alignment', 'confirmed_by', 'propagated_from'],
  'updated_at',
];

/** What an INSERT of such rows does where a target stands already: what a person has touched is left alone. */
export const onMachineTarget = sql`
  ON CONFLICT (segment_id, language) DO UPDATE SET
    text = excluded.text, codes = excluded.codes, sub_state = excluded.sub_state, origin = excluded.origin, route = excluded.route,
    score = excluded.score, engine = excluded.engine, unknown_words = excluded.unknown_words, matches = excluded.matches,
    match = excluded.match, terms = excluded.terms, alignment = excluded.alignment, propagated_from = excluded.propagated_from,
    updated_at = excluded.updated_at, version = translation.version + 1
  WHERE translation.state = 'initial' AND translation.confirmed_by IS NULL
    AND translation.sub_state IS DISTINCT FROM 'interlinear:rejected' AND translation.origin IS DISTINCT FROM 'human'
    AND (translation.propagated_from IS NULL OR excluded.propagated_from IS NOT NULL)`;

/**
 * Stores targets that no person stands behind, and leaves alone what a person has touched: any state above `initial`, a name, a rejection,
 * a text of a person's. What was propagated from a confirmed target stays too, but for a newer propagation: a batch may have read its
 * segments long before, and what it knows is never better.
 *
 * @param change who or what made them, for their history
 * @returns the segments that have them now
 */
export async function storeTargets(
  transaction: Tables,
  desk: string,
  language: string,
  targets: NewTarget[],
  now: Date,
  change: TargetChange = { act: 'machine', actor: null },
): Promise<Set<string>> {
  if (targets.length === 0) return new Set();
  const insert = sql`INSERT INTO interlinear.translation (${sql.join(targetColumns.map((column) => sql.ref(column)))})
    ${rowSet('interlinear.translation', targetColumns, machineRows(desk, language, targets, now))} ${onMachineTarget} RETURNING *`;
  const { rows: stored } = await sql<{
    segment: string;
  }>`WITH changed AS (${insert}), recorded AS (${recorded(change, now)})
    SELECT segment_id AS segment FROM changed`.execute(transaction);
  return new Set(stored.map(({ segment }) => segment));
}

/** Stores what a person decided about a segment, whatever stands there, and adds it to its history. What memories suggested beside it stays for the record. */
export async function decideTarget(
  transaction: Tables,
  desk: string,
  language: string,
  segment: string,
  target: Target,
  now: Date,
  change: TargetChange,
): Promise<void> {
  const { text, codes, alignment, state, sub_state, origin, confirmed_by, propagated_from, updated_at, ...first } =
    columnsOf({ segment, target }, now);
  const decided = { text, codes, alignment, state, sub_state, origin, confirmed_by, propagated_from, updated_at };
  await transaction
    .insertInto('interlinear.translation')
    .values({
      id: newId(),
      desk_id: desk,
      segment_id: segment,
      language,
      route: target.route,
      ...first,
      ...decided,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['segment_id', 'language'])
        .doUpdateSet({ ...decided, version: sql`interlinear.translation.version + 1` }),
    )
    .execute();
  await recordChanges(transaction, language, [segment], change, now);
}

export type TargetRow = Selectable<Schema['interlinear.translation']>;

/** A target as it is stored, without what is absent. */
export function targetOf(row: TargetRow): Target {
  return {
    text: row.text,
    codes: row.codes,
    state: row.state,
    route: row.route,
    ...(row.sub_state ? { subState: row.sub_state } : {}),
    ...(row.origin ? { origin: row.origin } : {}),
    ...(row.score !== null ? { score: row.score } : {}),
    ...(row.match ? { match: row.match } : {}),
    ...(row.engine ? { engine: row.engine } : {}),
    ...(row.terms ? { terms: row.terms } : {}),
    ...(row.alignment ? { alignment: row.alignment } : {}),
    ...(row.unknown_words.length > 0 ? { unknownWords: row.unknown_words } : {}),
    ...(row.matches.length > 0 ? { matches: row.matches } : {}),
    ...(row.confirmed_by ? { confirmedBy: row.confirmed_by } : {}),
  };
}
