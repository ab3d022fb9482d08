import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import type { DismissedFinding } from '../../model/finding.ts';
import { setAside } from '../../storage/dismissals.ts';
import { dismissFindings, findingsByVersion, restoreFindings, type VersionFinding } from '../../storage/findings.ts';
import { callerOf } from '../caller.ts';
import { finding, findingAnswer } from '../finding-answers.ts';
import { ordinalAfter, page, pageQuery, pageShowing } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { id, instant, languageOf, orNull } from '../shapes.ts';

const shown = Type.Object({
  ...finding.properties,
  dismissed: orNull(Type.Object({ reason: Type.String(), actor: Type.String(), at: instant })),
});
const findingParams = Type.Object({
  id,
  findingId: Type.String({ minLength: 1, maxLength: 40, pattern: '^[A-Za-z0-9_-]+$' }),
});

/** A finding with the dismissal that holds for it. */
interface ArticleFinding extends VersionFinding {
  dismissal: DismissedFinding['dismissed'] | null;
}

/** What the checks found in an article; a reviewer lets a finding stand with a reason, and takes that back. */
export const findings: Routes = (server, service) => {
  const { tables } = service.database;

  async function all(request: FastifyRequest): Promise<ArticleFinding[]> {
    const { id: article } = request.params as { id: string };
    const { desk } = callerOf(request);
    const found = await findingsByVersion(tables, desk, article);
    if (!found) throw new InterlinearError('not-found.article', { article });
    const { dismissed } = await setAside(
      tables,
      desk,
      found.map(({ finding }) => finding),
    );
    const byId = new Map(dismissed.map((each) => [each.id, each.dismissed]));
    return found.map((each) => ({ ...each, dismissal: byId.get(each.finding.id) ?? null }));
  }
  async function one(request: FastifyRequest): Promise<ArticleFinding> {
    const { findingId } = request.params as { findingId: string };
    const found = (await all(request)).find((each) => each.finding.id === findingId);
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
          ...pageQuery.properties,
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
      const after = ordinalAfter(cursor);
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
      return pageShowing(
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
      const { id: article, findingId } = request.params;
      await dismissFindings(tables, desk, article, [findingId], request.body.reason, by);
      const dismissal = { reason: request.body.reason.trim(), by: actor, at: by.now };
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
      const { id: article, findingId } = request.params;
      const by = { actor, now: service.clock.now() };
      if (found.dismissal) await restoreFindings(tables, desk, article, [findingId], by);
      return answerOf({ ...found, dismissal: null }, request);
    },
  );
};

function answerOf({ finding: found, version, dismissal }: ArticleFinding, request: FastifyRequest) {
  const dismissed = dismissal && { reason: dismissal.reason, actor: dismissal.by, at: dismissal.at.toISOString() };
  return { ...findingAnswer(found, version, request), dismissed };
}
