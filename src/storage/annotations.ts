import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { AnnotationKind, MqmSeverity } from '../model/review.ts';
import { insertAnnotation } from './annotation-rows.ts';
import type { Tables } from './database.ts';
import type { EventKind } from './event.ts';
import { tellOfReview } from './target-events.ts';

/** What somebody said of an article or of a segment of it. */
export interface StoredAnnotation {
  id: string;
  segment: string | null;
  /** Of the segment in its document. */
  ordinal: number | null;
  language: string | null;
  kind: AnnotationKind;
  text: string;
  category: string | null;
  severity: MqmSeverity | null;
  targetText: string | null;
  targetVersion: number | null;
  engine: string | null;
  actor: string;
  at: Date;
  resolvedBy: string | null;
  resolvedAt: Date | null;
}

/** Which ones somebody wants; what is absent does not matter. */
export interface AnnotationFilter {
  segment?: string;
  language?: string;
  kind?: AnnotationKind;
  resolved?: boolean;
}

/** Comments of a segment that are still open, and all of them. */
export interface CommentCounts {
  open: number;
  all: number;
}

interface By {
  actor: string;
  now: Date;
}

/** The annotations of an article behind a place, the oldest first; one row more than asked for. */
export async function listAnnotations(
  tables: Tables,
  desk: string,
  article: string,
  { segment, language, kind, resolved }: AnnotationFilter,
  { after, limit }: { after?: string; limit: number },
): Promise<StoredAnnotation[]> {
  let query = annotations(tables, desk, article)
    .orderBy('annotation.id')
    .limit(limit + 1);
  if (segment !== undefined) query = query.where('annotation.segment_id', '=', segment);
  if (language !== undefined)
    query = query.where((row) =>
      row.or([row('annotation.language', '=', language), row('annotation.language', 'is', null)]),
    );
  if (kind !== undefined) query = query.where('annotation.kind', '=', kind);
  if (resolved !== undefined) query = query.where('annotation.resolved_at', resolved ? 'is not' : 'is', null);
  if (after !== undefined) query = query.where('annotation.id', '>', after);
  return query.execute();
}

/** The comments on the segments of an article that concern a language, by segment. */
export async function commentCounts(
  tables: Tables,
  desk: string,
  article: string,
  language: string,
): Promise<Map<string, CommentCounts>> {
  const rows = await tables
    .selectFrom('interlinear.annotation')
    .select('segment_id as segment')
    .select([sql<string>`count(*)`.as('all'), sql<string>`count(*) FILTER (WHERE resolved_at IS NULL)`.as('open')])
    .where('desk_id', '=', desk)
    .where('article_id', '=', article)
    .where('kind', '=', 'comment')
    .where('segment_id', 'is not', null)
    .where((row) => row.or([row('language', '=', language), row('language', 'is', null)]))
    .groupBy('segment_id')
    .execute();
  return new Map(rows.map(({ segment, all, open }) => [segment as string, { all: Number(all), open: Number(open) }]));
}

/**
 * Writes a comment on an article, on a language version of it, or on a segment, with its audit row and its event.
 *
 * @throws InterlinearError `not-found.article`; `segment.gone` {segment} for a segment that is none of the article's; `comment.empty`
 */
export async function addComment(
  tables: Tables,
  desk: string,
  comment: { article: string; segment?: string | undefined; language?: string | undefined; text: string },
  by: By,
): Promise<StoredAnnotation> {
  const { article, segment, language } = comment;
  const text = comment.text.trim();
  if (text === '') throw new InterlinearError('comment.empty');
  return tables.transaction().execute(async (transaction) => {
    const found = await transaction
      .selectFrom('interlinear.article')
      .select('id')
      .where('desk_id', '=', desk)
      .where('id', '=', article)
      .executeTakeFirst();
    if (!found) throw new InterlinearError('not-found.article', { article });
    const about = segment === undefined ? undefined : await targetOf(transaction, article, segment, language);
    const written = { article, segment, language, kind: 'comment' as const, text, target: about };
    const id = await insertAnnotation(transaction, desk, written, by);
    await record(transaction, desk, { act: 'comment.add', subject: id, before: null, after: { text } }, by);
    await tell(
      transaction,
      desk,
      article,
      'comment.added',
      { id, segment: segment ?? null, language: language ?? null },
      by,
    );
    return one(transaction, desk, article, id);
  });
}

