import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { InterlinearError } from '../../model/errors.ts';
import { sameSecret } from './secret.ts';

/** The header in which pages show the token that came with the session. */
export const CSRF_HEADER = 'interlinear-csrf';

/** Methods that change nothing (RFC 9110, 9.2.1). */
const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request may change something. */
export function isUnsafe(request: FastifyRequest): boolean {
  return !safe.has(request.method);
}

/**
 * Refuses what another site makes a browser send: browsers say where a request was made (Fetch Metadata; older ones in Origin), and other
 * programs say nothing.
 *
 * @throws InterlinearError `permission.cross-site`
 */
export function refuseOtherSites(request: FastifyRequest, config: Pick<Config, 'publicUrl'>): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw new InterlinearError('permission.cross-site');
    return;
  }
  const { origin } = request.headers;
  if (origin === undefined) return;
  const hosts = [request.host, hostOf(config.publicUrl)];
  const from = hostOf(origin);
  if (from === undefined || !hosts.includes(from)) throw new InterlinearError('permission.cross-site');
}

/** Holds a request with a cookie against the session's token. @throws InterlinearError `permission.cross-site` */
export function requireToken(request: FastifyRequest, csrf: string): void {
  const shown = request.headers[CSRF_HEADER];
  if (typeof shown !== 'string' || !sameSecret(shown, csrf)) throw new InterlinearError('permission.cross-site');
}

function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  return new URL(url).host || undefined;
}
