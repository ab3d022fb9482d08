import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { reviewEvents } from '../../storage/event.ts';
import { type Cursor, compareCursors, eventsAfter, type StoredEvent } from '../../storage/events.ts';
import { showJob } from '../../storage/job-listing.ts';
import { languageStart } from '../../storage/language-start.ts';
import { callerOf } from '../caller.ts';
import { eventFeed } from '../event-feed.ts';
import { OpenStreams } from '../open-streams.ts';
import { endsJob, type LanguageStart, paceOf, stageOf } from '../progress.ts';
import type { Routes } from '../routes.ts';
import { failureOf, id } from '../shapes.ts';

/** Streams that one caller may have open at a time. */
const OF_ONE_CALLER = 6;

/** `GET /v1/jobs/:id/events`: what happens to a job, as it happens. */
export const jobEvents: Routes = (server, service) => {
  const { tables } = service.database;
  const feed = eventFeed(tables, (error) => service.log.warn({ err: error }, 'the events cannot be read'));
  const open = new OpenStreams(OF_ONE_CALLER);
  server.addHook('preClose', async () => {
    open.end();
    await feed.close();
  });

  server.get(
    '/v1/jobs/:id/events',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['jobs'],
        operationId: 'followJob',
        summary: 'Events of a job, as they happen',
        description:
          'Server-sent events from the beginning, or behind Last-Event-ID (or `after`). The stream ends with the job, and after ten minutes: ' +
          'clients come back by themselves. 204 says that there is nothing more to come.',
        params: Type.Object({ id }),
        querystring: Type.Object({ after: Type.Optional(Type.String({ maxLength: 60 })) }),
        headers: Type.Object({ 'last-event-id': Type.Optional(Type.String({ maxLength: 60 })) }),
        response: {
          200: { description: 'text/event-stream', content: { 'text/event-stream': { schema: Type.Any() } } },
          204: Type.Null({ description: 'The job is over, and all of it was told.' }),
        },
      },
    },
    async (request, reply) => {
      const { desk, actor } = callerOf(request);
      const job = await showJob(tables, desk, request.params.id);
      if (!job) throw new InterlinearError('not-found.job', { job: request.params.id });
      const after = (request.headers['last-event-id'] || request.query.after) as Cursor | undefined;
      if (after !== undefined) compareCursors(after, after);
      if (job.status !== 'running' && after !== undefined) {
        const more = await eventsAfter(tables, { after, desk, job: job.id, limit: 1 });
        if (more.length === 0) return reply.code(204).send(null);
      }
      let unsubscribe = () => {};
      const stream = open.begin(reply, actor, () => {
        unsubscribe();
      });
      const starts = new Map<string, LanguageStart>();
      unsubscribe = feed.subscribe({ desk, job: job.id }, after, async (event) => {
        if (reviewEvents.has(event.kind)) return;
        await stream.send({ id: event.cursor, event: event.kind, data: await dataOf(event, request, starts) });
        // One that was over before goes on when it is redriven: what the log has is told to its end.
        if (
          endsJob(event) &&
          (await eventsAfter(tables, { after: event.cursor, desk, job: job.id, limit: 1 })).length === 0
        )
          stream.end();
      });
    },
  );

  async function dataOf(event: StoredEvent, request: FastifyRequest, starts: Map<string, LanguageStart>) {
    const { desk, job, article, kind, data, at } = event;
    const { error, words, ...counts } = data;
    const told = {
      job,
      ...(article !== undefined ? { article } : {}),
      stage: stageOf(kind),
      ...counts,
      ...(error ? { error: failureOf(error, request) } : {}),
      at: at.toISOString(),
    };
    if (article === undefined || data.language === undefined) return told;
    const key = `${article} ${data.language}`;
    // Whoever takes a language up at once says how much there is: it need not be counted again.
    if (kind === 'language.started' && words !== undefined) starts.set(key, { words, startedAt: at });
    if (kind !== 'language.progress') return told;
    const start = starts.get(key) ?? (await languageStart(tables, desk, article, data.language));
    if (!start) return told;
    // A language that is over is not asked for again.
    if ((data.done ?? 0) < (data.of ?? 0)) starts.set(key, start);
    else starts.delete(key);
    return { ...told, ...paceOf(data.done ?? 0, data.of ?? 0, at, start) };
  }
};
