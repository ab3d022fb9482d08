import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import type { SessionRules } from '../../storage/sessions.ts';

export const SESSION_COOKIE = 'interlinear_session';

/** How often a session gets another token. */
const ROTATE_MS = 3_600_000;

/** What the settings say of sessions. */
export function sessionRules(config: Pick<Config, 'sessionIdleMinutes' | 'sessionDays'>): SessionRules {
  return {
    idleMs: config.sessionIdleMinutes * 60_000,
    absoluteMs: config.sessionDays * 86_400_000,
    rotateMs: ROTATE_MS,
  };
}

/** Whether people reach the service by https: cookies then never travel without it. */
export function isSecure(request: FastifyRequest, config: Pick<Config, 'publicUrl'>): boolean {
  return request.protocol === 'https' || (config.publicUrl?.startsWith('https:') ?? false);
}

/** Where people reach the service, without a slash at the end. */
export function addressOf(request: FastifyRequest, config: Pick<Config, 'publicUrl'>): string {
  return config.publicUrl ?? `${request.protocol}://${request.host}`;
}

/** Hands the browser a session's token; it goes when the browser is closed, or with the session. */
export function giveCookie(
  reply: FastifyReply,
  request: FastifyRequest,
  config: Pick<Config, 'publicUrl'>,
  token: string,
): void {
  reply.setCookie(SESSION_COOKIE, token, { ...attributes, secure: isSecure(request, config) });
}

/** Takes the session's token from the browser. */
export function clearCookie(reply: FastifyReply, request: FastifyRequest, config: Pick<Config, 'publicUrl'>): void {
  reply.clearCookie(SESSION_COOKIE, { ...attributes, secure: isSecure(request, config) });
}

const attributes = { path: '/', httpOnly: true, sameSite: 'lax' } as const;

/** The session's token that a browser shows; what is no token of ours is none. */
export function shownToken(request: FastifyRequest): string | undefined {
  const token = request.cookies[SESSION_COOKIE];
  return token !== undefined && /^[\w-]{43}$/.test(token) ? token : undefined;
}
