import { type RawBuilder, sql } from 'kysely';
import type { InlineCode } from '../model/article.ts';
import type { TargetAct } from '../model/review.ts';
import type { SegmentState } from '../model/translation.ts';
import type { Tables } from './database.ts';
import type { ChangedTarget } from './schema/review.ts';

/** Who changed a target, and how. */
export interface TargetChange {
  act: TargetAct;
  /** As the audit log names them; null for machines and memories. */
  actor: string | null;
  reason?: string;
  /** How long they worked on it, where that is known. */
  milliseconds?: number;
}

/** Adds targets as they are now to their history, in the transaction that changed them. */
export async function recordChanges(
  transaction: Tables,
  language: string,
  segments: string[],
  change: TargetChange,
  now: Date,
): Promise<void> {
  if (segments.length === 0) return;
  await sql`WITH changed AS (SELECT * FROM interlinear.translation WHERE language = ${language} AND segment_id = ANY (${segments}::uuid[]))
    ${recorded(change, now)}`.execute(transaction);
}

/** An INSERT that adds the targets that a statement calls `changed`, as they are in it, to their history. */
export function recorded({ act, actor, reason, milliseconds }: TargetChange, now: Date): RawBuilder<unknown> {
  return sql`INSERT INTO interlinear.target_change
      (desk_id, segment_id, language, version, act, actor, reason, milliseconds, target, at)
    SELECT desk_id, segment_id, language, version, ${act}::text, ${actor}::text, ${reason ?? null}::text, ${milliseconds ?? null}::integer,
      to_jsonb(changed) - ARRAY['id', 'desk_id', 'segment_id', 'language', 'updated_at'], ${now}::timestamptz
    FROM changed ORDER BY segment_id`;
}

/** A change of a target as people read it. */
export interface RecordedChange {
  version: number;
  act: TargetAct;
  actor: string | null;
  reason: string | null;
  milliseconds: number | null;
  at: Date;
  text: string | null;
  codes: InlineCode[];
  state: SegmentState;
  subState: string | null;
  origin: string | null;
  engine: string | null;
  score: number | null;
  route: string;
  propagatedFrom: string | null;
}

/** The history of a target, the newest change first, through all revisions in which its text was the same. */
export async function targetHistory(
  tables: Tables,
  desk: string,
  segment: string,
  language: string,
  { before, limit }: { before?: number; limit: number },
): Promise<(RecordedChange & { seq: number })[]> {
  let query = tables
    .selectFrom('interlinear.target_change')
    .select(['seq', 'version', 'act', 'actor', 'reason', 'milliseconds', 'at', 'target'])
    .where('desk_id', '=', desk)
    .where(sql<boolean>`segment_id IN (
      WITH RECURSIVE same AS (
        SELECT id, previous_id, text, language FROM interlinear.segment WHERE id = ${segment}::uuid
        UNION ALL
        SELECT before.id, before.previous_id, before.text, before.language FROM interlinear.segment AS before
        JOIN same ON same.previous_id = before.id AND same.text = before.text AND same.language = before.language)
      SELECT id FROM same)`)
    .where('language', '=', language)
    .orderBy('seq', 'desc')
    .limit(limit);
  if (before !== undefined) query = query.where('seq', '<', before);
  return (await query.execute()).map(({ target, seq, ...change }) => ({
    ...change,
    seq: Number(seq),
    text: target.text,
    codes: target.codes,
    state: target.state,
    subState: target.sub_state,
    origin: target.origin,
    engine: target.engine,
    score: target.score,
    route: target.route,
    propagatedFrom: target.propagated_from,
  }));
}

/** A target as it was before it was filled from another segment; undefined where there was none. */
export async function targetBefore(
  transaction: Tables,
  segment: string,
  language: string,
  filledFrom: string,
): Promise<ChangedTarget | undefined> {
  const row = await transaction
    .selectFrom('interlinear.target_change')
    .select('target')
    .where('segment_id', '=', segment)
    .where('language', '=', language)
    .where(sql<boolean>`target ->> 'propagated_from' IS DISTINCT FROM ${filledFrom}`)
    .orderBy('seq', 'desc')
    .executeTakeFirst();
  return row?.target;
}
