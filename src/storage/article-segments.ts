import { sql } from 'kysely';
import type { InlineCode, Role } from '../model/article.ts';
import type { PlacedFinding } from '../model/finding.ts';
import type { Bead } from '../model/result.ts';
import type { Target } from '../model/translation.ts';
import type { Tables } from './database.ts';
import type { JobOptions, LanguageStatus } from './schema.ts';
import { type TargetRow, targetOf } from './targets.ts';

/** A language version of an article, as far as its rows are concerned. */
export interface VersionHead {
  revision: string;
  language: string;
  kind: 'given' | 'target';
  status: LanguageStatus;
  /** As the audit log names people. */
  assignee: string | null;
  /** The document whose segments are translated, and its language. */
  document: 'delivered' | 'source';
  sourceLanguage: string;
  options: JobOptions;
  /** The day that the text states. */
  day: string | null;
  findings: PlacedFinding[];
  /** Findings on the delivered text alone. */
  articleFindings: PlacedFinding[];
  beads: Bead[];
}

/** A segment of the source beside its target. */
export interface SegmentRow {
  id: string;
  ordinal: number;
  role: Role;
  language: string;
  text: string;
  codes: InlineCode[];
  /** Null where nobody has made one. */
  target: (Target & { version: number; updatedAt: Date }) | null;
}

/** @returns undefined where the desk has no such article, or the article no such language */
export async function versionHead(
  tables: Tables,
  desk: string,
  article: string,
  language: string,
): Promise<VersionHead | undefined> {
  const row = await tables
    .selectFrom('interlinear.article as article')
    .innerJoin('interlinear.job as job', 'job.id', 'article.job_id')
    .innerJoin('interlinear.revision as revision', 'revision.article_id', 'article.id')
    .innerJoin('interlinear.article_language as version', 'version.revision_id', 'revision.id')
    .select([
      'revision.id as revision',
      'version.language',
      'version.kind',
      'version.status',
      'job.options',
      'version.assignee',
    ])
    .select(['version.findings', 'revision.findings as articleFindings', 'revision.beads'])
    .select([
      sql<boolean>`revision.source IS NOT NULL`.as('hasSource'),
      sql<string>`coalesce(revision.source, revision.delivered) ->> 'language'`.as('sourceLanguage'),
      sql<string | null>`coalesce(revision.delivered ->> 'date', revision.source ->> 'date')`.as('day'),
    ])
    .where('article.desk_id', '=', desk)
    .where('article.id', '=', article)
    .where('version.language', '=', language)
    .where('revision.current', '=', true)
    .executeTakeFirst();
  if (!row) return undefined;
  const { hasSource, findings, articleFindings, beads, ...head } = row;
  return {
    ...head,
    document: hasSource ? 'source' : 'delivered',
    findings: findings ?? [],
    articleFindings: articleFindings ?? [],
    beads: beads ?? [],
  };
}

/**
 * Segments of the document that is translated, from a place on, each with its target in a language. Those that are left out of
 * translations (furniture) are passed over.
 */
export async function segmentRows(
  tables: Tables,
  desk: string,
  head: Pick<VersionHead, 'revision' | 'document' | 'language'>,
  range: { after: number; limit: number } | { id: string },
): Promise<SegmentRow[]> {
  let query = tables
    .selectFrom('interlinear.segment as segment')
    .leftJoin('interlinear.translation as translation', (join) =>
      join.onRef('translation.segment_id', '=', 'segment.id').on('translation.language', '=', head.language),
    )
    .selectAll('translation')
    .select(['segment.id as segment', 'segment.ordinal', 'segment.role', 'segment.language as sourceLanguage'])
    .select(['segment.corrected', 'segment.corrected_codes'])
    .where('segment.desk_id', '=', desk)
    .where('segment.revision_id', '=', head.revision)
    .where('segment.document', '=', head.document)
    .where('segment.corrected', 'is not', null)
    .where('segment.role', '<>', 'furniture')
    .orderBy('segment.ordinal');
  query =
    'id' in range
      ? query.where('segment.id', '=', range.id)
      : query.where('segment.ordinal', '>', range.after).limit(range.limit);
  return (await query.execute()).map((row) => ({
    id: row.segment,
    ordinal: row.ordinal,
    role: row.role,
    language: row.sourceLanguage,
    text: row.corrected ?? '',
    codes: row.corrected_codes,
    target:
      row.id === null
        ? null
        : { ...targetOf(row as TargetRow), version: row.version as number, updatedAt: row.updated_at as Date },
  }));
}

/** A segment of a document, as it was delivered and as translations are made from it. */
export interface TextRow {
  id: string;
  document: 'delivered' | 'source';
  ordinal: number;
  role: Role;
  language: string;
  text: string;
  after: string;
  codes: InlineCode[];
  corrected: string | null;
}

/** The texts of both documents of a revision. */
export interface DocumentTexts {
  all(document: TextRow['document']): TextRow[];
  /** Those of some ordinals, in their order. */
  at(document: TextRow['document'], ordinals: number[]): TextRow[];
}

/** The texts of both documents of a revision: what the pairs of a given language are made of, and what findings were made about. */
export async function documentTexts(tables: Tables, desk: string, revision: string): Promise<DocumentTexts> {
  const rows = await tables
    .selectFrom('interlinear.segment')
    .select(['id', 'document', 'ordinal', 'role', 'language', 'text', 'after', 'codes', 'corrected'])
    .where('desk_id', '=', desk)
    .where('revision_id', '=', revision)
    .orderBy('ordinal')
    .execute();
  const byPlace = new Map(rows.map((row) => [`${row.document} ${row.ordinal}`, row]));
  return {
    all: (document) => rows.filter((row) => row.document === document),
    at: (document, ordinals) => ordinals.flatMap((ordinal) => byPlace.get(`${document} ${ordinal}`) ?? []),
  };
}
