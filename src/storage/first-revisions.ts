import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { headOf } from '../model/article.ts';
import type { StoredArticle } from './articles.ts';
import type { Tables } from './database.ts';
import type { EventKind } from './event.ts';
import type { PlannedLanguage, PreparedArticle } from './prepared-article.ts';
import { BEGUN, priorityNumber } from './priority.ts';
import { oneOf, wellFormed } from './row-set.ts';
import { documentRows, type SegmentRow, type StoredSegment, segmentRow, storedSegment } from './segments.ts';

/** An article that was read for the first time, with the languages that it is wanted in. */
export interface FirstRevision {
  article: StoredArticle;
  prepared: PreparedArticle;
  languages: PlannedLanguage[];
  /** Whether whoever read it goes on with its languages at once: the queue need not be told of them then. */
  straight: boolean;
}

/** What the rows of an article came to. */
export interface SavedRevision {
  /** The languages with their rows, and those of their batches. */
  languages: { id: string; language: string; kind: 'given' | 'target'; batches: SavedBatch[] }[];
  /** The segments that translations are made from. */
  madeFrom: StoredSegment[];
}

export interface SavedBatch {
  id: string;
  first: number;
  end: number;
}

/**
 * Stores what was made of articles that have no earlier revision and plans their languages, in one statement however many there are.
 * All or nothing; done again it changes nothing.
 *
 * @returns undefined for one that was read, canceled or handed in anew meanwhile
 */
export async function saveFirstRevisions(
  tables: Tables,
  revisions: FirstRevision[],
  now: Date,
): Promise<(SavedRevision | undefined)[]> {
  const written = revisions.map((revision) => write(revision, now));
  const articles = revisions.map(({ article }) => article.id);
  const { rows } = await sql<{ id: string }>`
    WITH given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(
        written.map(({ row }) => row),
        wellFormed,
      )}::jsonb)
        AS given (article uuid, revision uuid, desk uuid, job uuid, delivered jsonb, source jsonb, original jsonb, beads jsonb,
          findings jsonb, not_run jsonb, segments jsonb, languages jsonb, batches jsonb, outbox jsonb, events jsonb)
    ),
    claimed AS (
      UPDATE interlinear.article SET status = 'segmented', taken = 0, updated_at = ${now}
      WHERE id IN (SELECT id FROM interlinear.article WHERE id ${oneOf(articles)} ORDER BY id FOR NO KEY UPDATE)
        AND status = 'accepted'
        -- A newer one that came in meanwhile has its own turn.
        AND NOT EXISTS (SELECT 1 FROM interlinear.revision AS newer WHERE newer.article_id = article.id AND newer.number > 1)
      RETURNING id
    ),
    stored AS (SELECT given.* FROM given JOIN claimed ON claimed.id = given.article),
    revised AS (
      UPDATE interlinear.revision AS revision
      SET delivered = stored.delivered, source = stored.source, original = stored.original, beads = stored.beads,
        findings = stored.findings, not_run = stored.not_run, current = true
      FROM stored WHERE revision.id = stored.revision
    ),
    cut AS (
      INSERT INTO interlinear.segment SELECT row.* FROM stored, jsonb_populate_recordset(NULL::interlinear.segment, stored.segments) AS row
    ),
    planned AS (
      INSERT INTO interlinear.article_language (id, desk_id, revision_id, language, kind, status, translated, "of", taken, started_at, updated_at)
      SELECT row.id, stored.desk, stored.revision, row.language, row.kind, 'waiting', 0, row."of", 0, row.started_at, row.updated_at
      FROM stored, jsonb_populate_recordset(NULL::interlinear.article_language, stored.languages) AS row
    ),
    batches AS (
      INSERT INTO interlinear.batch (id, desk_id, article_language_id, ordinal, first_segment, end_segment, status, taken)
      SELECT row.id, stored.desk, row.article_language_id, row.ordinal, row.first_segment, row.end_segment, 'waiting', 0
      FROM stored, jsonb_populate_recordset(NULL::interlinear.batch, stored.batches) AS row
    ),
    told AS (
      INSERT INTO interlinear.outbox (id, desk_id, article_id, created_at, priority, deadline)
      SELECT row.id, stored.desk, stored.article, ${now}::timestamptz, row.priority, row.deadline
      FROM stored, jsonb_populate_recordset(NULL::interlinear.outbox, stored.outbox) AS row
    ),
    logged AS (
      INSERT INTO interlinear.event (desk_id, job_id, article_id, kind, data, at)
      SELECT stored.desk, stored.job, stored.article, event.value ->> 'kind', event.value -> 'data', ${now}::timestamptz
      FROM stored, jsonb_array_elements(stored.events) WITH ORDINALITY AS event (value, place) ORDER BY stored.article, event.place
    )
    SELECT id FROM claimed`.execute(tables);
  const claimed = new Set(rows.map(({ id }) => id));
  return written.map(({ saved, row }) => (claimed.has(row.article) ? saved : undefined));
}

/** An article as the statement takes it, and as whoever goes on with it needs it. */
function write({ article, prepared, languages: wanted, straight }: FirstRevision, now: Date) {
  const { delivered, source } = prepared;
  const owner = { desk_id: article.desk, revision_id: article.revision };
  const segments = [
    ...delivered.segments.map((segment, index) =>
      segmentRow(owner, 'delivered', delivered, segment, prepared.corrected[index]),
    ),
    ...documentRows(owner, source),
  ];
  const made = segments.filter(({ document }) => document === (source ? 'source' : 'delivered'));
  const languages = wanted.map((language) => ({
    ...language,
    id: newId(),
    batches: language.batches.map((batch) => ({ id: newId(), ...batch })),
  }));
  const row = {
    ...{ article: article.id, revision: article.revision, desk: article.desk, job: article.job },
    ...{ delivered: headOf(delivered), source: source ? headOf(source) : null },
    ...{ original: prepared.original, beads: prepared.beads, findings: prepared.findings, not_run: prepared.notRun },
    segments,
    languages: languages.map(({ id, language, kind, batches }) => ({
      ...{ id, language, kind, of: segmentsIn(batches), started_at: straight ? now : null, updated_at: now },
    })),
    batches: languages.flatMap(({ id: language, batches }) =>
      batches.map(({ id, first, end }, ordinal) => ({
        ...{ id, article_language_id: language, ordinal, first_segment: first, end_segment: end },
      })),
    ),
    outbox: straight ? [] : [outboxRow(article)],
    events: [
      event('article.segmented', {
        languages: languages.map(({ language }) => language),
        segments: languages.reduce((sum, { batches }) => sum + segmentsIn(batches), 0),
      }),
      ...(straight ? languages : []).map(({ language, batches }) =>
        event('language.started', { language, of: segmentsIn(batches), words: wordsIn(made) }),
      ),
    ],
  };
  return { row, saved: { languages, madeFrom: made.map(storedSegment) } };
}

function event(kind: EventKind, data: object) {
  return { kind, data };
}

function outboxRow({ options }: StoredArticle) {
  return { id: newId(), priority: priorityNumber(options.priority) + BEGUN, deadline: options.deadline ?? null };
}

function segmentsIn(batches: { first: number; end: number }[]): number {
  return batches.reduce((sum, { first, end }) => sum + end - first, 0);
}

/** Words of a source: stretches between white space; of text without any, the whole segment counts as one. */
function wordsIn(segments: SegmentRow[]): number {
  return segments.reduce(
    (sum, { corrected, role }) =>
      sum + (corrected === null || role === 'furniture' ? 0 : corrected.trim().split(/\s+/).length),
    0,
  );
}
