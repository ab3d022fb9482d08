import { Type } from 'typebox';
import { cancelArticle, cancelLanguage } from '../../storage/article-cancel.ts';
import { deadLetters } from '../../storage/dead-letters.ts';
import { changeJob } from '../../storage/job-changes.ts';
import { cancelJob, redrive, retryLanguages } from '../../storage/job-control.ts';
import { priorities } from '../../storage/priority.ts';
import { callerOf } from '../caller.ts';
import { dispatcher } from '../dispatching.ts';
import { cursorOf, idAfter, page, pageQuery } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { dateOf, failure, failureOf, id, instant, languageOf, orNull } from '../shapes.ts';

const languages = Type.Array(Type.String({ minLength: 2, maxLength: 35 }), { minItems: 1, maxItems: 50 });

/** Stopping a job, and trying again what failed. */
export const jobControl: Routes = (server, service) => {
  const { tables } = service.database;
  const dispatch = dispatcher(server, service);
  const by = (actor: string) => ({ actor, now: service.clock.now() });

  server.patch(
    '/v1/jobs/:id',
    {
      config: { permission: 'submit' },
      schema: {
        tags: ['jobs'],
        operationId: 'changeJob',
        summary: 'Change how urgent a job is, and when it is to be done',
        description: 'Articles that the queue holds already keep their place in it.',
        params: Type.Object({ id }),
        body: Type.Object(
          {
            priority: Type.Optional(Type.Enum([...priorities])),
            deadline: Type.Optional(orNull(instant)),
          },
          { additionalProperties: false, minProperties: 1, examples: [{ priority: 'normal' }] },
        ),
        response: { 200: Type.Object({ id }) },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      const { priority, deadline } = request.body;
      const change = {
        ...(priority !== undefined ? { priority } : {}),
        ...(deadline === undefined
          ? {}
          : { deadline: deadline === null ? null : (dateOf(deadline, 'deadline') as Date).toISOString() }),
      };
      await changeJob(tables, desk, request.params.id, change, by(actor));
      return { id: request.params.id };
    },
  );

  server.post(
    '/v1/jobs/:id/cancel',
    {
      config: { permission: 'submit' },
      schema: {
        tags: ['jobs'],
        operationId: 'cancelJob',
        summary: 'Cancel what is left of a job',
        params: Type.Object({ id }),
        response: {
          200: Type.Object({
            status: Type.String({ description: 'How the job stands now.' }),
            articles: Type.Integer({ description: 'Articles that this ended.' }),
          }),
        },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      const { status, articles } = await cancelJob(tables, desk, request.params.id, by(actor));
      return { status, articles };
    },
  );

  server.post(
    '/v1/jobs/:id/retry',
    {
      config: { permission: 'submit' },
      schema: {
        tags: ['jobs'],
        operationId: 'retryJob',
        summary: 'Try failed languages of a job again',
        params: Type.Object({ id }),
        body: Type.Optional(
          Type.Object(
            { languages: Type.Optional({ ...languages, description: 'Default: all that failed.' }) },
            { additionalProperties: false },
          ),
        ),
        response: { 200: Type.Object({ articles: Type.Integer(), languages: Type.Integer() }) },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      const wanted = (request.body as { languages?: string[] } | undefined)?.languages?.map((one) => languageOf(one));
      const again = await retryLanguages(tables, desk, request.params.id, wanted, by(actor));
      dispatch(true);
      return again;
    },
  );

  const canceled = Type.Object({
    status: Type.String({ description: 'How the article stands now.' }),
    canceled: Type.Boolean({ description: 'Whether this canceled something: what is over stays as it is.' }),
    job: Type.Object({ id, status: Type.String() }),
  });

  server.post(
    '/v1/articles/:id/cancel',
    {
      config: { permission: 'submit' },
      schema: {
        tags: ['jobs'],
        operationId: 'cancelArticle',
        summary: 'Cancel one article of a job',
        description:
          'The rest of the job goes on, and says `partial` at its end. Nothing of the article is written any more.',
        params: Type.Object({ id }),
        response: { 200: canceled },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      return cancelArticle(tables, desk, request.params.id, by(actor));
    },
  );

  server.post(
    '/v1/articles/:id/languages/:language/cancel',
    {
      config: { permission: 'submit' },
      schema: {
        tags: ['jobs'],
        operationId: 'cancelLanguage',
        summary: 'Cancel one language of an article',
        description:
          'The other languages go on; with the last of them that is under way the article is over, and with the last of all it is canceled. ' +
          '409 until the article was read.',
        params: Type.Object({ id, language: Type.String({ minLength: 2, maxLength: 35 }) }),
        response: { 200: canceled },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      const { id: article } = request.params;
      const language = languageOf(request.params.language);
      const answer = await cancelLanguage(tables, desk, article, language, by(actor));
      dispatch(true);
      return answer;
    },
  );

  server.get(
    '/v1/dead-letters',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['jobs'],
        operationId: 'listDeadLetters',
        summary: 'Articles that were given up, with the reason',
        querystring: pageQuery,
        response: {
          200: page(
            Type.Object({
              article: id,
              job: id,
              fileName: Type.String(),
              status: Type.Enum(['failed', 'partial'] as const),
              error: orNull(failure),
              languages: Type.Array(
                Type.Object({ language: Type.String(), status: Type.String(), error: orNull(failure) }),
              ),
              since: instant,
            }),
          ),
        },
      },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const after = idAfter(cursor);
      const found = await deadLetters(tables, callerOf(request).desk, {
        limit,
        ...(after !== undefined ? { after } : {}),
      });
      return {
        items: found.items.map((letter) => ({
          ...letter,
          error: failureOf(letter.error, request),
          languages: letter.languages.map((one) => ({ ...one, error: failureOf(one.error, request) })),
          since: letter.since.toISOString(),
        })),
        next: found.next === null ? null : cursorOf([found.next]),
      };
    },
  );

  server.post(
    '/v1/dead-letters/redrive',
    {
      config: { permission: 'submit' },
      schema: {
        tags: ['jobs'],
        operationId: 'redrive',
        summary: 'Try articles again that were given up',
        body: Type.Object(
          { articles: Type.Array(id, { minItems: 1, maxItems: 1000 }) },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({ articles: Type.Array(id, { description: 'Those that are under way again.' }) }),
        },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      const articles = await redrive(tables, desk, request.body.articles, by(actor));
      dispatch(true);
      return { articles };
    },
  );
};
