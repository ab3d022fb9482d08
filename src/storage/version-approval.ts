import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { InlineCode } from '../model/article.ts';
import { InterlinearError } from '../model/errors.ts';
import type { PlacedFinding } from '../model/finding.ts';
import { isOnlyHelp } from '../model/translation.ts';
import { insertAnnotation } from './annotation-rows.ts';
import { inTheWay, reviewStepsOf } from './approval.ts';
import type { SegmentRow } from './article-segments.ts';
import { confirmWithin } from './confirmations.ts';
import type { Tables } from './database.ts';
import { ownMemory } from './memories.ts';
import type { TextMeasure } from './memory-units.ts';
import { recordChanges } from './target-changes.ts';
import { tellOfTargets } from './target-events.ts';

/** A whole language version on its way to `reviewed` or `final`. */
export interface VersionApproval {
  article: string;
  language: string;
  state: 'reviewed' | 'final';
  by: string;
  /** Every segment as it was read, with the findings that nobody dismissed. */
  rows: { row: SegmentRow; open: PlacedFinding[] }[];
  acknowledge: boolean;
  override?: string;
}

/** A segment that cannot be approved, and why. */
export interface Obstacle {
  row: SegmentRow;
  trouble: InterlinearError;
}

/**
 * What stands in the way of approving a language version: `review.no-text` {segment}, `review.only-help` {segment} for a rejected target or a
 * match that translates another sentence, `review.unconfirmed` {segment} for what no person has touched (until it is acknowledged), and what
 * `inTheWay` says of `final`.
 */
export function obstacles({ rows, state, by, acknowledge, override }: VersionApproval, steps: number): Obstacle[] {
  return rows.flatMap(({ row, open }) => {
    const { target, id: segment } = row;
    const blocked = (trouble: InterlinearError) => [{ row, trouble }];
    if (!target || target.text === null) return blocked(new InterlinearError('review.no-text', { segment }));
    if (target.state === 'final' || target.state === state) return [];
    if (isOnlyHelp(target)) return blocked(new InterlinearError('review.only-help', { segment }));
    if (target.state === 'initial' && !byRule(row) && !acknowledge)
      return blocked(new InterlinearError('review.unconfirmed', { segment }));
    if (state === 'reviewed') return [];
    const before = { state: target.state, confirmed_by: target.confirmedBy ?? null };
    const approval = { segment, by, open, acknowledge, override: override !== undefined };
    const trouble = inTheWay(approval, steps, before, true);
    return trouble ? blocked(trouble) : [];
  });
}

/** What a rule of the desk settles needs nobody's eyes: bylines and the like. */
function byRule({ target }: SegmentRow): boolean {
  return target?.subState === 'interlinear:kept' || target?.subState === 'interlinear:localised';
}

/**
 * Approves all of a language version, or nothing of it where something stands in the way; in one transaction with history, audit rows and
 * events. What nobody had confirmed enters the memory.
 *
 * @throws InterlinearError `review.moved` where somebody wrote in it since it was read
 */
export async function approveVersion(
  tables: Tables,
  desk: string,
  approval: VersionApproval,
  measure: TextMeasure,
  now: Date,
): Promise<{ approved: number; obstacles: Obstacle[] }> {
  const { article, language, state, by, rows, override } = approval;
  const memory = await ownMemory(tables, desk, now);
  return tables.transaction().execute(async (transaction) => {
    const found = obstacles(approval, await reviewStepsOf(transaction, desk));
    if (found.length > 0) return { approved: 0, obstacles: found };
    const due = rows.flatMap(({ row, open }) =>
      row.target?.text != null && row.target.state !== 'final' && row.target.state !== state
        ? [{ row, open, text: row.target.text, target: row.target }]
        : [],
    );
    if (due.length === 0) return { approved: 0, obstacles: [] };
    const ids = due.map(({ row }) => row.id);
    // As in every edit: a newer revision that is being read takes over what is approved here, or this comes too late.
    const current = await transaction
      .selectFrom('interlinear.revision as revision')
      .select('revision.id')
      .where('revision.current', '=', true)
      .where('revision.id', 'in', (segments) =>
        segments
          .selectFrom('interlinear.segment')
          .select('revision_id')
          .where('id', '=', ids[0] as string),
      )
      .forShare('revision')
      .executeTakeFirst();
    if (!current) throw new InterlinearError('review.moved', { id: article, language });
    const held = await transaction
      .selectFrom('interlinear.translation')
      .select(['segment_id as segment', 'version', 'engine'])
      .where('desk_id', '=', desk)
      .where('language', '=', language)
      .where('segment_id', 'in', ids)
      .orderBy('segment_id')
      .forUpdate()
      .execute();
    const versions = new Map(held.map((one) => [one.segment, one]));
    if (due.some(({ row, target }) => versions.get(row.id)?.version !== target.version))
      throw new InterlinearError('review.moved', { id: article, language });
    const reason = override === undefined ? {} : { reason: override };
    const confirmed = due.filter(({ target }) => target.state !== 'initial').map(({ row }) => row.id);
    if (confirmed.length > 0)
      await transaction
        .updateTable('interlinear.translation')
        .set({ state, sub_state: null, confirmed_by: by, updated_at: now, version: sql`version + 1` })
        .where('language', '=', language)
        .where('segment_id', 'in', confirmed)
        .execute();
    const act = state === 'final' ? ('finalize' as const) : ('review' as const);
    await recordChanges(transaction, language, confirmed, { act, actor: by, ...reason }, now);
    for (const { row, text, target } of due) {
      if (target.state !== 'initial') continue;
      const codes: InlineCode[] = target.codes;
      const confirmation = { segment: row.id, language, text, codes, state, by, alone: true, ...reason };
      await confirmWithin(transaction, desk, memory, confirmation, row.language, measure, now);
    }
    if (override !== undefined)
      for (const { row, open, text, target } of due)
        if (open.some(({ severity }) => severity === 'error')) {
          const about = { text, version: target.version, engine: versions.get(row.id)?.engine ?? null };
          const said = { article, segment: row.id, language, kind: 'override' as const, text: override, target: about };
          await insertAnnotation(transaction, desk, said, { actor: by, now });
        }
    const after = JSON.stringify({ language, state, segments: ids.length, ...reason });
    await transaction
      .insertInto('interlinear.audit')
      .values({
        id: newId(),
        desk_id: desk,
        actor: by,
        act: 'language.approve',
        subject: article,
        after,
        at: now,
        before: null,
      })
      .execute();
    await tellOfTargets(transaction, desk, article, language, ids, by, now);
    return { approved: ids.length, obstacles: [] };
  });
}
