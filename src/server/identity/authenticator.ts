import { userInfo } from 'node:os';
import type { FastifyRequest } from 'fastify';
import { InterlinearError } from '../../model/errors.ts';
import { type Permission, permissions, permissionsOfRoles, permissionsOfScopes } from '../../model/permission.ts';
import { defaultDesk, FIRST_DESK, listDesks } from '../../storage/desks.ts';
import { sharedReads } from '../../storage/shared-reads.ts';
import { type SubmissionDefaults, submissionDesks } from '../../storage/submission-defaults.ts';
import type { Authenticate, Caller } from '../caller.ts';
import type { Service } from '../service.ts';
import { type Identity, identityOf, submitsArticles } from './identity.ts';

/** The header that says for which desk a request is: its name (percent-encoded where it is not ASCII) or its id. */
export const DESK_HEADER = 'interlinear-desk';

/** The same in the query of what is only read: a link in a page, such as one to a file, carries no header. */
const DESK_QUERY = DESK_HEADER;

/** A desk at which somebody may do something. */
export interface OwnDesk {
  id: string;
  name: string;
  permissions: ReadonlySet<Permission>;
  /** What it adds to a submission, where that was asked for. */
  defaults?: SubmissionDefaults;
}

/**
 * Finds out who asks, and for which desk: the key's own; else the one that the header (or, of a GET, the query) names; else, for people, the first of theirs, and for
 * the owner of the data folder the one of the settings.
 */
export function authenticator(service: Service): Authenticate {
  return async (request) => {
    const identity = await identityOf(service, request);
    if (!identity) return undefined;
    const desks = await desksOf(service, identity, submitsArticles(request));
    const wished = wishedDesk(request);
    const preferred = identity.kind === 'local' ? service.config.desk : undefined;
    const desk =
      wished === undefined
        ? (desks.find(({ name }) => name === preferred) ?? desks[0])
        : desks.find(({ id, name }) => name === wished || id === wished);
    if (!desk && desks.length === 0) throw new InterlinearError('permission.no-desk');
    if (!desk)
      throw new InterlinearError('desk.unknown', {
        name: (wished ?? '').slice(0, 80),
        known: desks.map(({ name }) => name).join(', '),
      });
    const { id, name, ...own } = desk;
    return { ...whoIs(identity), desk: id, deskName: name, ...own };
  };
}

/**
 * The desks at which somebody may do something, in the order in which they were made.
 *
 * @param submits with what each adds to a submission
 */
export async function desksOf(service: Service, identity: Identity, submits = false): Promise<OwnDesk[]> {
  const { tables } = service.database;
  if (identity.kind === 'key') {
    const { desk, deskName, scopes, defaults } = identity.key;
    return [{ id: desk, name: deskName, permissions: permissionsOfScopes(scopes), ...(defaults ? { defaults } : {}) }];
  }
  const list: () => Promise<Omit<OwnDesk, 'permissions'>[]> = submits
    ? () => submissionDesks(tables)
    : async () => (await listDesks(tables)).map(({ id, name }) => ({ id, name }));
  const read = () => sharedReads(tables).read(`desks ${submits}`, list);
  let all = await read();
  // The owner of a new data folder finds a desk in it.
  if (identity.kind === 'local' && !all.some(({ name }) => name === FIRST_DESK)) {
    await defaultDesk(tables, service.clock.now());
    all = await read();
  }
  if (identity.kind === 'local') return all.map((desk) => ({ ...desk, permissions: new Set(permissions) }));
  return all.flatMap((one) => {
    const held = identity.roles.filter(({ desk }) => desk === null || desk === one.id).map(({ role }) => role);
    return held.length === 0 ? [] : [{ ...one, permissions: permissionsOfRoles(held) }];
  });
}

/** Somebody as the audit log names them. */
export function whoIs(identity: Identity): Pick<Caller, 'actor' | 'name' | 'everywhere'> {
  if (identity.kind === 'key') return { actor: `key:${identity.key.id}`, name: identity.key.name };
  if (identity.kind === 'local') return { actor: 'local', name: ownerName(), everywhere: true };
  const { person, roles } = identity;
  const everywhere = roles.some(({ desk, role }) => desk === null && role === 'administrator');
  return { actor: `person:${person.id}`, name: person.name, everywhere };
}

/** Asked of the system once: each request of the owner's carries it. */
let owner: string | undefined;

function ownerName(): string {
  try {
    owner ??= userInfo().username;
  } catch {
    owner = 'local';
  }
  return owner;
}

/** @returns undefined where the request leaves the desk open */
function wishedDesk(request: FastifyRequest): string | undefined {
  const written = request.headers[DESK_HEADER];
  if (typeof written !== 'string' || written.trim() === '') return deskOfQuery(request);
  try {
    return decodeURIComponent(written).trim();
  } catch {
    // A name with a percent sign that is meant as one.
    return written.trim();
  }
}

/** The query comes decoded. */
function deskOfQuery({ method, query }: FastifyRequest): string | undefined {
  const written = method === 'GET' ? (query as Record<string, unknown> | null)?.[DESK_QUERY] : undefined;
  return typeof written === 'string' && written.trim() !== '' ? written.trim() : undefined;
}
