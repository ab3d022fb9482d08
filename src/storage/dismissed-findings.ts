import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { Tables } from './database.ts';
import type { StoredDismissal } from './dismissals.ts';

/** The desk's dismissals by the keys of the texts that they hold for (see textsKey); one round trip for a whole article. */
export async function dismissalsByTexts(
  tables: Tables,
  desk: string,
  keys: string[],
): Promise<Map<string, StoredDismissal[]>> {
  if (keys.length === 0) return new Map();
  const rows = await tables
    .selectFrom('interlinear.dismissal')
    .select(['id', 'check_id as check', 'message_key as messageKey', 'side', 'span_start as start', 'span_end as end'])
    .select(['text', 'reason', 'actor', 'at', 'texts_key as key'])
    .where('desk_id', '=', desk)
    .where('texts_key', 'in', [...new Set(keys)])
    .orderBy('id')
    .execute();
  return Map.groupBy(rows, (row) => row.key);
}

/**
 * Takes a dismissal back, with its audit row: the finding is open again.
 *
 * @throws InterlinearError `not-found.dismissal` {id} for one that the desk does not have
 */
export async function restoreFinding(
  tables: Tables,
  desk: string,
  id: string,
  { actor, now }: { actor: string; now: Date },
): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    const gone = await transaction
      .deleteFrom('interlinear.dismissal')
      .where('desk_id', '=', desk)
      .where('id', '=', id)
      .returning(['check_id', 'message_key', 'side', 'span_start', 'span_end', 'text', 'reason'])
      .executeTakeFirst();
    if (!gone) throw new InterlinearError('not-found.dismissal', { id });
    const { check_id: check, message_key: messageKey, side, span_start: start, span_end: end, text, reason } = gone;
    const before = JSON.stringify({ check, messageKey, side, start, end, text, reason });
    await transaction
      .insertInto('interlinear.audit')
      .values({ id: newId(), desk_id: desk, actor, act: 'finding.restore', subject: id, before, after: null, at: now })
      .execute();
  });
}
