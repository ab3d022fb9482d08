import { Type } from 'typebox';
import { type Cursor, compareCursors, endOfEvents } from '../../storage/events.ts';
import { callerOf } from '../caller.ts';
import { eventFeed } from '../event-feed.ts';
import { OpenStreams } from '../open-streams.ts';
import type { Routes } from '../routes.ts';

/** Streams that one caller may have open at a time. */
const OF_ONE_CALLER = 6;

/** `GET /v1/events`: that something happens at a desk, as it happens; what it is, the lists tell. */
export const deskEvents: Routes = (server, service) => {
  const { tables } = service.database;
  const feed = eventFeed(tables, (error) => service.log.warn({ err: error }, 'the events cannot be read'));
  const open = new OpenStreams(OF_ONE_CALLER);
  server.addHook('preClose', async () => {
    open.end();
    await feed.close();
  });

  server.get(
    '/v1/events',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['jobs'],
        operationId: 'followDesk',
        summary: 'What happens at the desk, as it happens',
        description:
          'Server-sent events of all jobs and articles, from now on or behind Last-Event-ID (or `after`): their kind, and the ids of job and ' +
          'article. The stream ends after ten minutes: clients come back by themselves.',
        querystring: Type.Object({ after: Type.Optional(Type.String({ maxLength: 60 })) }),
        headers: Type.Object({ 'last-event-id': Type.Optional(Type.String({ maxLength: 60 })) }),
        response: {
          200: { description: 'text/event-stream', content: { 'text/event-stream': { schema: Type.Any() } } },
        },
      },
    },
    async (request, reply) => {
      const { desk, actor } = callerOf(request);
      const read = (request.headers['last-event-id'] || request.query.after) as Cursor | undefined;
      if (read !== undefined) compareCursors(read, read);
      const after = read ?? (await endOfEvents(tables));
      let unsubscribe = () => {};
      const stream = open.begin(reply, actor, () => {
        unsubscribe();
      });
      unsubscribe = feed.subscribe({ desk }, after, async ({ cursor, kind, job, article, at }) => {
        const data = { ...(job ? { job } : {}), ...(article ? { article } : {}), at: at.toISOString() };
        await stream.send({ id: cursor, event: kind, data });
      });
    },
  );
};
