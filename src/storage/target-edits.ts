import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { InlineCode } from '../model/article.ts';
import { type ErrorParameters, InterlinearError } from '../model/errors.ts';
import type { PlacedFinding } from '../model/finding.ts';
import type { MqmReviewCategory, MqmSeverity } from '../model/review.ts';
import type { SegmentState } from '../model/translation.ts';
import { insertAnnotation } from './annotation-rows.ts';
import { inTheWay, reviewStepsOf } from './approval.ts';
import { type Confirmed, confirmWithin } from './confirmations.ts';
import type { Tables } from './database.ts';
import { ownMemory } from './memories.ts';
import type { TextMeasure } from './memory-units.ts';
import { tellOfTargets } from './target-events.ts';
import { decideTarget } from './targets.ts';

/** What a person makes of one target. */
export interface TargetEdit {
  article: string;
  segment: string;
  language: string;
  text: string;
  codes: InlineCode[];
  /** `initial` is a draft, or a rejection. */
  state: SegmentState;
  /** Why it is none, where it is rejected. */
  rejection?: Rejection;
  by: string;
  /** The version that was read; 0 where there was no target. */
  version: number;
  /** Whether they may undo what a reviewer approved. */
  mayReview: boolean;
  /** What the checks find in the segment now, and those of them that nobody dismissed. */
  findings: PlacedFinding[];
  open: PlacedFinding[];
  /** Warnings were seen. */
  acknowledge: boolean;
  /** Why errors are let pass. */
  override?: string;
  /** How long they worked on it, where that is known. */
  milliseconds?: number;
  /** For the history of a draft that came about otherwise than by typing, with what was done. */
  act?: 'replace';
  reason?: string;
}

/** Why a target is no translation of its segment. */
export interface Rejection {
  reason: string;
  /** Of the MQM typology. */
  category: MqmReviewCategory;
  severity: MqmSeverity;
}

/** What came of it. */
export interface Edited extends Omit<Confirmed, 'propagatedTo'> {
  version: number;
}

/**
 * Stores what a person wrote, all in one transaction: the target with a new version, the audit row, the segment's findings, and for a
 * confirmed one what confirming brings with it (see confirmTarget).
 *
 * @throws InterlinearError `segment.gone`; `target.changed` {segment, version, current, yours} where somebody changed the target after it was
 * read; `target.approved` {segment, state} where a reviewer's word stands and the caller is none; `review.*` where something stands in the way
 * of `final` (see inTheWay)
 */
