import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { mqmSeverities } from '../../model/review.ts';
import { actorNames } from '../../storage/actor-names.ts';
import {
  type AnnotationFilter,
  addComment,
  deleteComment,
  listAnnotations,
  resolveComment,
  type StoredAnnotation,
} from '../../storage/annotations.ts';
import { showArticle } from '../../storage/article-listing.ts';
import { callerOf } from '../caller.ts';
import { idAfter, page, pageQuery, pageShowing } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { id, instant, languageOf, orNull } from '../shapes.ts';

const kinds = ['comment', 'rejection', 'override'] as const;

const annotation = Type.Object({
  id,
  segment: orNull(id),
  ordinal: orNull(Type.Integer()),
  language: orNull(Type.String()),
  kind: Type.Enum(kinds),
  text: Type.String(),
  category: orNull(Type.String({ description: 'Of the MQM typology.' })),
  severity: orNull(Type.Enum(mqmSeverities)),
  targetText: orNull(Type.String({ description: 'The target that it was said about.' })),
  targetVersion: orNull(Type.Integer()),
  engine: orNull(Type.String()),
  actor: Type.String(),
  actorName: Type.Optional(orNull(Type.String({ description: 'In lists.' }))),
  at: instant,
  resolvedBy: orNull(Type.String()),
  resolvedAt: orNull(instant),
});
const one = Type.Object({ id, annotationId: id });

/** What people say of an article and its segments: comments, rejections, why an error was let pass. */
export const annotations: Routes = (server, service) => {
  const { tables } = service.database;

  server.get(
    '/v1/articles/:id/annotations',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['annotations'],
        operationId: 'listAnnotations',
        summary: 'Comments, rejections and overrides of an article, the oldest first',
        params: Type.Object({ id }),
        querystring: Type.Object({
          ...pageQuery.properties,
          segment: Type.Optional(id),
          language: Type.Optional(Type.String({ maxLength: 35 })),
          kind: Type.Optional(Type.Enum(kinds)),
          resolved: Type.Optional(Type.Boolean()),
        }),
        response: { 200: page(annotation) },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { limit, cursor, segment, kind, resolved } = request.query;
      const article = request.params.id;
      if (!(await showArticle(tables, desk, article))) throw new InterlinearError('not-found.article', { article });
      const language = languageOf(request.query.language);
      const filter: Partial<AnnotationFilter> = { segment, kind, resolved, language } as AnnotationFilter;
      const after = idAfter(cursor);
      const rows = await listAnnotations(tables, desk, article, filter, {
        limit,
        ...(after !== undefined ? { after } : {}),
      });
      const names = await actorNames(
        tables,
        desk,
        rows.map(({ actor }) => actor),
      );
      return pageShowing(
        rows,
        limit,
        (row) => ({ ...answerOf(row), actorName: names.get(row.actor) ?? null }),
        (row) => row.id,
      );
    },
  );

  server.post(
    '/v1/articles/:id/comments',
    {
      config: { permission: 'translate' },
      schema: {
        tags: ['annotations'],
        operationId: 'addComment',
        summary: 'Comment on an article, a language version or a segment',
        params: Type.Object({ id }),
        body: Type.Object(
          {
            text: Type.String({ minLength: 1, maxLength: 10_000 }),
            segment: Type.Optional(id),
            language: Type.Optional(Type.String({ minLength: 2, maxLength: 35 })),
          },
          { additionalProperties: false },
        ),
        response: { 201: annotation },
      },
    },
    async (request, reply) => {
      const { desk, actor } = callerOf(request);
      const { text, segment } = request.body;
      const comment = { article: request.params.id, segment, language: languageOf(request.body.language), text };
      const made = await addComment(tables, desk, comment, { actor, now: service.clock.now() });
      return reply.code(201).send(answerOf(made));
    },
  );

  server.patch(
    '/v1/articles/:id/comments/:annotationId',
    {
      config: { permission: 'translate' },
      schema: {
        tags: ['annotations'],
        operationId: 'resolveComment',
        summary: 'Resolve a comment, or open it again',
        params: one,
        body: Type.Object({ resolved: Type.Boolean() }, { additionalProperties: false }),
        response: { 200: annotation },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      const change = { article: request.params.id, id: request.params.annotationId, resolved: request.body.resolved };
      return answerOf(await resolveComment(tables, desk, change, { actor, now: service.clock.now() }));
    },
  );

  server.delete(
    '/v1/articles/:id/comments/:annotationId',
    {
      config: { permission: 'translate' },
      schema: {
        tags: ['annotations'],
        operationId: 'deleteComment',
        summary: 'Delete a comment of one’s own',
        params: one,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { desk, actor } = callerOf(request);
      const comment = { article: request.params.id, id: request.params.annotationId };
      await deleteComment(tables, desk, comment, { actor, now: service.clock.now() });
      return reply.code(204).send(null);
    },
  );
};

function answerOf(row: StoredAnnotation) {
  return { ...row, at: row.at.toISOString(), resolvedAt: row.resolvedAt?.toISOString() ?? null };
}
