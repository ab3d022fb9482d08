import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { type ArticleFinding, articleFindings } from '../../storage/article-findings.ts';
import { dismissFinding } from '../../storage/dismissals.ts';
import { restoreFinding } from '../../storage/dismissed-findings.ts';
import { callerOf } from '../caller.ts';
import { finding, findingAnswer } from '../finding-answers.ts';
import { page, pageOf, pageQuery, readCursor } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { id, instant, isOrdinal, languageOf, orNull } from '../shapes.ts';

const shown = Type.Object({
  ...finding.properties,
  dismissed: orNull(Type.Object({ reason: Type.String(), actor: Type.String(), at: instant })),
});
const findingParams = Type.Object({
  id,
  findingId: Type.String({ minLength: 1, maxLength: 40, pattern: '^[A-Za-z0-9_-]+$' }),
});

/** What the checks found in an article; a reviewer lets a finding stand with a reason, and takes that back. */
export const findings: Routes = (server, service) => {
  const { tables } = service.database;

  async function all(request: FastifyRequest): Promise<ArticleFinding[]> {
    const { id: article } = request.params as { id: string };
    const found = await articleFindings(tables, callerOf(request).desk, article);
    if (!found) throw new InterlinearError('not-found.article', { article });
    return found;
  }
  async function one(request: FastifyRequest): Promise<ArticleFinding> {
    const { findingId } = request.params as { findingId: string };
    const found = (await all(request)).find((each) => each.id === findingId);
    if (!found) throw new InterlinearError('not-found.finding', { id: findingId });
    return found;
  }

  server.get(
    '/v1/articles/:id/findings',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['findings'],
        operationId: 'listFindings',
        summary: 'What the checks found',
        params: Type.Object({ id }),
        querystring: Type.Object({
          ...pageQuery,
          language: Type.Optional(Type.String({ maxLength: 35, description: 'Of a version.' })),
          check: Type.Optional(Type.String({ maxLength: 50 })),
          severity: Type.Optional(Type.Enum(['error', 'warning', 'info'] as const)),
          state: Type.Enum(['open', 'dismissed', 'all'] as const, { default: 'open' }),
        }),
        response: { 200: page(shown) },
      },
    },
    async (request) => {
      const { limit, cursor, check, severity, state } = request.query;
      const language = languageOf(request.query.language);
      const after = readCursor(cursor, isOrdinal) ?? -1;
      const wanted = (await all(request))
        .map((each, place) => ({ ...each, place }))
        .filter(
          (each) =>
            each.place > after &&
            (language === undefined || each.version === language) &&
            (check === undefined || each.finding.check === check) &&
            (severity === undefined || each.finding.severity === severity) &&
            (state === 'all' || (state === 'dismissed') === (each.dismissal !== null)),
        );
      return pageOf(
        wanted,
        limit,
        (each) => answerOf(each, request),
        (each) => each.place,
      );
    },
  );

  server.post(
    '/v1/articles/:id/findings/:findingId/dismiss',
    {
      config: { permission: 'review' },
      schema: {
        tags: ['findings'],
        operationId: 'dismissFinding',
        summary: 'Let a finding stand, for as long as its texts stay as they are',
        params: findingParams,
        body: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 1000 }) }, { additionalProperties: false }),
        response: { 200: shown },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      const found = await one(request);
      const by = { actor, now: service.clock.now() };
      const dismissal = await dismissFinding(tables, desk, found.texts, found.finding, request.body.reason, by);
      return answerOf({ ...found, dismissal }, request);
    },
  );

  server.post(
    '/v1/articles/:id/findings/:findingId/restore',
    {
      config: { permission: 'review' },
      schema: {
        tags: ['findings'],
        operationId: 'restoreFinding',
        summary: 'Open a dismissed finding again',
        params: findingParams,
        response: { 200: shown },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      const found = await one(request);
      // Once more changes nothing.
      if (found.dismissal) await restoreFinding(tables, desk, found.dismissal.id, { actor, now: service.clock.now() });
      return answerOf({ ...found, dismissal: null }, request);
    },
  );
};

function answerOf({ finding: found, version, dismissal }: ArticleFinding, request: FastifyRequest) {
  const dismissed = dismissal && { reason: dismissal.reason, actor: dismissal.actor, at: dismissal.at.toISOString() };
  return { ...findingAnswer(found, version, request), dismissed };
}
