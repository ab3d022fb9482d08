import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { textMeasure } from '../../memory/measure.ts';
import { InterlinearError } from '../../model/errors.ts';
import { reviewStepsOf } from '../../storage/approval.ts';
import { segmentRows, type VersionHead } from '../../storage/article-segments.ts';
import { assignLanguage } from '../../storage/assignment.ts';
import { listDesks, setDesk } from '../../storage/desks.ts';
import { reviewProgress } from '../../storage/review-progress.ts';
import { approveVersion, obstacles } from '../../storage/version-approval.ts';
import { callerOf } from '../caller.ts';
import { actor, progress, progressAnswer } from '../review-shapes.ts';
import type { Routes } from '../routes.ts';
import { segmentReading } from '../segment-reading.ts';
import { failure, failureOf, id, orNull } from '../shapes.ts';

const params = Type.Object({ id, language: Type.String({ minLength: 2, maxLength: 35 }) });
const steps = Type.Integer({
  minimum: 0,
  maximum: 2,
  description:
    'How often targets are approved before they are published: not at all, once, or twice and then by two people.',
});
const version = Type.Object({
  language: Type.String(),
  sourceLanguage: Type.String(),
  kind: Type.Enum(['given', 'target'] as const),
  status: Type.String(),
  assignee: orNull(Type.String()),
  review: orNull(progress),
  reviewSteps: steps,
});

/** Who reviews what, how far it is, and approving a whole language version. */
export const review: Routes = (server, service) => {
  const { tables } = service.database;
  const reading = segmentReading(service);
  const settings = Type.Object({ reviewSteps: steps }, { additionalProperties: false });

  server.get(
    '/v1/review/settings',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['review'],
        operationId: 'showReviewSettings',
        summary: 'How the desk reviews',
        response: { 200: settings },
      },
    },
    async (request) => ({ reviewSteps: await reviewStepsOf(tables, callerOf(request).desk) }),
  );

  server.patch(
    '/v1/review/settings',
    {
      config: { permission: 'admin' },
      schema: {
        tags: ['review'],
        operationId: 'changeReviewSettings',
        summary: 'Choose how the desk reviews',
        body: settings,
        response: { 200: settings },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const desk = (await listDesks(tables)).find((one) => one.id === caller.desk);
      const by = { actor: caller.actor, now: service.clock.now() };
      const { reviewSteps } = await setDesk(tables, desk?.name ?? caller.deskName, request.body, by);
      return { reviewSteps };
    },
  );

  server.get(
    '/v1/articles/:id/languages/:language',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['review'],
        operationId: 'showLanguage',
        summary: 'A language version, whose it is, and how far its review is',
        params,
        response: { 200: version },
      },
    },
    async (request) => answerOf(request, await reading.head(request)),
  );

  server.patch(
    '/v1/articles/:id/languages/:language',
    {
      config: { permission: 'translate' },
      schema: {
        tags: ['review'],
        operationId: 'assignLanguage',
        summary: 'Give a language version to somebody, or to nobody',
        params,
        body: Type.Object({ assignee: orNull(actor) }, { additionalProperties: false }),
        response: { 200: version },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { language } = await reading.head(request);
      const wish = { article: request.params.id, language, assignee: request.body.assignee };
      await assignLanguage(tables, caller.desk, wish, { actor: caller.actor, now: service.clock.now() });
      return answerOf(request, await reading.head(request));
    },
  );

  server.post(
    '/v1/articles/:id/languages/:language/approve',
    {
      config: { permission: 'review' },
      schema: {
        tags: ['review'],
        operationId: 'approveLanguage',
        summary: 'Approve all of a language version, or see what stands in the way',
        description:
          'All of it or nothing. What no person has touched counts as seen once `acknowledge` says so, warnings too; errors pass for the ' +
          'reason in `override`, which is recorded. With `dryRun` nothing is approved.',
        params,
        body: Type.Object(
          {
            state: Type.Enum(['reviewed', 'final'] as const, { default: 'final' }),
            acknowledge: Type.Boolean({ default: false }),
            override: Type.Optional(
              Type.Object(
                { reason: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }) },
                { additionalProperties: false },
              ),
            ),
            dryRun: Type.Boolean({ default: false }),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            done: Type.Boolean({ description: 'Whether all of it is approved now.' }),
            approved: Type.Integer({ description: 'Segments that this approved.' }),
            inTheWay: Type.Array(
              Type.Object({ segment: id, ordinal: Type.Integer(), text: Type.String(), problem: failure }),
            ),
            version,
          }),
        },
      },
    },
    async (request) => {
      const { desk, actor: by } = callerOf(request);
      const { state, acknowledge, override, dryRun } = request.body;
      const head = await reading.head(request);
      if (head.kind !== 'target')
        throw new InterlinearError('not-found.language', { id: request.params.id, language: head.language });
      const rows = await segmentRows(tables, desk, head, { after: -1, limit: 1_000_000 });
      const sorted = await reading.sortedFindings(desk, rows, head);
      const approval = {
        ...{ article: request.params.id, language: head.language, state, by, acknowledge },
        rows: rows.map((row) => ({ row, open: sorted(row).open })),
        ...(override ? { override: override.reason } : {}),
      };
      const { approved, obstacles: found } = dryRun
        ? { approved: 0, obstacles: obstacles(approval, await reviewStepsOf(tables, desk)) }
        : await approveVersion(tables, desk, approval, textMeasure, service.clock.now());
      return {
        done: !dryRun && found.length === 0,
        approved,
        inTheWay: found.map(({ row, trouble: { code, parameters } }) => ({
          segment: row.id,
          ordinal: row.ordinal,
          text: row.text,
          problem: failureOf({ code, parameters }, request),
        })),
        version: await answerOf(request, await reading.head(request)),
      };
    },
  );

  async function answerOf(request: FastifyRequest, head: VersionHead) {
    const { desk } = callerOf(request);
    const reviewSteps = await reviewStepsOf(tables, desk);
    const found = await reviewProgress(tables, desk, [head.revision], reviewSteps);
    const { language, sourceLanguage, kind, status, assignee } = head;
    const review = progressAnswer(found.get(`${head.revision} ${language}`));
    return { language, sourceLanguage, kind, status, assignee, review, reviewSteps };
  }
};
