import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import { newWebhookSecret } from '../model/webhook-signature.ts';
import { recordAct } from './audit.ts';
import type { Tables } from './database.ts';
import type { EventKind } from './event.ts';
import { endOfEvents } from './events.ts';
import type { By } from './job-control.ts';
import type { WebhookState } from './schema.ts';

/** A webhook of a desk, without its secret. */
export interface Webhook {
  id: string;
  url: string;
  kinds: EventKind[];
  state: WebhookState;
  /** Since when every call has failed; null where the last one went well. */
  failingSince: Date | null;
  createdAt: Date;
}

/** What a job's callback is told. */
const callbackKinds: EventKind[] = ['job.done', 'job.partial', 'job.failed', 'job.canceled'];

const columns = ['id', 'url', 'kinds', 'state', 'failing_since as failingSince', 'created_at as createdAt'] as const;

/**
 * Registers a webhook, which is told of what happens from now on.
 *
 * @param url has been judged by `publicUrl`
 * @returns it and its secret, which is never shown again
 */
export async function addWebhook(
  tables: Tables,
  desk: string,
  wanted: { url: string; kinds: EventKind[] },
  by: By,
): Promise<{ webhook: Webhook; secret: string }> {
  const secret = newWebhookSecret();
  return tables.transaction().execute(async (transaction) => {
    await skipWhatNobodyWaitedFor(transaction);
    const webhook = await transaction
      .insertInto('interlinear.webhook')
      .values({
        id: newId(),
        desk_id: desk,
        job_id: null,
        url: wanted.url,
        kinds: JSON.stringify(wanted.kinds),
        secret,
        begins_after: await endOfEvents(transaction),
        created_at: by.now,
      })
      .returning(columns)
      .executeTakeFirstOrThrow();
    await recordAct(transaction, desk, { act: 'webhook.add', subject: webhook.id, after: wanted }, by);
    return { webhook, secret };
  });
}

/** Has one address told of the end of a job, in the transaction that accepts it. */
export async function addCallback(
  transaction: Tables,
  desk: string,
  job: string,
  url: string,
  now: Date,
): Promise<void> {
  await skipWhatNobodyWaitedFor(transaction);
  await transaction
    .insertInto('interlinear.callback_secret')
    .values({ desk_id: desk, secret: newWebhookSecret() })
    .onConflict((conflict) => conflict.column('desk_id').doNothing())
    .execute();
  await transaction
    .insertInto('interlinear.webhook')
    .values({
      id: newId(),
      desk_id: desk,
      job_id: job,
      url,
      kinds: JSON.stringify(callbackKinds),
      secret: null,
      begins_after: '0.0',
      created_at: now,
    })
    .execute();
}

/** Where there was no webhook until now, the log was not read. */
async function skipWhatNobodyWaitedFor(transaction: Tables): Promise<void> {
  await transaction
    .updateTable('interlinear.webhook_position')
    .set({ place: await endOfEvents(transaction) })
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('interlinear.webhook').select('id').where('state', '=', 'active'))),
    )
    .execute();
}

/** The webhooks of a desk, the oldest first; callbacks of single jobs are none of them. */
export async function listWebhooks(tables: Tables, desk: string): Promise<Webhook[]> {
  return tables
    .selectFrom('interlinear.webhook')
    .select(columns)
    .where('desk_id', '=', desk)
    .where('job_id', 'is', null)
    .orderBy('id')
    .execute();
}

/** @throws InterlinearError `not-found.webhook` {webhook} */
export async function findWebhook(tables: Tables, desk: string, id: string): Promise<Webhook> {
  const found = (await listWebhooks(tables, desk)).find((webhook) => webhook.id === id);
  if (!found) throw new InterlinearError('not-found.webhook', { webhook: id });
  return found;
}

/** Removes a webhook and its deliveries. @throws InterlinearError `not-found.webhook` {webhook} */
export async function removeWebhook(tables: Tables, desk: string, id: string, by: By): Promise<void> {
  await tables.transaction().execute(async (transaction) => {
    const { url, kinds, state } = await findWebhook(transaction, desk, id);
    await transaction.deleteFrom('interlinear.webhook').where('id', '=', id).execute();
    await recordAct(transaction, desk, { act: 'webhook.remove', subject: id, before: { url, kinds, state } }, by);
  });
}

/** Has a webhook that was disabled called again. What happened meanwhile is sent by a replay. @throws InterlinearError `not-found.webhook` */
export async function enableWebhook(tables: Tables, desk: string, id: string, by: By): Promise<Webhook> {
  return tables.transaction().execute(async (transaction) => {
    const { state } = await findWebhook(transaction, desk, id);
    await skipWhatNobodyWaitedFor(transaction);
    await transaction
      .updateTable('interlinear.webhook')
      .set({ state: 'active', failing_since: null, begins_after: await endOfEvents(transaction) })
      .where('id', '=', id)
      .where('state', '<>', 'active')
      .execute();
    await recordAct(
      transaction,
      desk,
      { act: 'webhook.enable', subject: id, before: { state }, after: { state: 'active' } },
      by,
    );
    return findWebhook(transaction, desk, id);
  });
}

/** Gives a webhook a new secret; the old one signs nothing more. @throws InterlinearError `not-found.webhook` {webhook} */
export async function renewWebhookSecret(tables: Tables, desk: string, id: string, by: By): Promise<string> {
  const secret = newWebhookSecret();
  await tables.transaction().execute(async (transaction) => {
    await findWebhook(transaction, desk, id);
    await transaction.updateTable('interlinear.webhook').set({ secret }).where('id', '=', id).execute();
    await recordAct(transaction, desk, { act: 'webhook.secret', subject: id }, by);
  });
  return secret;
}

/** Gives the callbacks of a desk's jobs a new secret. */
export async function renewCallbackSecret(tables: Tables, desk: string, by: By): Promise<string> {
  const secret = newWebhookSecret();
  await tables.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('interlinear.callback_secret')
      .values({ desk_id: desk, secret })
      .onConflict((conflict) => conflict.column('desk_id').doUpdateSet({ secret }))
      .execute();
    await recordAct(transaction, desk, { act: 'webhook.callback-secret', subject: desk }, by);
  });
  return secret;
}
