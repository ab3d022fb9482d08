import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import {
  type CutTrouble,
  cutTarget,
  cutText,
  cutTrouble,
  joinTexts,
  mergeSegments,
  splitSegment,
  targetCut,
} from '../model/segment-cut.ts';
import { recordAct } from './audit.ts';
import type { Tables } from './database.ts';
import { moveFindings, type Recut, shiftPlaces } from './segmentation-places.ts';
import {
  freePlace,
  type Held,
  type HeldSegment,
  type HeldTarget,
  holdArticle,
  putSegment,
  putTarget,
  type SegmentsBefore,
  segmentOf,
  versionsOf,
} from './segmentation-rows.ts';
import { recordChanges } from './target-changes.ts';
import { tellOfReview } from './target-events.ts';

/** Who changes the segments of an article, and from which language version they see them. */
export interface Recutting {
  article: string;
  language: string;
  segment: string;
  by: string;
  /** Whether they may undo what a reviewer approved. */
  mayReview: boolean;
}

/** A cut through a segment. */
export interface Splitting extends Recutting {
  /** The source as it was seen: places are counted in it. */
  source: string;
  /** UTF-16 offset in that text. */
  at: number;
  /** Finds the same place in the text as it came; undefined inside of what was corrected. */
  asCame(source: string, came: string, at: number): number | undefined;
  /** UTF-16 offset in the target of the language: at its ends all of it goes to one of the two. Undefined where the place is to be found. */
  targetAt?: number | undefined;
  /** The version of that target that was read. */
  version: number;
}

/** What came of it. */
export interface Resegmented {
  change: string;
  /** The segments that there are now, in their order. */
  segments: string[];
  /** Languages whose confirmed targets are open again. */
  reopened: string[];
}

/**
 * Splits a segment of the text that translations are made from, for every language of the article, with its audit row and its event. The two
 * rejoin to the exact source, and the two targets to what stood there but for white space at the cut; every target of them is a draft.
 *
 * @throws InterlinearError `segment.gone`; `segmentation.running` while machines are still at the article; `segmentation.changed` where the
 * source is another one by now; `segmentation.edge`, `segmentation.character`, `segmentation.correction` for a place that cuts nothing off, through a
 * character, or through what was corrected in the text as it came;
 * `target.changed`; `target.approved` where a reviewer's word stands and the caller is none
 */
export async function splitStored(tables: Tables, desk: string, wish: Splitting, now: Date): Promise<Resegmented> {
  return tables.transaction().execute(async (transaction) => {
    const held = await holdArticle(transaction, desk, wish, 1);
    const [row] = held.segments as [HeldSegment];
    const { source, at, segment } = wish;
    if (row.corrected !== source) throw new InterlinearError('segmentation.changed', { segment });
    refuse(cutTrouble(source, at), segment, at);
    const atAsCame = wish.asCame(source, row.text, at);
    if (atAsCame === undefined || cutTrouble(row.text, atAsCame))
      throw new InterlinearError('segmentation.correction', { segment, at });
    const sides = cutText({ text: source, codes: row.corrected_codes }, at);
    const [left, right] = splitSegment(segmentOf(row), atAsCame);
    const own = held.targets.find(({ language }) => language === wish.language);
    if ((own?.version ?? 0) !== wish.version) throw changedTarget(wish, own);
    if (wish.targetAt !== undefined) {
      const wrong = cutTrouble(own?.text ?? '', wish.targetAt);
      refuse(wrong === 'character' ? wrong : undefined, segment, wish.targetAt);
    }
    const recut: Recut = {
      ...{ revision: held.revision, document: held.document, ordinal: row.ordinal, act: 'split' },
      ...{ leftLength: left.text.length, rightStart: right.start - left.start, texts: [left.text, right.text] },
      language: row.language,
    };
    await shiftPlaces(transaction, recut);
    const other = newId();
    const stamp = { corrected_version: row.corrected_version + 1, corrected_at: now };
    await putSegment(transaction, { ...row, ...stamp }, left, sides.left);
    await putSegment(transaction, { ...row, ...stamp, id: other }, right, sides.right);
    for (const target of held.targets) {
      const { text } = target;
      const place = (target === own ? wish.targetAt : undefined) ?? targetCut({ text: source, at }, target);
      const [first, second] = text === null ? [] : cutTarget({ text, codes: target.codes }, place, sides);
      await putTarget(transaction, draftOf(target), row.id, first, now);
      await putTarget(transaction, draftOf(target), other, second, now);
    }
    return finish(transaction, desk, wish, held, recut, [row.id, other], [], now);
  });
}

/**
 * Makes one segment of one and the next of its block, for every language of the article; comments of the second go over to the first. What
 * was split and is merged again reads as before.
 *
 * @param wish.next the segment that was seen behind it
 * @throws InterlinearError as splitStored, and `segmentation.block` where the next one is of another block, `segmentation.left-out` where one
 * of the two is left out of translations
 */
