import { v7 as newId } from 'uuid';
import type { InlineCode } from '../model/article.ts';
import { InterlinearError } from '../model/errors.ts';
import type { SegmentState } from '../model/translation.ts';
import type { Tables } from './database.ts';
import { insertUnits, ownMemory, type TextMeasure } from './memories.ts';

/** What a person decided about one target. */
export interface Confirmation {
  segment: string;
  language: string;
  text: string;
  codes: InlineCode[];
  state: Exclude<SegmentState, 'initial'>;
  by: string;
}

/**
 * A person confirms a target. In one transaction: the target with its state and name, the audit row, and the unit in the desk's own
 * memory, where the next article finds it as an exact match.
 *
 * @throws InterlinearError `segment.gone` when the segment does not exist on this desk
 */
export async function confirmTarget(
  tables: Tables,
  desk: string,
  confirmation: Confirmation,
  sourceLanguage: string,
  measure: TextMeasure,
  now: Date,
): Promise<void> {
  const memory = await ownMemory(tables, desk, now);
  await tables.transaction().execute(async (transaction) => {
    const segment = await transaction
      .selectFrom('interlinear.segment')
      .select(['id', 'text', 'codes', 'corrected', 'corrected_codes'])
      .where('desk_id', '=', desk)
      .where('id', '=', confirmation.segment)
      .executeTakeFirst();
    if (!segment) throw new InterlinearError('segment.gone', { segment: confirmation.segment });
    const before = await transaction
      .selectFrom('interlinear.translation')
      .select(['text', 'state', 'route'])
      .where('segment_id', '=', segment.id)
      .where('language', '=', confirmation.language)
      .executeTakeFirst();
    const decided = {
      text: confirmation.text,
      codes: JSON.stringify(confirmation.codes),
      state: confirmation.state,
      sub_state: null,
      origin: 'human' as const,
      confirmed_by: confirmation.by,
      updated_at: now,
    };
    await transaction
      .insertInto('interlinear.translation')
      .values({
        id: newId(),
        desk_id: desk,
        segment_id: segment.id,
        language: confirmation.language,
        route: before?.route ?? `${sourceLanguage}>${confirmation.language}`,
        unknown_words: '[]',
        matches: '[]',
        ...decided,
      })
      .onConflict((conflict) => conflict.columns(['segment_id', 'language']).doUpdateSet(decided))
      .execute();
    await transaction
      .insertInto('interlinear.audit')
      .values({
        id: newId(),
        desk_id: desk,
        actor: confirmation.by,
        act: 'target.confirm',
        subject: segment.id,
        before: before ? JSON.stringify(before) : null,
        after: JSON.stringify({ text: confirmation.text, state: confirmation.state, language: confirmation.language }),
        at: now,
      })
      .execute();
    await insertUnits(
      transaction,
      desk,
      memory,
      [
        {
          origin: 'human',
          author: confirmation.by,
          createdAt: now,
          variants: [
            {
              language: sourceLanguage,
              text: segment.corrected ?? segment.text,
              codes: segment.corrected === null ? segment.codes : segment.corrected_codes,
            },
            { language: confirmation.language, text: confirmation.text, codes: confirmation.codes },
          ],
        },
      ],
      measure,
    );
  });
}
