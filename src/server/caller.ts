import type { FastifyRequest } from 'fastify';
import type { Permission } from '../model/permission.ts';
import type { SubmissionDefaults } from '../storage/submission-defaults.ts';

export { type Permission, permissions } from '../model/permission.ts';

/** Who asks, and for which desk: one request is for one desk. */
export interface Caller {
  /** As the audit log names them: `person:ID`, `key:ID`, or `local` for the owner of this machine's data folder. */
  actor: string;
  /** For people to read. */
  name: string;
  /** The desk's id. */
  desk: string;
  deskName: string;
  permissions: ReadonlySet<Permission>;
  /** An administrator of every desk: may make desks, and change what concerns more than one. */
  everywhere?: boolean;
  /** What the desk adds to a submission; on routes that say that they take one. */
  defaults?: SubmissionDefaults;
}

/** Finds out who asks. @returns undefined for somebody who shows nothing @throws InterlinearError for a sign-in that is wrong or over */
export type Authenticate = (request: FastifyRequest) => Promise<Caller | undefined>;

/** Whether a caller may do something. */
export function may(caller: Caller, permission: Permission): boolean {
  return caller.permissions.has('admin') || caller.permissions.has(permission) || permission === 'read';
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; null on routes that are for anyone. */
    caller: Caller | null;
  }
  interface FastifyContextConfig {
    /** What the route takes; every route says so. `anyone` needs no sign-in. */
    permission?: Permission | 'anyone';
    /** Takes submissions: what the desk adds to them is read in the statement that tells who asks. */
    submits?: boolean;
  }
}

/** Who asks, on a route that is not for anyone. */
export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error(`${request.routeOptions.url} is for anyone and has no caller`);
  return request.caller;
}