export async function mergeStored(
  tables: Tables,
  desk: string,
  wish: Recutting & { next: string },
  now: Date,
): Promise<Resegmented> {
  return tables.transaction().execute(async (transaction) => {
    const held = await holdArticle(transaction, desk, wish, 2);
    const [first, second] = held.segments as [HeldSegment, HeldSegment | undefined];
    const { segment, next } = wish;
    if (!second || second.block !== first.block) throw new InterlinearError('segmentation.block', { segment });
    if (second.id !== next) throw new InterlinearError('segmentation.changed', { segment });
    if (first.corrected === null || second.corrected === null)
      throw new InterlinearError('segmentation.left-out', { segment });
    const between = first.after + second.before;
    const merged = mergeSegments(segmentOf(first), segmentOf(second));
    const corrected = joinTexts({
      left: { text: first.corrected, codes: first.corrected_codes },
      right: { text: second.corrected, codes: second.corrected_codes },
      between,
    });
    const recut: Recut = {
      ...{ revision: held.revision, document: held.document, ordinal: first.ordinal, act: 'merge' },
      ...{ leftLength: first.text.length, rightStart: first.text.length + between.length, texts: [merged.text] },
      language: first.language,
    };
    const place = await freePlace(transaction, held.revision);
    // The second one keeps its history and its comments, out of the way; its text is in the first one.
    await sql`UPDATE interlinear.segment SET document = 'merged', ordinal = ${place}::integer WHERE id = ${second.id}`.execute(
      transaction,
    );
    await shiftPlaces(transaction, recut);
    const stamp = { corrected_version: first.corrected_version + 1, corrected_at: now };
    await putSegment(transaction, { ...first, ...stamp }, merged, corrected);
    const of = (id: string, language: string) =>
      held.targets.find((target) => target.segment_id === id && target.language === language);
    for (const language of new Set(held.targets.map((target) => target.language))) {
      const [left, right] = [of(first.id, language), of(second.id, language)];
      const [a, b] = [left?.text ?? null, right?.text ?? null];
      const text =
        a !== null && b !== null
          ? joinTexts({
              left: { text: a, codes: left?.codes ?? [] },
              right: { text: b, codes: right?.codes ?? [] },
              between: between || ' ',
            })
          : a !== null
            ? { text: a, codes: left?.codes ?? [] }
            : b !== null
              ? { text: b, codes: right?.codes ?? [] }
              : undefined;
      const sameMachine = left?.origin === 'mt' && right?.origin === 'mt' && left.engine === right.engine;
      const basis = (left?.text != null ? left : (right ?? left)) as HeldTarget;
      const origin = b === null || a === null || sameMachine ? basis.origin : 'human';
      await putTarget(transaction, draftOf({ ...basis, origin }), first.id, text, now);
    }
    const comments = await transaction
      .updateTable('interlinear.annotation')
      .set({ segment_id: first.id })
      .where('segment_id', '=', second.id)
      .returning('id')
      .execute();
    const moved = comments.map(({ id }) => id);
    return finish(transaction, desk, wish, held, recut, [first.id, second.id], moved, now);
  });
}

/** What is left of a target whose segment is another one: nobody stands behind it, and what was said of the whole holds no more. */
function draftOf(target: HeldTarget): HeldTarget {
  const machine = target.origin === 'mt';
  return {
    ...target,
    state: 'initial',
    sub_state: machine || target.sub_state === 'interlinear:rejected' ? target.sub_state : null,
    origin: target.origin === null ? null : machine ? 'mt' : 'human',
    confirmed_by: null,
    propagated_from: null,
    ...{ score: null, match: null, matches: [], terms: null, alignment: null },
  };
}

/** Findings, history, what it takes to undo it, the audit row and the event. */
async function finish(
  transaction: Tables,
  desk: string,
  { article, by, mayReview, segment }: Recutting,
  held: Held,
  recut: Recut,
  pair: [string, string],
  annotations: string[],
  now: Date,
): Promise<Resegmented> {
  const approved = held.targets.find(({ state }) => state === 'reviewed' || state === 'final');
  if (approved && !mayReview) throw new InterlinearError('target.approved', { segment, state: approved.state });
  await moveFindings(transaction, recut);
  const { act } = recut;
  const segments = act === 'split' ? pair : [pair[0]];
  const languages = [...new Set(held.targets.map(({ language }) => language))].sort();
  for (const language of languages) await recordChanges(transaction, language, segments, { act, actor: by }, now);
  const change = newId();
  const before: SegmentsBefore = {
    segments: held.segments.slice(0, act === 'split' ? 1 : 2),
    ...{ targets: held.targets, beads: held.beads, annotations },
  };
  await transaction
    .insertInto('interlinear.segmentation_change')
    .values({
      ...{ id: change, desk_id: desk, revision_id: held.revision, act, segment_id: pair[0], other_id: pair[1] },
      ...{ before: JSON.stringify(before), versions: JSON.stringify(await versionsOf(transaction, pair)) },
      ...{ actor: by, at: now, undone_by: null, undone_at: null },
    })
    .execute();
  const said = { ordinal: recut.ordinal, segments };
  const made = { act: `segment.${act}`, subject: pair[0], before: { text: held.segments[0]?.text }, after: said };
  await recordAct(transaction, desk, made, { actor: by, now });
  const data = { segment: pair[0], act, actor: by };
  await tellOfReview(transaction, desk, article, [{ kind: 'segments.changed', data }], now);
  const reopened = held.targets.filter(({ state }) => state !== 'initial').map(({ language }) => language);
  return { change, segments, reopened: [...new Set(reopened)].sort() };
}

function refuse(trouble: CutTrouble | undefined, segment: string, at: number): void {
  if (trouble === 'edge') throw new InterlinearError('segmentation.edge', { segment, at });
  if (trouble === 'character') throw new InterlinearError('segmentation.character', { segment, at });
}

function changedTarget({ segment }: Recutting, own: HeldTarget | undefined): InterlinearError {
  const current = own?.text ?? '';
  return new InterlinearError('target.changed', { segment, version: own?.version ?? 0, current, yours: current });
}
