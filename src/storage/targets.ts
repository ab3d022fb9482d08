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
  const rows = targets.map((one) => ({
    ...{ id: newId(), desk_id: desk, segment_id: one.segment, language, route: one.target.route, version: 1 },
    ...valuesOf(one, now),
  }));
  const columns = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
  const insert = transaction
    .insertInto('interlinear.translation')
    .columns(columns)
    .expression(rowSet('interlinear.translation', columns, rows))
    .onConflict((conflict) =>
      conflict
        .columns(['segment_id', 'language'])
        .doUpdateSet((update) => ({
          text: update.ref('excluded.text'),
          codes: update.ref('excluded.codes'),
          sub_state: update.ref('excluded.sub_state'),
          origin: update.ref('excluded.origin'),
          route: update.ref('excluded.route'),
          score: update.ref('excluded.score'),
          engine: update.ref('excluded.engine'),
          unknown_words: update.ref('excluded.unknown_words'),
          matches: update.ref('excluded.matches'),
          match: update.ref('excluded.match'),
          terms: update.ref('excluded.terms'),
          alignment: update.ref('excluded.alignment'),
          propagated_from: update.ref('excluded.propagated_from'),
          updated_at: update.ref('excluded.updated_at'),
          version: sql`interlinear.translation.version + 1`,
        }))
        .where('interlinear.translation.state', '=', 'initial')
        .where('interlinear.translation.confirmed_by', 'is', null)
        .where(sql<boolean>`interlinear.translation.sub_state IS DISTINCT FROM 'interlinear:rejected'`)
        .where(sql<boolean>`interlinear.translation.origin IS DISTINCT FROM 'human'`)
        .where(sql<boolean>`(interlinear.translation.propagated_from IS NULL OR excluded.propagated_from IS NOT NULL)`),
    )
    .returningAll();
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
