import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { jobLanguages, type ListedJob, listJobs, showJob } from '../../storage/job-listing.ts';
import { jobProgress } from '../../storage/jobs.ts';
import type { JobStatus } from '../../storage/schema.ts';
import { callerOf } from '../caller.ts';
import { idAfter, ordinalAfter, page, pageQuery, pageShowing } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { counts, dateOf, failure, failureOf, id, instant, languageOf, orNull, sort } from '../shapes.ts';

const statuses = ['running', 'done', 'partial', 'failed', 'canceled'] as const satisfies JobStatus[];

const job = {
  id,
  name: orNull(Type.String()),
  status: Type.Enum(statuses),
  to: Type.Array(Type.String()),
  priority: Type.String(),
  deadline: orNull(instant),
  embargo: orNull(instant),
  engine: Type.String(),
  callbackUrl: orNull(Type.String()),
  createdBy: orNull(Type.String()),
  createdAt: instant,
  finishedAt: orNull(instant),
  articles: counts,
};
const listed = Type.Object(job);

const article = Type.Object({
  id,
  fileName: Type.String(),
  name: Type.String(),
  status: Type.String(),
  error: orNull(failure),
  segments: Type.Integer(),
  segmentsDone: Type.Integer(),
  languages: Type.Array(
    Type.Object({
      language: Type.String(),
      kind: Type.Enum(['given', 'target'] as const),
      status: Type.String(),
      translated: Type.Integer(),
      of: Type.Integer(),
      error: orNull(failure),
    }),
  ),
});
const shown = Type.Object({
  ...job,
  languages: Type.Array(
    Type.Object({
      language: Type.String(),
      versions: counts,
      segments: Type.Integer(),
      segmentsDone: Type.Integer(),
    }),
  ),
  progress: page(article),
});

/** `GET /v1/jobs` and `/v1/jobs/:id`: what was submitted, and how far it is. */
export const jobs: Routes = (server, service) => {
  const { tables } = service.database;
  server.get(
    '/v1/jobs',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['jobs'],
        operationId: 'listJobs',
        summary: 'Jobs of the desk',
        querystring: Type.Object({
          ...pageQuery.properties,
          status: Type.Optional(Type.Array(Type.Enum(statuses), { maxItems: 10 })),
          language: Type.Optional(Type.String({ maxLength: 35 })),
          text: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'In a name.' })),
          createdAfter: Type.Optional(instant),
          createdBefore: Type.Optional(instant),
          sort,
        }),
        response: { 200: page(listed) },
      },
    },
    async (request) => {
      const { limit, cursor, status, text, sort: order } = request.query;
      const language = languageOf(request.query.language);
      const createdAfter = dateOf(request.query.createdAfter, 'createdAfter');
      const createdBefore = dateOf(request.query.createdBefore, 'createdBefore');
      const after = idAfter(cursor);
      const rows = await listJobs(
        tables,
        callerOf(request).desk,
        {
          ...(status ? { status } : {}),
          ...(language !== undefined ? { language } : {}),
          ...(text !== undefined ? { text } : {}),
          ...(createdAfter ? { createdAfter } : {}),
          ...(createdBefore ? { createdBefore } : {}),
        },
        { descending: order === '-createdAt', limit, ...(after !== undefined ? { after } : {}) },
      );
      return pageShowing(rows, limit, answerOf, (row) => row.id);
    },
  );
  server.get(
    '/v1/jobs/:id',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['jobs'],
        operationId: 'showJob',
        summary: 'A job, its languages and a page of its articles',
        params: Type.Object({ id }),
        querystring: pageQuery,
        response: { 200: shown },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { limit, cursor } = request.query;
      const found = await showJob(tables, desk, request.params.id);
      if (!found) throw new InterlinearError('not-found.job', { job: request.params.id });
      const after = ordinalAfter(cursor);
      const rows = await jobProgress(tables, desk, found.id, { after, limit: limit + 1 });
      const places = rows.map((row, index) => ({ row, place: after + 1 + index }));
      return {
        ...answerOf(found),
        languages: await jobLanguages(tables, desk, found.id),
        progress: pageShowing(
          places,
          limit,
          ({ row }) => progressOf(row, request),
          ({ place }) => place,
        ),
      };
    },
  );
};

function answerOf({ options, createdAt, finishedAt, ...row }: ListedJob) {
  return {
    ...row,
    to: options.to,
    priority: options.priority ?? 'normal',
    deadline: options.deadline ?? null,
    embargo: options.embargo ?? null,
    engine: options.engine,
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  };
}

function progressOf(row: Awaited<ReturnType<typeof jobProgress>>[number], request: FastifyRequest) {
  return {
    ...row,
    error: failureOf(row.error, request),
    languages: row.languages.map((language) => ({ ...language, error: failureOf(language.error, request) })),
  };
}
