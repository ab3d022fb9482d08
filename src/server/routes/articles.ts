import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { publicationStates } from '../../model/publication.ts';
import { reviewStepsOf } from '../../storage/approval.ts';
import { type ArticleFilter, type ListedArticle, listArticles, showArticle } from '../../storage/article-listing.ts';
import { listVersions } from '../../storage/article-versions.ts';
import { type PublicationStanding, publicationStandings } from '../../storage/publication-standing.ts';
import { type ReviewProgress, reviewProgress } from '../../storage/review-progress.ts';
import type { ArticleStatus } from '../../storage/schema.ts';
import { callerOf } from '../caller.ts';
import { idAfter, page, pageQuery, pageShowing } from '../pages.ts';
import { actor, progress, progressAnswer } from '../review-shapes.ts';
import type { Routes } from '../routes.ts';
import { counts, dateOf, failure, failureOf, id, instant, languageOf, orNull, sort } from '../shapes.ts';

const statuses = ['accepted', 'segmented', 'done', 'partial', 'failed', 'canceled'] as const satisfies ArticleStatus[];

const article = Type.Object({
  id,
  job: id,
  fileName: Type.String(),
  name: Type.String(),
  status: Type.Enum(statuses),
  error: orNull(failure),
  url: orNull(Type.String()),
  metadata: Type.Record(Type.String(), Type.String()),
  createdAt: instant,
  updatedAt: instant,
  deadline: orNull(instant),
  embargo: orNull(Type.String({ description: 'Until when it may not be published.' })),
  revision: Type.Integer(),
  bytes: Type.Integer(),
  language: orNull(Type.String({ description: 'Null until it was read.' })),
  date: orNull(Type.String()),
  source: orNull(Type.Object({ language: orNull(Type.String()) })),
  original: orNull(
    Type.Object({
      evidence: Type.Enum(['declared', 'inferred', 'unknown'] as const),
      language: Type.Optional(Type.String()),
    }),
  ),
  findings: Type.Integer(),
  languages: Type.Array(
    Type.Object({
      language: Type.String(),
      kind: Type.Enum(['given', 'target'] as const),
      status: Type.String(),
      translated: Type.Integer(),
      of: Type.Integer(),
      findings: Type.Integer(),
      error: orNull(failure),
      assignee: orNull(Type.String()),
      publications: Type.Array(
        Type.Object({
          destination: Type.String(),
          edition: Type.Integer(),
          state: Type.Enum(publicationStates, {
            description:
              'By the newest act there; `outdated`: live, and there is a newer text or source; `failed`: what was there before is there still.',
          }),
        }),
        { description: 'How it stands at each destination at which something of it was published.' },
      ),
      review: orNull(progress),
    }),
  ),
});

const flag = Type.Optional(Type.Boolean());

/** `GET /v1/articles`, one of them, and its language versions. */
export const articles: Routes = (server, service) => {
  const { tables } = service.database;
  server.get(
    '/v1/articles',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['articles'],
        operationId: 'listArticles',
        summary: 'Articles of the desk',
        querystring: Type.Object({
          ...pageQuery.properties,
          job: Type.Optional(id),
          status: Type.Optional(Type.Array(Type.Enum(statuses), { maxItems: 10 })),
          language: Type.Optional(Type.String({ maxLength: 35 })),
          text: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'In its name.' })),
          createdAfter: Type.Optional(instant),
          createdBefore: Type.Optional(instant),
          deadlineBefore: Type.Optional(instant),
          embargoed: flag,
          hasFindings: flag,
          assignee: Type.Optional(actor),
          unassigned: Type.Optional(Type.Literal(true, { description: 'Has a version that is nobody’s.' })),
          publication: Type.Optional(
            Type.Enum([...publicationStates, 'nowhere'], {
              description:
                'Has a version (in `language`, where that is given) that stands so at a destination, or is nowhere.',
            }),
          ),
          sort,
        }),
        response: { 200: page(article) },
      },
    },
    async (request) => {
      const { limit, cursor, job, status, text, embargoed, hasFindings, sort: order } = request.query;
      const { createdAfter, createdBefore, deadlineBefore, assignee, unassigned, publication } = request.query;
      const filter: Partial<ArticleFilter> = {
        job,
        status,
        text,
        embargoed,
        hasFindings,
        publication,
        assignee: unassigned ? null : assignee,
        language: languageOf(request.query.language),
        createdAfter: dateOf(createdAfter, 'createdAfter'),
        createdBefore: dateOf(createdBefore, 'createdBefore'),
        deadlineBefore: dateOf(deadlineBefore, 'deadlineBefore'),
      } as ArticleFilter;
      const after = idAfter(cursor);
      const place = { descending: order === '-createdAt', limit, ...(after !== undefined ? { after } : {}) };
      const { desk } = callerOf(request);
      const rows = await listArticles(tables, desk, filter, place, service.clock.now());
      const states = await statesOf(desk, rows);
      return pageShowing(
        rows,
        limit,
        (row) => answerOf(row, states, request),
        (row) => row.id,
      );
    },
  );
  server.get(
    '/v1/articles/:id',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['articles'],
        operationId: 'showArticle',
        summary: 'An article',
        params: Type.Object({ id }),
        response: { 200: article },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const row = await known(request.params.id, desk);
      return answerOf(row, await statesOf(desk, [row]), request);
    },
  );
  server.get(
    '/v1/articles/:id/versions',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['articles'],
        operationId: 'listVersions',
        summary: 'Language versions, and how much of each people have confirmed',
        params: Type.Object({ id }),
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                language: Type.String(),
                kind: Type.Enum(['given', 'target'] as const),
                revision: Type.Integer(),
                status: Type.String(),
                translated: Type.Integer(),
                of: Type.Integer(),
                states: counts,
                findings: Type.Integer(),
                error: orNull(failure),
                updatedAt: instant,
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      await known(request.params.id, desk);
      const rows = await listVersions(tables, desk, request.params.id);
      return {
        items: rows.map((row) => ({
          ...row,
          error: failureOf(row.error, request),
          updatedAt: row.updatedAt.toISOString(),
        })),
      };
    },
  );

  async function statesOf(desk: string, rows: ListedArticle[]): Promise<States> {
    const revisions = rows.map((row) => row.revision);
    const standings = await publicationStandings(
      tables,
      rows.map((row) => row.id),
    );
    return { reviews: await reviewProgress(tables, desk, revisions, await reviewStepsOf(tables, desk)), standings };
  }

  async function known(article: string, desk: string): Promise<ListedArticle> {
    const found = await showArticle(tables, desk, article);
    if (!found) throw new InterlinearError('not-found.article', { article });
    return found;
  }
};

/** How far people are with the versions of some articles, and where readers find them. */
interface States {
  reviews: Map<string, ReviewProgress>;
  standings: Map<string, PublicationStanding[]>;
}

function answerOf(row: ListedArticle, { reviews, standings }: States, request: FastifyRequest) {
  const { options, statedEmbargo, hasSource, sourceLanguage, revisionNumber, metadata } = row;
  return {
    ...row,
    metadata: metadata ?? {},
    error: failureOf(row.error, request),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deadline: options.deadline ?? null,
    embargo: options.embargo === undefined ? statedEmbargo : options.embargo,
    revision: revisionNumber,
    source: hasSource ? { language: sourceLanguage } : null,
    languages: row.languages.map((version) => ({
      ...version,
      error: failureOf(version.error, request),
      publications: standings.get(`${row.id} ${version.language}`) ?? [],
      review: progressAnswer(reviews.get(`${row.revision} ${version.language}`)),
    })),
  };
}
