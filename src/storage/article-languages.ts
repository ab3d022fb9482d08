import type { StoredError } from '../model/errors.ts';
import type { NotRun, PlacedFinding } from '../model/finding.ts';
import type { Tables } from './database.ts';
import { recordEvent } from './events.ts';

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
    .select([
      'language.id',
      'language.language',
      'language.status',
      'language.started_at as startedAt',
      'revision.article_id as article',
    ])
    .where('language.id', '=', id)
    .executeTakeFirst();
}

/** What came of a language. */
export interface LanguageEnd {
  status: 'done' | 'partial' | 'failed';
  translated: number;
  of: number;
  error: StoredError | null;
  findings: PlacedFinding[];
  notRun: NotRun[];
}

/** Records that a language is over, with the findings of its checks; one that was over already, or canceled, stays as it is. */
export async function finishLanguage(tables: Tables, id: string, result: LanguageEnd, now: Date): Promise<void> {
  const { status, translated, of, error } = result;
  await tables.transaction().execute(async (transaction) => {
    const ended = await transaction
      .updateTable('interlinear.article_language')
      .set({
        status,
        translated,
        of,
        error: error ? JSON.stringify(error) : null,
        findings: JSON.stringify(result.findings),
        not_run: JSON.stringify(result.notRun),
        updated_at: now,
      })
      .where('id', '=', id)
      .where('status', '=', 'waiting')
      .returning('id')
      .executeTakeFirst();
    const owner = ended && (await languageOwner(transaction, id));
    if (!owner) return;
    const { language, ...place } = owner;
    const data = { language, translated, of, ...(error ? { error } : {}) };
    await recordEvent(transaction, { ...place, kind: `language.${status}`, data }, now);
  });
}

/** Records that somebody has taken up a language; only the first time makes a difference. */
export async function startLanguage(tables: Tables, id: string, now: Date): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    const started = await transaction
      .updateTable('interlinear.article_language')
      .set({ started_at: now })
      .where('id', '=', id)
      .where('started_at', 'is', null)
      .where('status', '=', 'waiting')
      .returning('of')
      .executeTakeFirst();
    const owner = started && (await languageOwner(transaction, id));
    if (!owner) return;
    const { language, ...place } = owner;
    await recordEvent(transaction, { ...place, kind: 'language.started', data: { language, of: started.of } }, now);
  });
}

/** Whose a language of an article is. */
async function languageOwner(tables: Tables, id: string) {
  return tables
    .selectFrom('interlinear.article_language as language')
    .innerJoin('interlinear.revision as revision', 'revision.id', 'language.revision_id')
    .innerJoin('interlinear.article as article', 'article.id', 'revision.article_id')
    .select(['article.desk_id as desk', 'article.job_id as job', 'article.id as article', 'language.language'])
    .where('language.id', '=', id)
    .executeTakeFirst();
}
