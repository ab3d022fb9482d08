import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import type { InlineCode, Role } from '../model/article.ts';
import { InterlinearError } from '../model/errors.ts';
import type { PlacedFinding } from '../model/finding.ts';
import type { Tables } from './database.ts';
import { setAside } from './dismissals.ts';
import { recordChanges } from './target-changes.ts';
import { tellOfReview, tellOfTargets } from './target-events.ts';

/** A segment of the text as it came, and as it is corrected. */
export interface GivenSegment {
  id: string;
  ordinal: number;
  block: number;
  role: Role;
  language: string;
  given: string;
  givenCodes: InlineCode[];
  /** Null where it is left out. */
  corrected: string | null;
  codes: InlineCode[];
  /** 0 while nobody has changed what intake corrected. */
  version: number;
}

/** Segments of the delivered text of an article's newest revision. */
export async function givenSegments(
  tables: Tables,
  desk: string,
  revision: string,
  range: { after: number; limit: number } | { id: string },
): Promise<GivenSegment[]> {
  let query = tables
    .selectFrom('interlinear.segment')
    .select(['id', 'ordinal', 'block', 'role', 'language', 'text as given', 'codes as givenCodes', 'corrected'])
    .select(['corrected_codes as codes', 'corrected_version as version'])
    .where('desk_id', '=', desk)
    .where('revision_id', '=', revision)
    .where('document', '=', 'delivered')
    .orderBy('ordinal');
  query =
    'id' in range ? query.where('id', '=', range.id) : query.where('ordinal', '>', range.after).limit(range.limit);
  return query.execute();
}

/** What the checks found in the delivered text, and nobody dismissed. */
export async function givenFindings(tables: Tables, desk: string, revision: string): Promise<PlacedFinding[]> {
  const row = await tables
    .selectFrom('interlinear.revision')
    .select('findings')
    .where('desk_id', '=', desk)
    .where('id', '=', revision)
    .executeTakeFirst();
  const { open } = await setAside(tables, desk, row?.findings ?? []);
  return open.filter(({ document }) => document === 'delivered');
}

/** What a person makes of a delivered segment. */
export interface GivenEdit {
  article: string;
  segment: string;
  /** Null leaves it out. */
  text: string | null;
  codes: InlineCode[];
  /** The version that was read. */
  version: number;
}

/**
 * Stores how a delivered segment shall read, with its audit row and events; the text as it came stays byte for byte. Where translations were
 * made from it, those that people had confirmed are open again; none is where they were made from a source of its own.
 *
 * @returns the languages whose target of it is open again
 * @throws InterlinearError `segment.gone`; `target.changed` {segment, version, current, yours} where somebody changed it after it was read
 */
export async function correctGiven(
  tables: Tables,
  desk: string,
  { article, segment, text, codes, version }: GivenEdit,
  { actor, now }: { actor: string; now: Date },
): Promise<string[]> {
  return tables.transaction().execute(async (transaction) => {
    const held = await transaction
      .selectFrom('interlinear.segment as segment')
      .innerJoin('interlinear.revision as revision', 'revision.id', 'segment.revision_id')
      .select(['segment.corrected', 'segment.corrected_version', 'segment.language'])
      .select(sql<boolean>`revision.source IS NOT NULL`.as('hasSource'))
      .where('segment.desk_id', '=', desk)
      .where('segment.id', '=', segment)
      .where('segment.document', '=', 'delivered')
      .where('revision.article_id', '=', article)
      .where('revision.current', '=', true)
      .forUpdate('segment')
      .forShare('revision')
      .executeTakeFirst();
    if (!held) throw new InterlinearError('segment.gone', { segment });
    if (held.corrected_version !== version)
      throw new InterlinearError('target.changed', {
        segment,
        version: held.corrected_version,
        current: held.corrected ?? '',
        yours: text ?? '',
      });
    await transaction
      .updateTable('interlinear.segment')
      .set({
        corrected: text,
        corrected_codes: JSON.stringify(codes),
        corrected_version: version + 1,
        corrected_at: now,
      })
      .where('id', '=', segment)
      .execute();
    const [before, after] = [held.corrected, text].map((one) => JSON.stringify({ text: one }));
    await transaction
      .insertInto('interlinear.audit')
      .values({ id: newId(), desk_id: desk, actor, act: 'given.correct', subject: segment, before, after, at: now })
      .execute();
    const data = { segment, language: held.language, version: version + 1, actor };
    await tellOfReview(transaction, desk, article, [{ kind: 'segment.changed', data }], now);
    if (held.hasSource || held.corrected === text) return [];
    const opened = await transaction
      .updateTable('interlinear.translation')
      .set({ state: 'initial', confirmed_by: null, updated_at: now, version: sql`version + 1` })
      .where('segment_id', '=', segment)
      .where('state', '<>', 'initial')
      .returning('language')
      .execute();
    const languages = opened.map(({ language }) => language).sort();
    for (const language of languages) {
      await recordChanges(transaction, language, [segment], { act: 'reopen', actor }, now);
      await tellOfTargets(transaction, desk, article, language, [segment], actor, now);
    }
    return languages;
  });
}
