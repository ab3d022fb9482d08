import { timingSafeEqual } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { Scope } from '../model/permission.ts';
import { type By, recordAct } from './audit.ts';
import type { Tables } from './database.ts';
import { defaultsOfDesk, type SubmissionDefaults } from './submission-defaults.ts';

/** A key of a program, as those who keep it see it; the key itself is shown once and not kept. */
export interface ApiKey {
  id: string;
  name: string;
  /** How it begins, to tell it from others. */
  prefix: string;
  scopes: Scope[];
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  usedAt: Date | null;
}

/** How exactly it is known when a key was last used. */
const USED_MS = 60_000;

/** Keeps a key, with the audit row. @param key.hash SHA-256 of the whole key, in hexadecimal digits */
export async function addKey(
  tables: Tables,
  desk: string,
  key: { name: string; prefix: string; hash: string; scopes: Scope[]; expiresAt: Date | null },
  by: By,
): Promise<ApiKey> {
  const { name, prefix, hash, scopes, expiresAt } = key;
  return tables.transaction().execute(async (transaction) => {
    const id = newId();
    await transaction
      .insertInto('interlinear.api_key')
      .values({
        ...{ id, desk_id: desk, name, prefix, hash, scopes: JSON.stringify(scopes), created_by: by.actor },
        ...{ created_at: by.now, expires_at: expiresAt, revoked_at: null, used_at: null },
      })
      .execute();
    await recordAct(
      transaction,
      desk,
      { act: 'key.add', subject: id, after: { name, prefix, scopes, expiresAt: expiresAt?.toISOString() ?? null } },
      by,
    );
    return selectKeys(transaction).where('id', '=', id).executeTakeFirstOrThrow();
  });
}

/** The keys of a desk, newest first, also those that are over. */
export async function listKeys(
  tables: Tables,
  desk: string,
  page: { after?: string; limit: number },
): Promise<ApiKey[]> {
  let query = selectKeys(tables).where('desk_id', '=', desk).orderBy('id', 'desc').limit(page.limit);
  if (page.after !== undefined) query = query.where('id', '<', page.after);
  return query.execute();
}

/**
 * Ends a key, with the audit row; ending it again changes nothing.
 *
 * @param key its id or its prefix
 * @throws InterlinearError `not-found.key`
 */
export async function revokeKey(
  tables: Tables,
  desk: string,
  key: { id: string } | { prefix: string },
  by: By,
): Promise<ApiKey> {
  return tables.transaction().execute(async (transaction) => {
    const found = await selectKeys(transaction)
      .where('desk_id', '=', desk)
      .where(({ eb }) => ('id' in key ? eb('id', '=', key.id) : eb('prefix', '=', key.prefix)))
      .forUpdate()
      .executeTakeFirst();
    if (!found) throw new InterlinearError('not-found.key');
    if (found.revokedAt) return found;
    await transaction
      .updateTable('interlinear.api_key')
      .set({ revoked_at: by.now })
      .where('id', '=', found.id)
      .execute();
    const { name, prefix, scopes } = found;
    await recordAct(transaction, desk, { act: 'key.revoke', subject: found.id, before: { name, prefix, scopes } }, by);
    return { ...found, revokedAt: by.now };
  });
}

/** A key that was shown, with the desk that it is for. */
export interface ShownKey {
  id: string;
  name: string;
  desk: string;
  deskName: string;
  scopes: Scope[];
  /** What the desk adds to a submission, where that was asked for. */
  defaults?: SubmissionDefaults;
}

/**
 * The key that was shown. Hashes are compared in constant time, so that no answer tells how much of a guess was right.
 *
 * @param hash SHA-256 of what was shown, in hexadecimal digits
 * @param submits read what the desk adds to a submission, too
 * @throws InterlinearError `sign-in.key`, `sign-in.expired`, `sign-in.revoked`
 */
export async function findKey(
  tables: Tables,
  prefix: string,
  hash: string,
  now: Date,
  submits = false,
): Promise<ShownKey> {
  const row = await tables
    .selectFrom('interlinear.api_key as key')
    .innerJoin('interlinear.desk as desk', 'desk.id', 'key.desk_id')
    .select(['key.id', 'key.name', 'key.hash', 'key.scopes', 'key.expires_at', 'key.revoked_at', 'key.used_at'])
    .select(['desk.id as desk', 'desk.name as deskName'])
    .$if(submits, (query) => query.select(defaultsOfDesk.as('defaults')))
    .where('key.prefix', '=', prefix)
    .executeTakeFirst();
  // What nobody has is compared too.
  const same = timingSafeEqual(Buffer.from(row?.hash ?? '0'.repeat(64)), Buffer.from(hash));
  if (!row || !same) throw new InterlinearError('sign-in.key');
  if (row.revoked_at) throw new InterlinearError('sign-in.revoked');
  if (row.expires_at && row.expires_at <= now) throw new InterlinearError('sign-in.expired');
  if (!row.used_at || Math.abs(now.getTime() - row.used_at.getTime()) > USED_MS)
    await tables.updateTable('interlinear.api_key').set({ used_at: now }).where('id', '=', row.id).execute();
  const { id, name, desk, deskName, scopes, defaults } = row;
  return { id, name, desk, deskName, scopes, ...(defaults ? { defaults } : {}) };
}

function selectKeys(tables: Tables) {
  return tables
    .selectFrom('interlinear.api_key')
    .select(['id', 'name', 'prefix', 'scopes', 'created_by as createdBy', 'created_at as createdAt'])
    .select(['expires_at as expiresAt', 'revoked_at as revokedAt', 'used_at as usedAt']);
}
