import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { Tables } from './database.ts';
import { tellOfReview } from './target-events.ts';

/**
 * Gives a language version of an article's newest revision to somebody, or to nobody, with its audit row and its event.
 *
 * @param wish.assignee as the audit log names people; null for nobody
 * @throws InterlinearError `not-found.language` {id, language}
 */
export async function assignLanguage(
  tables: Tables,
  desk: string,
  { article, language, assignee }: { article: string; language: string; assignee: string | null },
  { actor, now }: { actor: string; now: Date },
): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    const version = await transaction
      .selectFrom('interlinear.article_language as version')
      .innerJoin('interlinear.revision as revision', 'revision.id', 'version.revision_id')
      .select(['version.id', 'version.assignee'])
      .where('version.desk_id', '=', desk)
      .where('revision.article_id', '=', article)
      .where('version.language', '=', language)
      .where('revision.current', '=', true)
      .forUpdate('version')
      .executeTakeFirst();
    if (!version) throw new InterlinearError('not-found.language', { id: article, language });
    if (version.assignee === assignee) return;
    await transaction
      .updateTable('interlinear.article_language')
      .set({ assignee })
      .where('id', '=', version.id)
      .execute();
    const [before, after] = [version.assignee, assignee].map((one) => JSON.stringify({ language, assignee: one }));
    await transaction
      .insertInto('interlinear.audit')
      .values({ id: newId(), desk_id: desk, actor, act: 'language.assign', subject: article, before, after, at: now })
      .execute();
    const data = { language, assignee, actor };
    await tellOfReview(transaction, desk, article, [{ kind: 'language.assigned', data }], now);
  });
}
