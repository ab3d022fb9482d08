import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { targetActs } from '../../model/review.ts';
import { actorNames } from '../../storage/actor-names.ts';
import { segmentRows } from '../../storage/article-segments.ts';
import { undoPropagation } from '../../storage/propagation-undo.ts';
import { targetHistory } from '../../storage/target-changes.ts';
import { callerOf } from '../caller.ts';
import { page, pageQuery, pageShowing, placeOf } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { segmentReading } from '../segment-reading.ts';
import { code, state } from '../segment-shapes.ts';
import { id, instant, orNull } from '../shapes.ts';

const params = Type.Object({ id, language: Type.String({ minLength: 2, maxLength: 35 }), segmentId: id });

/** Who changed a target and how, and taking back what a confirmation filled in elsewhere. */
export const segmentHistory: Routes = (server, service) => {
  const { tables } = service.database;
  const reading = segmentReading(service);

  server.get(
    '/v1/articles/:id/languages/:language/segments/:segmentId/history',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['segments'],
        operationId: 'showHistory',
        summary: 'Every change of a target, the newest first',
        params,
        querystring: pageQuery,
        response: {
          200: page(
            Type.Object({
              version: Type.Integer(),
              act: Type.Enum(targetActs),
              actor: orNull(Type.String({ description: 'Null for machines and memories.' })),
              actorName: orNull(Type.String()),
              reason: orNull(Type.String()),
              milliseconds: orNull(Type.Integer()),
              at: instant,
              text: orNull(Type.String()),
              codes: Type.Array(code),
              state,
              subState: orNull(Type.String()),
              origin: orNull(Type.String()),
              engine: orNull(Type.String()),
              score: orNull(Type.Integer()),
              route: Type.String(),
              propagatedFrom: orNull(id),
            }),
          ),
        },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { segmentId } = request.params;
      const { limit, cursor } = request.query;
      const version = await reading.head(request);
      const [row] = version.kind === 'target' ? await segmentRows(tables, desk, version, { id: segmentId }) : [];
      if (!row) throw new InterlinearError('segment.gone', { segment: segmentId });
      const before = cursor === undefined ? undefined : (placeOf(cursor, ['number'])[0] as number);
      const range = { limit: limit + 1, ...(before !== undefined ? { before } : {}) };
      const rows = await targetHistory(tables, desk, segmentId, version.language, range);
      const names = await actorNames(
        tables,
        desk,
        rows.map(({ actor }) => actor),
      );
      return pageShowing(
        rows,
        limit,
        ({ seq: _, ...change }) => ({
          ...change,
          actorName: names.get(change.actor ?? '') ?? null,
          at: change.at.toISOString(),
        }),
        (change) => change.seq,
      );
    },
  );

  server.post(
    '/v1/articles/:id/languages/:language/segments/:segmentId/propagation/undo',
    {
      config: { permission: 'translate' },
      schema: {
        tags: ['segments'],
        operationId: 'undoPropagation',
        summary: 'Take back what the confirmation of a segment filled into its repetitions',
        description: 'Repetitions that somebody has changed or confirmed since stay as they are.',
        params,
        response: { 200: Type.Object({ segments: Type.Array(id, { description: 'Those that are as they were.' }) }) },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      const { id: article, segmentId } = request.params;
      const version = await reading.head(request);
      const rows = version.kind === 'target' ? await segmentRows(tables, desk, version, { id: segmentId }) : [];
      if (rows.length === 0) throw new InterlinearError('segment.gone', { segment: segmentId });
      const undo = { article, segment: segmentId, language: version.language };
      return { segments: await undoPropagation(tables, desk, undo, { actor, now: service.clock.now() }) };
    },
  );
};