export async function editTarget(
  tables: Tables,
  desk: string,
  edit: TargetEdit,
  measure: TextMeasure,
  now: Date,
): Promise<Edited> {
  const { segment, language, text, codes, state, by } = edit;
  const memory = state === 'initial' ? undefined : await ownMemory(tables, desk, now);
  return tables.transaction().execute(async (transaction) => {
    const held = await holdSegment(transaction, desk, edit);
    if (!held) throw new InterlinearError('segment.gone', { segment });
    const before = await transaction
      .selectFrom('interlinear.translation')
      .select(['text', 'codes', 'state', 'route', 'version', 'engine', 'confirmed_by'])
      .where('segment_id', '=', segment)
      .where('language', '=', language)
      .forUpdate()
      .executeTakeFirst();
    if ((before?.version ?? 0) !== edit.version) throw changed(edit, before);
    if (before && ['reviewed', 'final'].includes(before.state) && !edit.mayReview)
      throw new InterlinearError('target.approved', { segment, state: before.state });
    if (state === 'final') {
      const same = before?.text === text && JSON.stringify(before.codes) === JSON.stringify(codes);
      const { open, acknowledge, override } = edit;
      const approval = { segment, by, open, acknowledge, override: override !== undefined };
      const trouble = inTheWay(approval, await reviewStepsOf(transaction, desk), before ?? null, same);
      if (trouble) throw trouble;
    }
    const { rejection, override, milliseconds } = edit;
    const reason = rejection?.reason ?? override ?? edit.reason;
    const known = {
      ...(reason !== undefined ? { reason } : {}),
      ...(milliseconds !== undefined ? { milliseconds } : {}),
    };
    let propagatedTo: string[] = [];
    if (memory === undefined || state === 'initial') {
      const route = before?.route ?? `${held.language}>${language}`;
      const subState = rejection ? { subState: 'interlinear:rejected' as const } : {};
      await decideTarget(
        transaction,
        desk,
        language,
        segment,
        { text, codes, state, origin: 'human', route, ...subState },
        now,
        { act: rejection ? 'reject' : (edit.act ?? 'edit'), actor: by, ...known },
      );
      const audit = {
        act: rejection ? 'target.reject' : 'target.edit',
        before: before ? JSON.stringify({ text: before.text, state: before.state }) : null,
        after: JSON.stringify({ text, state, language, ...rejection }),
      };
      await transaction
        .insertInto('interlinear.audit')
        .values({ id: newId(), desk_id: desk, actor: by, subject: segment, at: now, ...audit })
        .execute();
    } else {
      const confirmation = { segment, language, text, codes, state, by, ...known };
      ({ propagatedTo } = await confirmWithin(transaction, desk, memory, confirmation, held.language, measure, now));
    }
    if (rejection || override !== undefined) {
      const target = { text: before?.text ?? text, version: before?.version ?? 0, engine: before?.engine ?? null };
      const said = rejection
        ? {
            kind: 'rejection' as const,
            text: rejection.reason,
            category: rejection.category,
            severity: rejection.severity,
          }
        : { kind: 'override' as const, text: override as string };
      const about = { article: edit.article, segment, language, target };
      await insertAnnotation(transaction, desk, { ...about, ...said }, { actor: by, now });
    }
    // Its place may be another one since the checks were run: somebody split a segment before it.
    const findings = edit.findings.map((finding) => ({ ...finding, segment: held.ordinal }));
    await replaceFindings(transaction, held.revision, language, held.ordinal, findings);
    const after = await transaction
      .selectFrom('interlinear.translation')
      .select('version')
      .where('segment_id', '=', segment)
      .where('language', '=', language)
      .executeTakeFirstOrThrow();
    await tellOfTargets(transaction, desk, edit.article, language, [segment, ...propagatedTo], by, now);
    return { propagated: propagatedTo.length, version: after.version };
  });
}

/** Two people who write the same segment come one after the other, also where it has no target yet. */
async function holdSegment(transaction: Tables, desk: string, { article, segment, language }: TargetEdit) {
  return (
    transaction
      .selectFrom('interlinear.segment as segment')
      .innerJoin('interlinear.revision as revision', 'revision.id', 'segment.revision_id')
      .innerJoin('interlinear.article_language as version', 'version.revision_id', 'revision.id')
      .select(['segment.ordinal', 'segment.language', 'revision.id as revision'])
      .where('segment.desk_id', '=', desk)
      .where('segment.id', '=', segment)
      .where('revision.article_id', '=', article)
      // A newer revision that is being read waits until this is written; where it was first, the segment is gone.
      .where('revision.current', '=', true)
      .where('version.language', '=', language)
      .where('version.kind', '=', 'target')
      // What is translated is the source where there is one.
      .where(sql<boolean>`segment.document = CASE WHEN revision.source IS NULL THEN 'delivered' ELSE 'source' END`)
      .forNoKeyUpdate('segment')
      .forShare('revision')
      .executeTakeFirst()
  );
}

/** Both texts, so that whoever was late can put them together. */
function changed(
  { segment, text }: TargetEdit,
  before: { text: string | null; version: number } | undefined,
): InterlinearError {
  const parameters: ErrorParameters = {
    segment,
    version: before?.version ?? 0,
    current: before?.text ?? '',
    yours: text,
  };
  return new InterlinearError('target.changed', parameters);
}

/** The findings of a version, those of one segment replaced. */
export async function replaceFindings(
  transaction: Tables,
  revision: string,
  language: string,
  segment: number,
  findings: PlacedFinding[],
): Promise<void> {
  const version = await transaction
    .selectFrom('interlinear.article_language')
    .select(['id', 'findings'])
    .where('revision_id', '=', revision)
    .where('language', '=', language)
    .forUpdate()
    .executeTakeFirst();
  // While the machine is still at it, its checks come last anyway.
  if (!version?.findings) return;
  const others = version.findings.filter((finding) => finding.segment !== segment);
  const all = [...others, ...findings].sort((a, b) => a.segment - b.segment);
  await transaction
    .updateTable('interlinear.article_language')
    .set({ findings: JSON.stringify(all) })
    .where('id', '=', version.id)
    .execute();
}
