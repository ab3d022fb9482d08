import { Type } from 'typebox';
import { textMeasure } from '../../memory/measure.ts';
import { InterlinearError } from '../../model/errors.ts';
import { segmentRows } from '../../storage/article-segments.ts';
import { fuzzyThreshold } from '../../storage/desks.ts';
import { memoriesInForce } from '../../storage/memories.ts';
import { memoryStore } from '../../storage/memory-lookup.ts';
import { neighboursOf } from '../../storage/segments.ts';
import { callerOf } from '../caller.ts';
import type { Routes } from '../routes.ts';
import { segmentReading } from '../segment-reading.ts';
import { code } from '../segment-shapes.ts';
import { id, instant, orNull } from '../shapes.ts';

const stretch = Type.Object({ start: Type.Integer(), end: Type.Integer(), text: Type.String() });

const match = Type.Object({
  score: Type.Integer(),
  kind: Type.String({ description: 'context, context-partial, exact, exact-codes, near, repaired or fuzzy.' }),
  base: Type.Integer({ description: 'The score before penalties.' }),
  penalties: Type.Array(Type.Object({ reason: Type.String(), points: Type.Integer() })),
  source: Type.String({ description: 'The unit’s.' }),
  target: Type.Object({ text: Type.String(), codes: Type.Array(code) }, { description: 'What is to be taken over.' }),
  unitTarget: Type.String({ description: 'As it stands in the memory, without repairs.' }),
  differences: Type.Array(
    Type.Object({
      kind: Type.Enum(['inserted', 'deleted', 'replaced'] as const),
      unit: Type.Optional(stretch),
      segment: Type.Optional(stretch),
    }),
    { description: 'UTF-16 offsets in the unit’s source and in the segment’s text.' },
  ),
  repairs: Type.Array(Type.Object({ kind: Type.String(), from: Type.String(), to: Type.String() })),
  origin: Type.Enum(['human', 'mt'] as const),
  unit: orNull(id),
  memory: orNull(Type.String()),
  author: orNull(Type.String()),
  changedAt: orNull(instant),
});

/** `GET …/matches`: what the memories know of a segment now. */
export const matches: Routes = (server, service) => {
  const { tables } = service.database;
  const reading = segmentReading(service);

  server.get(
    '/v1/articles/:id/languages/:language/segments/:segmentId/matches',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['segments'],
        operationId: 'listMatches',
        summary: 'What the memories know of a segment, the best first',
        description: 'Looked up anew: what somebody confirmed a moment ago is there.',
        params: Type.Object({ id, language: Type.String({ minLength: 2, maxLength: 35 }), segmentId: id }),
        querystring: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 50, default: 9 }) }),
        response: { 200: Type.Object({ items: Type.Array(match) }) },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { segmentId } = request.params;
      const version = await reading.head(request);
      const [row] = version.kind === 'target' ? await segmentRows(tables, desk, version, { id: segmentId }) : [];
      if (!row) throw new InterlinearError('segment.gone', { segment: segmentId });
      const now = service.clock.now();
      const memories = await memoriesInForce(tables, desk, version.options.memories, now);
      const around = await neighboursOf(tables, version.revision, version.document, row.ordinal);
      const { leverageSegments } = await import('../../pipeline/leverage.ts');
      const { memoryLookup } = await import('../../pipeline/similar-units.ts');
      const [found = []] = await leverageSegments(
        [{ role: row.role, text: row.text, codes: row.codes, around }],
        row.language,
        version.language,
        {
          ...(await reading.termsOfVersion(version, desk)),
          memory: memoryLookup(memoryStore(tables, desk, memories, textMeasure), service.indexes),
          threshold: await fuzzyThreshold(tables, desk, service.config),
          now,
        },
        { limit: request.query.limit },
      );
      return {
        items: found.map(({ unit, score, kind, base, penalties, differences, target, repairs }) => ({
          ...{ score, kind, base, penalties, differences, target, repairs },
          source: unit.source,
          unitTarget: unit.target,
          origin: unit.origin,
          unit: unit.id ?? null,
          memory: unit.memory?.name ?? null,
          author: unit.changedBy ?? unit.author ?? null,
          changedAt: (unit.changedAt ?? unit.createdAt)?.toISOString() ?? null,
        })),
      };
    },
  );
};
