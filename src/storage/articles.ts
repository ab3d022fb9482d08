import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import {
  type Document,
  type InlineCode,
  type Original,
  type Role,
  type Segment,
  segmentLanguage,
} from '../model/article.ts';
import type { Embargo } from '../model/embargo.ts';
import type { StoredError } from '../model/errors.ts';
import type { NotRun, PlacedFinding } from '../model/finding.ts';
import type { LanguageTag } from '../model/language.ts';
import type { Bead } from '../model/result.ts';
import type { Tables } from './database.ts';
import { finishJobsThatAreOver } from './jobs.ts';
import type { ArticleStatus, JobOptions, LanguageStatus } from './schema.ts';

/** Rows a statement takes at most, well under PostgreSQL's 65,535 parameters. */
const ROWS = 1000;

/** An article with what its stages need. */
export interface StoredArticle {
  id: string;
  desk: string;
  job: string;
  options: JobOptions;
  fileName: string;
  name: string;
  status: ArticleStatus;
  /** How often the queue was told of it. */
  dispatches: number;
  revision: string;
  input: Uint8Array;
  source?: { fileName: string; input: Uint8Array };
}

/** What intake, detection, segmentation and the checks of the delivered text made of an article. */
export interface PreparedArticle {
  delivered: Document;
  source?: Document;
  original: Original;
  beads: Bead[];
  corrected: { text: string | null; codes: InlineCode[] }[];
  findings: PlacedFinding[];
  notRun: NotRun[];
}

/** A language of an article and the ranges of segments that are translated together. */
export interface PlannedLanguage {
  language: string;
  kind: 'given' | 'target';
  batches: { first: number; end: number }[];
}

/** @returns the article with its newest revision; undefined when it is gone. */
export async function loadArticle(tables: Tables, id: string): Promise<StoredArticle | undefined> {
  const row = await tables
    .selectFrom('interlinear.article as article')
    .innerJoin('interlinear.job as job', 'job.id', 'article.job_id')
    .innerJoin('interlinear.revision as revision', 'revision.article_id', 'article.id')
    .select([
      'article.id',
      'article.desk_id',
      'article.job_id',
      'article.file_name',
      'article.name',
      'article.status',
      'article.dispatches',
      'job.options',
      'revision.id as revision',
      'revision.input',
      'revision.source_input',
      'revision.source_file_name',
    ])
    .where('article.id', '=', id)
    .orderBy('revision.number', 'desc')
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    desk: row.desk_id,
    job: row.job_id,
    options: row.options,
    fileName: row.file_name,
    name: row.name,
    status: row.status,
    dispatches: row.dispatches,
    revision: row.revision,
    input: row.input,
    ...(row.source_input ? { source: { fileName: row.source_file_name ?? '', input: row.source_input } } : {}),
  };
}

/** Where an article stands, without its bytes and documents; undefined when it is gone. */
export async function articleState(tables: Tables, id: string) {
  return tables
    .selectFrom('interlinear.article as article')
    .innerJoin('interlinear.revision as revision', 'revision.article_id', 'article.id')
    .select(['article.status', 'article.dispatches', 'revision.id as revision'])
    .where('article.id', '=', id)
    .orderBy('revision.number', 'desc')
    .executeTakeFirst();
}

/** What a batch of a revision needs to know of its article: the wishes, the language, and which document is translated. */
export async function batchArticle(tables: Tables, revision: string) {
  const row = await tables
    .selectFrom('interlinear.revision as revision')
    .innerJoin('interlinear.article as article', 'article.id', 'revision.article_id')
    .innerJoin('interlinear.job as job', 'job.id', 'article.job_id')
    .select([
      'job.options',
      sql<boolean>`revision.source IS NOT NULL`.as('has_source'),
      sql<string>`coalesce(revision.source, revision.delivered) ->> 'language'`.as('language'),
      sql<string | null>`coalesce(revision.delivered ->> 'date', revision.source ->> 'date')`.as('day'),
      sql<Embargo | null>`revision.delivered -> 'embargo'`.as('delivered_embargo'),
      sql<Embargo | null>`revision.source -> 'embargo'`.as('source_embargo'),
    ])
    .where('revision.id', '=', revision)
    .executeTakeFirst();
  return (
    row && {
      options: row.options,
      language: row.language,
      day: row.day,
      embargoes: embargoesOf(row.options, [row.delivered_embargo, row.source_embargo]),
      document: row.has_source ? ('source' as const) : ('delivered' as const),
    }
  );
}

