import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { showArticle } from '../../storage/article-listing.ts';
import { type Cursor, compareCursors, endOfEvents } from '../../storage/events.ts';
import { whoIsPresent } from '../../storage/presence.ts';
import { callerOf } from '../caller.ts';
import { eventFeed } from '../event-feed.ts';
import { OpenStreams } from '../open-streams.ts';
import { presenceAnswer } from '../presence-shapes.ts';
import type { Routes } from '../routes.ts';
import { failureOf, id } from '../shapes.ts';

/** Streams that one caller may have open at a time. */
const OF_ONE_CALLER = 12;
/** How often a stream looks who is there, in milliseconds. */
const LOOK_MS = 1000;

/** `GET /v1/articles/:id/events`: what people and machines do at an article, as they do it, and who is there. */
export const articleEvents: Routes = (server, service) => {
  const { tables } = service.database;
  const feed = eventFeed(tables, (error) => service.log.warn({ err: error }, 'the events cannot be read'));
  const open = new OpenStreams(OF_ONE_CALLER);
  server.addHook('preClose', async () => {
    open.end();
    await feed.close();
  });

  server.get(
    '/v1/articles/:id/events',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['articles'],
        operationId: 'followArticle',
        summary: 'What happens at an article, as it happens',
        description:
          'Server-sent events from now on, or behind Last-Event-ID (or `after`): those of its job, `segment.changed`, `segments.changed` (split or ' +
          'merged), `language.assigned`, `comment.added`, `comment.changed`, `comment.deleted`; and `presence` {items}, without an id, whenever somebody comes, goes or ' +
          'moves. The stream ends after ten minutes: clients come back by themselves.',
        params: Type.Object({ id }),
        querystring: Type.Object({ after: Type.Optional(Type.String({ maxLength: 60 })) }),
        headers: Type.Object({ 'last-event-id': Type.Optional(Type.String({ maxLength: 60 })) }),
        response: {
          200: { description: 'text/event-stream', content: { 'text/event-stream': { schema: Type.Any() } } },
        },
      },
    },
    async (request, reply) => {
      const { desk, actor } = callerOf(request);
      const article = request.params.id;
      if (!(await showArticle(tables, desk, article))) throw new InterlinearError('not-found.article', { article });
      const read = (request.headers['last-event-id'] || request.query.after) as Cursor | undefined;
      if (read !== undefined) compareCursors(read, read);
      const after = read ?? (await endOfEvents(tables));
      let unsubscribe = () => {};
      let looking: NodeJS.Timeout | undefined;
      const stream = open.begin(reply, actor, () => {
        clearInterval(looking);
        unsubscribe();
      });
      unsubscribe = feed.subscribe({ desk, article }, after, async ({ cursor, kind, data, at }) => {
        const { error, ...said } = data;
        const told = { article, ...said, ...(error ? { error: failureOf(error, request) } : {}), at: at.toISOString() };
        await stream.send({ id: cursor, event: kind, data: told });
      });
      // People come and go without leaving a trace in the log: who is there is looked up, and told where it is new.
      let last = '';
      const look = async () => {
        const items = (await whoIsPresent(tables, desk, article, service.clock.now())).map(presenceAnswer);
        const now = JSON.stringify(items);
        if (now === last || stream.over) return;
        last = now;
        await stream.send({ event: 'presence', data: { items } });
      };
      // One look that fails, or a stream that ends in it, is made up for by the next one or needs none.
      looking = setInterval(() => void look().catch(() => {}), LOOK_MS);
      if (stream.over) clearInterval(looking);
      await look().catch(() => {});
    },
  );
};
