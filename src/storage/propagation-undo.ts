import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Tables } from './database.ts';
import { recordChanges, targetBefore } from './target-changes.ts';
import { tellOfTargets } from './target-events.ts';

/** A target that nobody has made yet. */
const empty = {
  text: null,
  state: 'initial' as const,
  sub_state: null,
  origin: null,
  score: null,
  engine: null,
  confirmed_by: null,
};

/**
 * Takes back what the confirmation of a segment filled into its repetitions, with its audit row: each becomes what it was before, one that
 * had no target has none (its row stays, with a version of its own). Repetitions that somebody has touched since stay as they are.
 *
 * @returns the repetitions that are as they were
 */
export async function undoPropagation(
  tables: Tables,
  desk: string,
  { article, segment, language }: { article: string; segment: string; language: string },
  { actor, now }: { actor: string; now: Date },
): Promise<string[]> {
  return tables.transaction().execute(async (transaction) => {
    const filled = await transaction
      .selectFrom('interlinear.translation')
      .select(['id', 'segment_id as segment', 'route'])
      .where('desk_id', '=', desk)
      .where('language', '=', language)
      .where('propagated_from', '=', segment)
      .where('state', '=', 'initial')
      .orderBy('segment_id')
      .forUpdate()
      .execute();
    const restored: string[] = [];
    for (const one of filled) {
      // Filled by this segment more than once, it becomes what it was before the first time.
      const before = await targetBefore(transaction, one.segment, language, segment);
      const { text, state, sub_state, origin, score, engine, route, confirmed_by } = before ?? {
        ...empty,
        route: one.route,
      };
      const json = (value: object | null | undefined) => (value ? JSON.stringify(value) : null);
      await transaction
        .updateTable('interlinear.translation')
        .set({
          ...{ text, state, sub_state, origin, score, engine, route, confirmed_by },
          propagated_from: before?.propagated_from ?? null,
          codes: JSON.stringify(before?.codes ?? []),
          unknown_words: JSON.stringify(before?.unknown_words ?? []),
          matches: JSON.stringify(before?.matches ?? []),
          match: json(before?.match),
          terms: json(before?.terms),
          alignment: json(before?.alignment),
          updated_at: now,
          version: sql`version + 1`,
        })
        .where('id', '=', one.id)
        .execute();
      restored.push(one.segment);
    }
    await recordChanges(transaction, language, restored, { act: 'undo', actor }, now);
    if (restored.length > 0) {
      const after = JSON.stringify({ language, segments: restored });
      const act = 'propagation.undo';
      await transaction
        .insertInto('interlinear.audit')
        .values({ id: newId(), desk_id: desk, actor, act, subject: segment, before: null, after, at: now })
        .execute();
    }
    await tellOfTargets(transaction, desk, article, language, restored, actor, now);
    return restored;
  });
}