/** Resolves a comment, or opens it again. @throws InterlinearError `not-found.comment` {id} */
export async function resolveComment(
  tables: Tables,
  desk: string,
  { article, id, resolved }: { article: string; id: string; resolved: boolean },
  by: By,
): Promise<StoredAnnotation> {
  return tables.transaction().execute(async (transaction) => {
    const before = await one(transaction, desk, article, id);
    if ((before.resolvedAt !== null) === resolved) return before;
    await transaction
      .updateTable('interlinear.annotation')
      .set(resolved ? { resolved_by: by.actor, resolved_at: by.now } : { resolved_by: null, resolved_at: null })
      .where('id', '=', id)
      .execute();
    const change = {
      act: resolved ? 'comment.resolve' : 'comment.reopen',
      subject: id,
      before: null,
      after: { resolved },
    };
    await record(transaction, desk, change, by);
    await tell(transaction, desk, article, 'comment.changed', before, by);
    return one(transaction, desk, article, id);
  });
}

/**
 * Deletes a comment of one's own; what it said stays in the audit log.
 *
 * @throws InterlinearError `not-found.comment` {id}; `comment.not-yours`
 */
export async function deleteComment(
  tables: Tables,
  desk: string,
  { article, id }: { article: string; id: string },
  by: By,
): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    const before = await one(transaction, desk, article, id);
    if (before.actor !== by.actor) throw new InterlinearError('comment.not-yours');
    await transaction.deleteFrom('interlinear.annotation').where('id', '=', id).execute();
    const change = { act: 'comment.delete', subject: id, before: { text: before.text }, after: null };
    await record(transaction, desk, change, by);
    await tell(transaction, desk, article, 'comment.deleted', before, by);
  });
}

function annotations(tables: Tables, desk: string, article: string) {
  return tables
    .selectFrom('interlinear.annotation as annotation')
    .leftJoin('interlinear.segment as segment', 'segment.id', 'annotation.segment_id')
    .select(['annotation.id', 'annotation.segment_id as segment', 'segment.ordinal', 'annotation.language'])
    .select(['annotation.kind', 'annotation.text', 'annotation.category', 'annotation.severity', 'annotation.engine'])
    .select(['annotation.target_text as targetText', 'annotation.target_version as targetVersion', 'annotation.actor'])
    .select(['annotation.at', 'annotation.resolved_by as resolvedBy', 'annotation.resolved_at as resolvedAt'])
    .where('annotation.desk_id', '=', desk)
    .where('annotation.article_id', '=', article);
}

async function one(tables: Tables, desk: string, article: string, id: string): Promise<StoredAnnotation> {
  const found = await annotations(tables, desk, article)
    .where('annotation.id', '=', id)
    .where('annotation.kind', '=', 'comment')
    .executeTakeFirst();
  if (!found) throw new InterlinearError('not-found.comment', { id });
  return found;
}

async function targetOf(tables: Tables, article: string, segment: string, language: string | undefined) {
  const row = await tables
    .selectFrom('interlinear.segment as segment')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'segment.revision_id')
    .leftJoin('interlinear.translation as translation', (join) =>
      join.onRef('translation.segment_id', '=', 'segment.id').on('translation.language', '=', language ?? ''),
    )
    .select(['translation.text', 'translation.version', 'translation.engine'])
    .where('segment.id', '=', segment)
    .where('revision.article_id', '=', article)
    .executeTakeFirst();
  if (!row) throw new InterlinearError('segment.gone', { segment });
  return row.version === null ? undefined : { text: row.text, version: row.version, engine: row.engine };
}

async function tell(
  transaction: Tables,
  desk: string,
  article: string,
  kind: EventKind,
  { id, segment, language }: Pick<StoredAnnotation, 'id' | 'segment' | 'language'>,
  { actor, now }: By,
): Promise<void> {
  const place = { ...(segment !== null ? { segment } : {}), ...(language !== null ? { language } : {}) };
  await tellOfReview(transaction, desk, article, [{ kind, data: { comment: id, actor, ...place } }], now);
}

async function record(
  transaction: Tables,
  desk: string,
  { act, subject, before, after }: { act: string; subject: string; before: object | null; after: object | null },
  { actor, now }: By,
): Promise<void> {
  const [old, made] = [before && JSON.stringify(before), after && JSON.stringify(after)];
  await transaction
    .insertInto('interlinear.audit')
    .values({ id: newId(), desk_id: desk, actor, act, subject, before: old, after: made, at: now })
    .execute();
}
