import { sql } from 'kysely';
import { InterlinearError } from '../model/errors.ts';
import { recordAct } from './audit.ts';
import type { Tables } from './database.ts';
import type { Recutting, Resegmented } from './segmentation.ts';
import { moveFindings, type Recut, shiftPlaces } from './segmentation-places.ts';
import {
  freePlace,
  type Held,
  holdArticle,
  putSegment,
  putTarget,
  type SegmentsBefore,
  segmentOf,
  versionsOf,
} from './segmentation-rows.ts';
import { recordChanges } from './target-changes.ts';
import { tellOfReview } from './target-events.ts';

/**
 * Takes back the last split or merge of an article: segments and targets are what they were, each target with a version of its own. Only where
 * nobody has touched them since, and only the last one: what came later was made of what it left.
 *
 * @throws InterlinearError `segment.gone`; `segmentation.running`; `segmentation.no-change` {segment} where the segment is not that of the last change; `segmentation.touched`
 * {segment}; `target.approved` as a split
 */
export async function undoResegmentation(
  tables: Tables,
  desk: string,
  wish: Recutting,
  now: Date,
): Promise<Omit<Resegmented, 'change' | 'reopened'>> {
  return tables.transaction().execute(async (transaction) => {
    const held = await holdArticle(transaction, desk, wish, 2);
    const [first, second] = held.segments;
    const last = await transaction
      .selectFrom('interlinear.segmentation_change')
      .selectAll()
      .where('revision_id', '=', held.revision)
      .where('undone_at', 'is', null)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    const { segment, by, mayReview } = wish;
    if (!first || !last || last.segment_id !== segment)
      throw new InterlinearError('segmentation.no-change', { segment });
    const was = last.before as SegmentsBefore;
    const pair = [last.segment_id, last.other_id];
    const versions = await versionsOf(transaction, pair);
    const same = (a: Record<string, number>) => JSON.stringify(Object.entries(a).sort());
    const corrected = (was.segments[0]?.corrected_version ?? 0) + 1;
    const split = last.act === 'split';
    const untouched = first.corrected_version === corrected && (!split || second?.id === last.other_id);
    if (!untouched || same(versions) !== same(last.versions))
      throw new InterlinearError('segmentation.touched', { segment });
    const { segments, targets, annotations } = was;
    const approved = targets.find(({ state }) => state === 'reviewed' || state === 'final');
    if (approved && !mayReview) throw new InterlinearError('target.approved', { segment, state: approved.state });

    const recut = backwards(held, last.act, segments);
    if (split) {
      const place = await freePlace(transaction, held.revision);
      await sql`UPDATE interlinear.segment SET document = 'merged', ordinal = ${place}::integer WHERE id = ${last.other_id}`.execute(
        transaction,
      );
      await transaction
        .updateTable('interlinear.annotation')
        .set({ segment_id: segment })
        .where('segment_id', '=', last.other_id)
        .execute();
    }
    await shiftPlaces(transaction, recut);
    for (const [index, row] of segments.entries())
      await putSegment(
        transaction,
        { ...row, corrected_version: corrected + 1, corrected_at: now },
        { ...segmentOf(row), ordinal: recut.ordinal + index },
        { text: row.corrected ?? '', codes: row.corrected_codes },
      );
    const ids = segments.map(({ id }) => id);
    const languages = new Set([...held.targets, ...targets].map(({ language }) => language));
    for (const id of ids)
      for (const language of languages) {
        const old = targets.find((target) => target.segment_id === id && target.language === language);
        const is = held.targets.find((target) => target.segment_id === id && target.language === language);
        const basis = old ?? is;
        if (!basis) continue;
        const text = old && old.text !== null ? { text: old.text, codes: old.codes } : undefined;
        await putTarget(transaction, basis, id, text, now);
      }
    if (annotations.length > 0)
      await transaction
        .updateTable('interlinear.annotation')
        .set({ segment_id: last.other_id })
        .where('id', 'in', annotations)
        .execute();
    await moveFindings(transaction, recut);
    if (was.beads)
      await transaction
        .updateTable('interlinear.revision')
        .set({ beads: JSON.stringify(was.beads) })
        .where('id', '=', held.revision)
        .execute();
    for (const language of languages) await recordChanges(transaction, language, ids, { act: 'undo', actor: by }, now);
    await transaction
      .updateTable('interlinear.segmentation_change')
      .set({ undone_at: now, undone_by: by })
      .where('id', '=', last.id)
      .execute();
    const undone = { act: 'segment.undo', subject: segment, before: { act: last.act }, after: { segments: ids } };
    await recordAct(transaction, desk, undone, { actor: by, now });
    const data = { segment, act: 'undo' as const, actor: by };
    await tellOfReview(transaction, desk, wish.article, [{ kind: 'segments.changed', data }], now);
    return { segments: ids };
  });
}

/** The opposite of a change, for the places of everything else. */
function backwards(
  { revision, document, segments: [first] }: Held,
  act: 'split' | 'merge',
  before: Held['segments'],
): Recut {
  const [left, right] = before;
  const texts = before.map(({ text }) => text);
  const base = { revision, document, ordinal: first?.ordinal ?? 0, texts, language: first?.language ?? 'und' };
  if (act === 'merge') {
    const leftLength = left?.text.length ?? 0;
    const rightStart = (right?.start_offset ?? 0) - (left?.start_offset ?? 0);
    return { ...base, act: 'split', leftLength, rightStart };
  }
  const leftLength = first?.text.length ?? 0;
  return { ...base, act: 'merge', leftLength, rightStart: leftLength + (first?.after.length ?? 0) };
}
