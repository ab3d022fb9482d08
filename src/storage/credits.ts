import { v7 as newId } from 'uuid';
import { type CreditWording, creditKey, publisherKey } from '../model/credit.ts';
import { InterlinearError } from '../model/errors.ts';
import type { Tables } from './database.ts';

interface By {
  actor: string;
  now: Date;
}

/** What came of rows that were handed in. */
export interface CreditChanges {
  new: number;
  replaced: number;
  same: number;
}

/** A desk's table of credit lines, by publisher, line and language. */
export async function creditLines(tables: Tables, desk: string): Promise<CreditWording[]> {
  return tables
    .selectFrom('interlinear.credit_line')
    .select(['publisher', 'language', 'credit', 'wording'])
    .where('desk_id', '=', desk)
    .orderBy('publisher_key')
    .orderBy('credit_key')
    .orderBy('language')
    .execute();
}

/**
 * Adds rows to a desk's table, all of them or none, each change with its audit row; a row for the same line, language and publisher takes the
 * place of the one that is there.
 *
 * @param rows that do not contradict one another
 * @throws InterlinearError `credits.no-words` {credit} for a line without a letter or digit
 */
export async function setCredits(tables: Tables, desk: string, rows: CreditWording[], by: By): Promise<CreditChanges> {
  const changes = { new: 0, replaced: 0, same: 0 };
  await tables.transaction().execute(async (transaction) => {
    for (const row of rows) changes[await setCredit(transaction, desk, row, by)] += 1;
  });
  return changes;
}

async function setCredit(
  transaction: Tables,
  desk: string,
  { publisher, language, credit, wording }: CreditWording,
  by: By,
): Promise<keyof CreditChanges> {
  const key = creditKey(credit);
  if (!/[\p{L}\p{N}]/u.test(key)) throw new InterlinearError('credits.no-words', { credit });
  const place = { desk_id: desk, publisher_key: publisherKey(publisher), language, credit_key: key };
  const said = { publisher, credit, wording };
  const change = { changed_by: by.actor, changed_at: by.now };
  const before = await find(transaction, place);
  if (before && before.wording === wording && before.credit === credit && before.publisher === publisher) return 'same';
  const { id } = await transaction
    .insertInto('interlinear.credit_line')
    .values({ id: newId(), ...place, ...said, ...change })
    .onConflict((conflict) =>
      conflict.columns(['desk_id', 'publisher_key', 'language', 'credit_key']).doUpdateSet({ ...said, ...change }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(transaction, desk, 'credit.set', id, before ?? null, { language, ...said }, by);
  return before ? 'replaced' : 'new';
}

/**
 * Takes a row out of a desk's table, with its audit row. @returns the row
 *
 * @throws InterlinearError `credits.unknown` {credit, language, publisher} where there is none
 */
export async function removeCredit(
  tables: Tables,
  desk: string,
  { publisher, language, credit }: Omit<CreditWording, 'wording'>,
  by: By,
): Promise<CreditWording> {
  const place = { desk_id: desk, publisher_key: publisherKey(publisher), language, credit_key: creditKey(credit) };
  return tables.transaction().execute(async (transaction) => {
    const before = await find(transaction, place);
    if (!before) throw new InterlinearError('credits.unknown', { credit, language, publisher: publisher || '*' });
    const { id, ...row } = before;
    await transaction.deleteFrom('interlinear.credit_line').where('id', '=', id).execute();
    await record(transaction, desk, 'credit.remove', id, before, null, by);
    return row;
  });
}

async function find(
  transaction: Tables,
  place: { desk_id: string; publisher_key: string; language: string; credit_key: string },
): Promise<(CreditWording & { id: string }) | undefined> {
  return transaction
    .selectFrom('interlinear.credit_line')
    .select(['id', 'publisher', 'language', 'credit', 'wording'])
    .where('desk_id', '=', place.desk_id)
    .where('publisher_key', '=', place.publisher_key)
    .where('language', '=', place.language)
    .where('credit_key', '=', place.credit_key)
    .executeTakeFirst();
}

async function record(
  transaction: Tables,
  desk: string,
  act: string,
  subject: string,
  before: object | null,
  after: object | null,
  { actor, now }: By,
): Promise<void> {
  const text = (row: object | null) => row && JSON.stringify(row);
  const audit = { id: newId(), desk_id: desk, actor, act, subject, before: text(before), after: text(after), at: now };
  await transaction.insertInto('interlinear.audit').values(audit).execute();
}
