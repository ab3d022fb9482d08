import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { editionStatuses, publicationStatuses } from '../../model/publication.ts';
import { actorNames } from '../../storage/actor-names.ts';
import { showArticle } from '../../storage/article-listing.ts';
import { listPublications, requestPublication, requestWithdrawal } from '../../storage/publications.ts';
import { callerOf } from '../caller.ts';
import { page } from '../pages.ts';
import { resultContext } from '../result-context.ts';
import type { Routes } from '../routes.ts';
import { failure, failureOf, id, instant, languageOf, orNull } from '../shapes.ts';

const publication = Type.Object({
  id,
  language: Type.String(),
  destination: Type.String({ description: 'Its name.' }),
  edition: Type.Integer({ description: 'Counts the editions of the article in this language.' }),
  editionStatus: Type.Enum(editionStatuses, {
    description: 'ninjs pubstatus; `canceled`: readers find that it was withdrawn.',
  }),
  revision: Type.Integer({ description: 'The revision of the source that it was made from.' }),
  fence: Type.Integer({ description: 'Of two publications in one place the higher one holds.' }),
  place: Type.String({ description: 'What names the article at the destination.' }),
  status: Type.Enum(publicationStatuses),
  reason: orNull(Type.String()),
  error: orNull(failure),
  behind: Type.Boolean({ description: 'The article has a newer revision by now.' }),
  edited: Type.Boolean({ description: 'Somebody has written in the language version since.' }),
  createdBy: Type.String(),
  createdByName: orNull(Type.String()),
  createdAt: instant,
  updatedAt: instant,
});
const params = Type.Object({ id, language: Type.String({ minLength: 2, maxLength: 35 }) });
const destination = Type.String({ minLength: 1, maxLength: 60, description: 'Name of a destination.' });
const list = page(publication);

/** Publishing language versions, withdrawing them, and what became of it. */
export const publications: Routes = (server, service) => {
  const { tables } = service.database;
  const context = resultContext(service);
  const by = (request: FastifyRequest) => ({ actor: callerOf(request).actor, now: service.clock.now() });

  async function known(request: FastifyRequest): Promise<void> {
    const { id: article } = request.params as { id: string };
    if (!(await showArticle(tables, callerOf(request).desk, article)))
      throw new InterlinearError('not-found.article', { article });
  }

  async function answer(request: FastifyRequest, filter: { language?: string; ids?: string[] } = {}) {
    const { desk } = callerOf(request);
    const { id: article } = request.params as { id: string };
    const rows = await listPublications(tables, desk, { article, ...filter });
    const names = await actorNames(
      tables,
      desk,
      rows.map(({ createdBy }) => createdBy),
    );
    return rows.map((row) => ({
      ...row,
      error: failureOf(row.error, request),
      createdByName: names.get(row.createdBy) ?? null,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    }));
  }

  /** A queue that is away is told later: whoever asked does not wait for it. */
  async function tell(): Promise<void> {
    await service
      .dispatch('publications')
      .catch((error: unknown) => service.log.warn({ err: error }, 'the queue was not told'));
  }

  server.get(
    '/v1/articles/:id/publications',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['publishing'],
        operationId: 'listPublications',
        summary: 'What was published of an article and withdrawn, the newest first',
        description: 'At each destination one publication of a language at most is `live`: what readers find there.',
        params: Type.Object({ id }),
        querystring: Type.Object({ language: Type.Optional(Type.String({ minLength: 2, maxLength: 35 })) }),
        response: { 200: list },
      },
    },
    async (request) => {
      await known(request);
      const language = languageOf(request.query.language);
      return { items: await answer(request, language === undefined ? {} : { language }), next: null };
    },
  );

  server.post(
    '/v1/articles/:id/languages/:language/publish',
    {
      config: { permission: 'publish' },
      schema: {
        tags: ['publishing'],
        operationId: 'publishLanguage',
        summary: 'Publish a language version that is final, as it is now',
        description:
          'Answers with 202 once the edition is kept; it is `live` when a worker has put it there. The same text where it is live already is ' +
          'not published again: then the answer is 200.',
        params,
        body: Type.Object(
          {
            destination,
            embargoOver: Type.Boolean({
              default: false,
              description:
                'An embargo that states no time that could be read is over. One that states a time holds until then.',
            }),
          },
          { additionalProperties: false },
        ),
        response: { 200: publication, 202: publication },
      },
    },
    async (request, reply) => {
      await known(request);
      const { desk } = callerOf(request);
      const { destination: name, embargoOver } = request.body;
      const article = request.params.id;
      const version = { article, language: languageOf(request.params.language), embargoOver };
      const { readEdition } = await import('../../../workers/edition.ts');
      const wish = { ...(await readEdition(context, desk, version)), destination: name };
      const { id: made, repeated } = await requestPublication(tables, desk, wish, by(request));
      await tell();
      const [shown] = await answer(request, { ids: [made] });
      return reply.code(repeated ? 200 : 202).send(shown as NonNullable<typeof shown>);
    },
  );

  server.post(
    '/v1/articles/:id/languages/:language/withdraw',
    {
      config: { permission: 'publish' },
      schema: {
        tags: ['publishing'],
        operationId: 'withdrawLanguage',
        summary: 'Withdraw a language version from one destination, or from all of them',
        params,
        body: Type.Object(
          {
            reason: Type.String({
              minLength: 1,
              maxLength: 2000,
              pattern: '\\S',
              description: 'For the desk’s record.',
            }),
            destination: Type.Optional(destination),
            notice: Type.Optional(
              Type.String({
                maxLength: 2000,
                description:
                  'What readers are told, in the language of the version; without it, a sentence that says that it was withdrawn.',
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 202: list },
      },
    },
    async (request, reply) => {
      await known(request);
      const { desk } = callerOf(request);
      const { reason, destination: name, notice } = request.body;
      const language = languageOf(request.params.language);
      const { withdrawalFiles } = await import('../../../workers/edition.ts');
      const files = withdrawalFiles(language, notice);
      const wish = { article: request.params.id, language, destination: name, reason: reason.trim(), files };
      const ids = await requestWithdrawal(tables, desk, wish, by(request));
      await tell();
      return reply.code(202).send({ items: await answer(request, { ids }), next: null });
    },
  );
};