/** What a submission states of an embargo, else what its documents do. */
function embargoesOf({ embargo }: JobOptions, stated: (Embargo | null)[]): Embargo[] {
  if (embargo !== undefined) return embargo === null ? [] : [{ until: embargo }];
  return stated.filter((one) => one !== null);
}

/** Stores what was made of an article and plans its languages, all or nothing. Done again it changes nothing. */
export async function savePrepared(
  tables: Tables,
  article: StoredArticle,
  prepared: PreparedArticle,
  languages: PlannedLanguage[],
  now: Date,
): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    const claimed = await transaction
      .updateTable('interlinear.article')
      .set({ status: 'segmented', updated_at: now })
      .where('id', '=', article.id)
      .where('status', '=', 'accepted')
      .returning('id')
      .executeTakeFirst();
    if (!claimed) return;
    await transaction
      .updateTable('interlinear.revision')
      .set({
        delivered: JSON.stringify(withoutSegments(prepared.delivered)),
        source: prepared.source ? JSON.stringify(withoutSegments(prepared.source)) : null,
        original: JSON.stringify(prepared.original),
        beads: JSON.stringify(prepared.beads),
        findings: JSON.stringify(prepared.findings),
        not_run: JSON.stringify(prepared.notRun),
      })
      .where('id', '=', article.revision)
      .execute();
    const owner = { desk_id: article.desk, revision_id: article.revision };
    const segmentRows = [
      ...prepared.delivered.segments.map((segment, index) =>
        segmentRow(owner, 'delivered', prepared.delivered, segment, prepared.corrected[index]),
      ),
      ...documentRows(owner, prepared.source),
    ];
    for (let at = 0; at < segmentRows.length; at += ROWS)
      await transaction
        .insertInto('interlinear.segment')
        .values(segmentRows.slice(at, at + ROWS))
        .execute();
    for (const planned of languages) {
      const languageId = newId();
      await transaction
        .insertInto('interlinear.article_language')
        .values({
          id: languageId,
          ...owner,
          language: planned.language,
          kind: planned.kind,
          status: 'waiting',
          translated: 0,
          of: planned.batches.reduce((sum, batch) => sum + batch.end - batch.first, 0),
          updated_at: now,
        })
        .execute();
      const batchRows = planned.batches.map((batch, ordinal) => ({
        id: newId(),
        desk_id: article.desk,
        article_language_id: languageId,
        ordinal,
        first_segment: batch.first,
        end_segment: batch.end,
        status: 'waiting' as const,
      }));
      for (let at = 0; at < batchRows.length; at += ROWS)
        await transaction
          .insertInto('interlinear.batch')
          .values(batchRows.slice(at, at + ROWS))
          .execute();
    }
    await transaction
      .insertInto('interlinear.outbox')
      .values({ id: newId(), desk_id: article.desk, article_id: article.id, created_at: now })
      .execute();
  });
}

function withoutSegments(document: Document): Omit<Document, 'segments' | 'input'> {
  const { segments: _, input: __, ...rest } = document;
  return rest;
}

function documentRows(owner: { desk_id: string; revision_id: string }, source: Document | undefined) {
  return (source?.segments ?? []).map((segment) =>
    segmentRow(owner, 'source', source as Document, segment, { text: segment.text, codes: segment.codes }),
  );
}

function segmentRow(
  owner: { desk_id: string; revision_id: string },
  document: 'delivered' | 'source',
  { language, blocks }: Document,
  segment: Segment,
  corrected: { text: string | null; codes: InlineCode[] } | undefined,
) {
  return {
    id: newId(),
    ...owner,
    document,
    ordinal: segment.ordinal,
    block: segment.block,
    role: blocks[segment.block]?.role ?? 'body',
    language: segmentLanguage({ language, blocks }, segment),
    start_offset: segment.start,
    end_offset: segment.end,
    before: segment.before,
    text: segment.text,
    after: segment.after,
    codes: JSON.stringify(segment.codes),
    corrected: corrected ? corrected.text : segment.text,
    corrected_codes: JSON.stringify(corrected?.codes ?? segment.codes),
  };
}

