import { v7 as newId } from 'uuid';
import type { Tables } from './database.ts';

/** Writes down who did what, in the transaction that does it. Nothing in `before` and `after` is a secret. */
export async function record(
  transaction: Tables,
  desk: string,
  act: string,
  subject: string,
  before: object | null,
  after: object | null,
  { actor, now }: { actor: string; now: Date },
): Promise<void> {
  const [old, made] = [before && JSON.stringify(before), after && JSON.stringify(after)];
  const row = { id: newId(), desk_id: desk, actor, act, subject, before: old, after: made, at: now };
  await transaction.insertInto('interlinear.audit').values(row).execute();
}
