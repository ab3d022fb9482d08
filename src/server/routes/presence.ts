import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { showArticle } from '../../storage/article-listing.ts';
import { endPresence, notePresence, PRESENCE_MS, whoIsPresent } from '../../storage/presence.ts';
import { callerOf } from '../caller.ts';
import { presenceAnswer, present } from '../presence-shapes.ts';
import type { Routes } from '../routes.ts';
import { id, languageOf } from '../shapes.ts';

const answer = Type.Object({
  items: Type.Array(present),
  seconds: Type.Integer({ description: 'How long somebody counts as there after a heartbeat.' }),
});

/** Who has an article open, and where in it. */
export const presence: Routes = (server, service) => {
  const { tables } = service.database;

  server.post(
    '/v1/articles/:id/presence',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['presence'],
        operationId: 'notePresence',
        summary: 'Say that one has an article open',
        description: 'Again and again while it is open, and at once when one goes to another segment.',
        params: Type.Object({ id }),
        body: Type.Object(
          {
            window: { ...id, description: 'The browser window’s own id.' },
            language: Type.Optional(Type.String({ minLength: 2, maxLength: 35 })),
            segment: Type.Optional(id),
          },
          { additionalProperties: false },
        ),
        response: { 200: answer },
      },
    },
    async (request) => {
      const { desk, actor, name } = callerOf(request);
      const { window, segment = null } = request.body;
      const article = request.params.id;
      const language = languageOf(request.body.language) ?? null;
      const here = { window, actor, name, language, segment };
      if (!(await notePresence(tables, desk, article, here, service.clock.now())))
        throw new InterlinearError('not-found.article', { article });
      return everybody(desk, article);
    },
  );

  server.get(
    '/v1/articles/:id/presence',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['presence'],
        operationId: 'showPresence',
        summary: 'Who has an article open',
        params: Type.Object({ id }),
        response: { 200: answer },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const article = request.params.id;
      if (!(await showArticle(tables, desk, article))) throw new InterlinearError('not-found.article', { article });
      return everybody(desk, article);
    },
  );

  server.delete(
    '/v1/articles/:id/presence/:window',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['presence'],
        operationId: 'endPresence',
        summary: 'Say that one has closed an article',
        params: Type.Object({ id, window: id }),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { desk, actor } = callerOf(request);
      await endPresence(tables, desk, request.params.id, { window: request.params.window, actor });
      return reply.code(204).send(null);
    },
  );

  async function everybody(desk: string, article: string) {
    const found = await whoIsPresent(tables, desk, article, service.clock.now());
    return { items: found.map(presenceAnswer), seconds: PRESENCE_MS / 1000 };
  }
};
