import type { FastifyReply, FastifyRequest } from 'fastify';
import { InterlinearError } from '../../model/errors.ts';
import { MOST_PASSWORD, preparePassword } from '../../model/password.ts';
import { emailKey, passwordOf, setPasswordHash } from '../../storage/people.ts';
import { openSession } from '../../storage/sessions.ts';
import { countAttempt, forgetAttempts } from '../../storage/sign-in-failures.ts';
import type { Service } from '../service.ts';
import { clientOf } from './client.ts';
import { checkPassword, hashPassword } from './password-hash.ts';
import { hashOf, newSecret } from './secret.ts';
import { giveCookie, sessionRules } from './session-cookie.ts';

/**
 * Whose e-mail and password these are. Whether there is such an account cannot be told from the answer, its time, or the waits.
 *
 * @throws InterlinearError `sign-in.wrong`; `sign-in.wait` {seconds}
 */
export async function personWith(service: Service, email: string, written: string): Promise<string> {
  const { tables } = service.database;
  const account = hashOf(accountOf(email));
  await countAttempt(tables, account, service.clock.now());
  const kept = await passwordOf(tables, { email }).catch((error: unknown) => {
    // What is no address is nobody's.
    if (error instanceof InterlinearError) return undefined;
    throw error;
  });
  const password = preparedOr(written);
  const result = await checkPassword(password ?? '', password === undefined ? undefined : kept?.hash);
  if (result === 'wrong' || !kept || password === undefined) throw new InterlinearError('sign-in.wrong');
  await forgetAttempts(tables, account);
  if (result === 'stale') await setPasswordHash(tables, kept.id, await hashPassword(password));
  return kept.id;
}

/** Whether this is the password of a person who is signed in. @throws InterlinearError as personWith */
export async function confirmPassword(service: Service, person: string, written: string): Promise<void> {
  const { tables } = service.database;
  const account = hashOf(person);
  await countAttempt(tables, account, service.clock.now());
  const kept = await passwordOf(tables, { id: person });
  const password = preparedOr(written);
  const result = await checkPassword(password ?? '', password === undefined ? undefined : kept?.hash);
  if (result === 'wrong') throw new InterlinearError('sign-in.wrong');
  await forgetAttempts(tables, account);
}

/** Opens a session for a person and hands the browser its cookie. @returns the token that requests which change something show */
export async function startSession(
  service: Service,
  request: FastifyRequest,
  reply: FastifyReply,
  person: string,
  way: 'password' | 'oidc' | 'link',
): Promise<string> {
  const [token, csrf] = [newSecret(), newSecret()];
  await service.database.tables
    .transaction()
    .execute((transaction) =>
      openSession(
        transaction,
        { person, hash: hashOf(token), csrf, way, ...clientOf(request) },
        sessionRules(service.config),
        service.clock.now(),
      ),
    );
  request.sessionToken = null;
  giveCookie(reply, request, service.config, token);
  return csrf;
}

function accountOf(email: string): string {
  try {
    return emailKey(email);
  } catch {
    return email.normalize('NFC').toLowerCase();
  }
}

/** @returns undefined for what can be nobody's password */
function preparedOr(written: string): string | undefined {
  try {
    return written.length > 4 * MOST_PASSWORD ? undefined : preparePassword(written);
  } catch {
    return undefined;
  }
}
