import type { By } from './audit.ts';
import { recordAct } from './audit.ts';
import type { Tables } from './database.ts';

/** A sign-in with a provider that is under way. */
export interface OidcAttempt {
  state: string;
  nonce: string;
  verifier: string;
  /** A path of this service. */
  returnTo: string;
}

/** How long somebody may take at the provider's. */
const PATIENCE_MS = 600_000;

/** Keeps what a provider's answer will be held against. @param hash of the secret that only this browser has */
export async function startAttempt(tables: Tables, hash: string, attempt: OidcAttempt, now: Date): Promise<void> {
  const { returnTo, ...rest } = attempt;
  await tables.deleteFrom('interlinear.oidc_attempt').where('expires_at', '<', now).execute();
  await tables
    .insertInto('interlinear.oidc_attempt')
    .values({ hash, ...rest, return_to: returnTo, expires_at: new Date(now.getTime() + PATIENCE_MS) })
    .execute();
}

/** Takes an attempt out: an answer counts once. */
export async function takeAttempt(tables: Tables, hash: string, now: Date): Promise<OidcAttempt | undefined> {
  return tables
    .deleteFrom('interlinear.oidc_attempt')
    .where('hash', '=', hash)
    .where('expires_at', '>', now)
    .returning(['state', 'nonce', 'verifier', 'return_to as returnTo'])
    .executeTakeFirst();
}

/** Whom a provider means. */
export async function personOfIdentity(tables: Tables, issuer: string, subject: string): Promise<string | undefined> {
  const row = await tables
    .selectFrom('interlinear.oidc_identity')
    .select('person_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.person_id;
}

/** Remembers whom a provider means, with the audit row. */
export async function linkIdentity(
  transaction: Tables,
  identity: { issuer: string; subject: string; person: string },
  by: By,
): Promise<void> {
  const { issuer, subject, person } = identity;
  await transaction
    .insertInto('interlinear.oidc_identity')
    .values({ issuer, subject, person_id: person, created_at: by.now })
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
    .execute();
  await recordAct(transaction, null, { act: 'person.oidc', subject: person, after: { issuer, subject } }, by);
}
