import type { Tables } from '../../src/storage/database.ts';

/** Whether a desk has work that is under way; with `webhooks` also while its webhooks were not told of an article's end. */
export async function isBusy(tables: Tables, webhooks: boolean): Promise<boolean> {
  const open = tables.selectFrom('interlinear.article').select('id').where('status', 'in', ['accepted', 'segmented']);
  if (await open.executeTakeFirst()) return true;
  if (!webhooks) return false;
  const told = tables.selectFrom('interlinear.webhook_delivery').select('id').where('kind', '=', 'article.done');
  return !(await told.where('status', '=', 'delivered').executeTakeFirst());
}