/** A segment as it is stored, with the text that translations are made from. */
export interface StoredSegment extends Segment {
  id: string;
  role: Role;
  language: LanguageTag;
  corrected: string | null;
  correctedCodes: InlineCode[];
}

/** Segments of one document of a revision, in order; `first` and `end` bound the ordinals. */
export async function loadSegments(
  tables: Tables,
  revision: string,
  document: 'delivered' | 'source',
  range?: { first: number; end: number },
): Promise<StoredSegment[]> {
  let query = tables
    .selectFrom('interlinear.segment')
    .selectAll()
    .where('revision_id', '=', revision)
    .where('document', '=', document)
    .orderBy('ordinal');
  if (range) query = query.where('ordinal', '>=', range.first).where('ordinal', '<', range.end);
  const rows = await query.execute();
  return rows.map((row) => ({
    id: row.id,
    ordinal: row.ordinal,
    block: row.block,
    role: row.role,
    language: row.language,
    start: row.start_offset,
    end: row.end_offset,
    before: row.before,
    text: row.text,
    after: row.after,
    codes: row.codes,
    corrected: row.corrected,
    correctedCodes: row.corrected_codes,
  }));
}

/** What `savePrepared` stored about the revision as a whole; undefined until then. The documents come without segments and input. */
export async function loadPrepared(tables: Tables, revision: string) {
  const row = await tables
    .selectFrom('interlinear.revision')
    .select(['delivered', 'source', 'original', 'beads', 'findings', 'not_run'])
    .where('id', '=', revision)
    .executeTakeFirst();
  if (!row?.delivered) return undefined;
  return {
    delivered: row.delivered,
    source: row.source ?? undefined,
    original: row.original ?? { evidence: 'unknown' as const },
    beads: row.beads ?? [],
    findings: row.findings ?? [],
    notRun: row.not_run ?? [],
  };
}

/** The languages of a revision, in the order in which they were asked for. */
export async function loadLanguages(tables: Tables, revision: string) {
  return tables
    .selectFrom('interlinear.article_language')
    .selectAll()
    .where('revision_id', '=', revision)
    .orderBy('id')
    .execute();
}

/** One language of an article, by its row. */
export async function loadLanguage(tables: Tables, id: string) {
  return tables
    .selectFrom('interlinear.article_language as language')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'language.revision_id')
    .select(['language.id', 'language.language', 'language.status', 'revision.article_id as article'])
    .where('language.id', '=', id)
    .executeTakeFirst();
}

/** Records that a language is over, with the findings of its checks. */
export async function finishLanguage(
  tables: Tables,
  id: string,
  result: {
    status: LanguageStatus;
    translated: number;
    of: number;
    error: StoredError | null;
    findings: PlacedFinding[];
    notRun: NotRun[];
  },
  now: Date,
): Promise<void> {
  await tables
    .updateTable('interlinear.article_language')
    .set({
      status: result.status,
      translated: result.translated,
      of: result.of,
      error: result.error ? JSON.stringify(result.error) : null,
      findings: JSON.stringify(result.findings),
      not_run: JSON.stringify(result.notRun),
      updated_at: now,
    })
    .where('id', '=', id)
    .execute();
}

/** Ends an article that is still under way, and its job with the last of them; one that has ended stays as it is. */
export async function finishArticle(
  tables: Tables,
  id: string,
  status: 'done' | 'partial' | 'failed',
  error: StoredError | null,
  now: Date,
): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    const ended = await transaction
      .updateTable('interlinear.article')
      .set({ status, error: error ? JSON.stringify(error) : null, updated_at: now })
      .where('id', '=', id)
      .where('status', 'in', ['accepted', 'segmented'])
      .returning(['desk_id', 'job_id'])
      .executeTakeFirst();
    if (ended) await finishJobsThatAreOver(transaction, ended.desk_id, now, ended.job_id);
  });
}
