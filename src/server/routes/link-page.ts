import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { messagesIn } from '../../i18n.ts';
import { InterlinearError } from '../../model/errors.ts';
import { findLink, type OpenLink } from '../../storage/one-time-links.ts';
import { choosePassword, LINK_PAGE } from '../identity/choose-password.ts';
import { refuseOtherSites } from '../identity/csrf.ts';
import { chosenPage, formPage, stylesheet } from '../identity/link-form.ts';
import { line } from '../identity/schemas.ts';
import { hashOf } from '../identity/secret.ts';
import { startSession } from '../identity/sign-in.ts';
import { problemOf, requestLanguage } from '../problem.ts';
import type { Routes } from '../routes.ts';

/** What a form may hold, in bytes. */
const FORM_LIMIT = 16_384;

const schema = { hide: true, params: Type.Object({ token: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }) }) };

/** The page of a one-time link: a plain form, which works without a script. */
export const linkPage: Routes = (server, service) => {
  const config = {
    permission: 'anyone',
    rateLimit: { max: service.config.signInsPerMinute, timeWindow: 60_000 },
  } as const;
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMIT },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );

  server.get(
    `${LINK_PAGE}/style.css`,
    { config: { permission: 'anyone' }, schema: { hide: true } },
    (_request, reply) =>
      reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(stylesheet),
  );

  server.get(`${LINK_PAGE}/:token`, { config, schema }, async (request, reply) => {
    const link = await open(request.params.token, request, reply);
    return link ? send(reply, 200, formPage(messages(request), requestLanguage(request), link)) : reply;
  });

  server.post(
    `${LINK_PAGE}/:token`,
    {
      config,
      schema: {
        ...schema,
        body: Type.Object({
          password: Type.String({ maxLength: 4096 }),
          again: Type.String({ maxLength: 4096 }),
          email: Type.Optional(Type.String({ maxLength: 320 })),
          name: Type.Optional(line(200, 0)),
        }),
      },
    },
    async (request, reply) => {
      refuseOtherSites(request, service.config);
      const { token } = request.params;
      const link = await open(token, request, reply);
      if (!link) return reply;
      const language = requestLanguage(request);
      const { again, ...chosen } = request.body;
      try {
        if (again !== chosen.password) throw new InterlinearError('password.again');
        const person = await choosePassword(service, token, { ...chosen, language });
        await startSession(service, request, reply, person, 'link');
      } catch (error) {
        const problem = problemOf(error, request);
        if (!(error instanceof InterlinearError)) throw error;
        return send(reply, problem.status, formPage(messages(request), language, link, { problem, written: chosen }));
      }
      return send(reply, 200, chosenPage(messages(request), language));
    },
  );

  /** @returns undefined where the page of a link that leads nowhere was sent */
  async function open(token: string, request: FastifyRequest, reply: FastifyReply): Promise<OpenLink | undefined> {
    try {
      return await findLink(service.database.tables, hashOf(token), service.clock.now());
    } catch (error) {
      if (!(error instanceof InterlinearError) || error.code !== 'not-found.link') throw error;
      const problem = problemOf(error, request);
      send(reply, problem.status, chosenPage(messages(request), requestLanguage(request), problem));
      return undefined;
    }
  }
};

function messages(request: FastifyRequest) {
  return messagesIn(requestLanguage(request));
}

function send(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page);
}
