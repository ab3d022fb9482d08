import { context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InterlinearError } from '../../src/model/errors.ts';
import { openQueue } from '../../src/queue/backend.ts';
import { dispatchOutbox } from '../../src/queue/dispatch.ts';
import { loggedError } from '../../src/server/log.ts';
import { openMetrics } from '../../src/server/metrics.ts';
import { queueBoard } from '../../src/server/queue-board.ts';
import { openTracing } from '../../src/server/tracing.ts';
import { watchWork } from '../../src/server/watch.ts';
import { listenForScrapes } from '../../src/server/worker-listener.ts';
import { engineGate } from '../../src/storage/engine-gate.ts';
import { acceptSubmission, jobProgress } from '../../src/storage/jobs.ts';
import { here } from '../../workers/compute/threads.ts';
import { processOwner, termsOf } from '../../workers/context.ts';
import { startWorkers } from '../../workers/start.ts';
import { available as noRedis, startRedis } from '../servers/redis.ts';
import { openService, type TestService } from './service.ts';

let open: TestService;
beforeAll(async () => {
  open = await openService({ queue: true });
}, 60_000);
afterAll(async () => open?.close());

const SECRET = 'key-4f1c9b-secret';
const TEXT = 'The trucks of Bab al-Hawa are waiting';

const submission = (name: string) => ({
  options: { to: [], engine: 'auto', formats: [], interfaceLanguage: 'en', glossaries: [], memories: [] },
  articles: [{ fileName: `${name}.txt`, name, input: new TextEncoder().encode(`${TEXT} ${name}.`) }],
});

describe('a trace', () => {
  test('goes from the request over the queue through every stage, and stands on log lines', async () => {
    const exporter = new InMemorySpanExporter();
    const tracing = await openTracing({}, new SimpleSpanProcessor({ exporter }));
    if (!tracing) throw new Error('no tracing');
    const { tables } = open.database.database;
    const { clock, config } = open.service;
    const queue = await openQueue(config, open.database.database, tracing.telemetry);
    try {
      const tracer = trace.getTracer('test');
      const root = tracer.startSpan('POST /v1/jobs');
      const desk = open.desks.newsroom as string;
      const { job } = await context.with(trace.setSpan(context.active(), root), () =>
        acceptSubmission(tables, desk, submission('traced'), clock.now()),
      );
      root.end();
      // Somebody else tells the queue, in a context of their own.
      await dispatchOutbox(tables, queue, clock);
      const gate = engineGate(tables, { limits: {}, clock, leaseMs: 1000, patienceMs: 1000 });
      const workers = await startWorkers(
        {
          config,
          tables,
          engines: new Map(),
          clock,
          gate,
          owner: processOwner,
          terms: termsOf(tables),
          compute: here,
          indexes: open.service.indexes,
        },
        queue,
        () => {},
        watchWork(open.service.log, open.service.metrics as never).stage,
      );
      for (let look = 0; look < 600; look++) {
        const [article] = await jobProgress(tables, desk, job);
        if (article?.status === 'done') break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await workers.stop(5000);
      const spans = exporter.getFinishedSpans();
      const { traceId } = root.spanContext();
      const ours = spans.filter((span) => span.spanContext().traceId === traceId).map(({ name }) => name);
      expect(ours.filter((name) => name.startsWith('process')).map((name) => name.split(' ')[1])).toEqual(
        expect.arrayContaining(['intake', 'articles']),
      );
      const stages = open.log.map((line) => JSON.parse(line)).filter((line) => line.msg === 'stage');
      expect(stages.map(({ stage }) => stage)).toEqual(expect.arrayContaining(['intake', 'articles']));
      expect(stages.every((line) => line.traceId === traceId)).toBe(true);

      const answer = await open.ask('GET', '/v1/memories', undefined, {
        headers: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` },
      });
      const request = exporter.getFinishedSpans().at(-1);
      expect(request?.spanContext().traceId).toBe('a'.repeat(32));
      expect(request?.attributes).toMatchObject({ 'http.route': '/v1/memories', 'http.response.status_code': 200 });
      expect(answer.headers['x-request-id']).toBe(request?.attributes['request.id']);
    } finally {
      await queue.close();
      await tracing.close();
    }
  }, 60_000);

  test('is off where no collector is named, and is no part of what was submitted', async () => {
    expect(await openTracing({})).toBeUndefined();
    const { tables } = open.database.database;
    const desk = open.desks.newsroom as string;
    const wished = submission('twice');
    const first = await acceptSubmission(tables, desk, wished, new Date());
    const options = { ...wished.options, trace: `00-${'c'.repeat(32)}-${'d'.repeat(16)}-01` };
    const second = await acceptSubmission(tables, desk, { ...wished, options }, new Date());
    expect(second).toEqual({ job: first.job, resumed: true });
  });
});

describe('the log', () => {
  test('holds requests with their route, status and duration, and neither texts nor secrets', async () => {
    const headers = {
      authorization: `Bearer ${SECRET}`,
      cookie: `interlinear_session=${SECRET}`,
      'content-type': 'text/csv',
    };
    const { body } = await open.ask('POST', '/v1/memories', { name: `${TEXT} name`, writable: true });
    await open.ask('POST', `/v1/memories/${body.id}/import?x=${SECRET}`, `en,fr\n"${TEXT}","${TEXT} fr"\n`, {
      headers,
    });
    await open.ask(
      'POST',
      '/v1/memories/search',
      { text: TEXT, from: 'en', to: 'fr' },
      { headers: { cookie: SECRET } },
    );
    await open.ask('GET', `/v1/terms?text=${encodeURIComponent(TEXT)}`);
    await open.ask('POST', '/v1/memories', `{"name": "${SECRET}`, { headers: { 'content-type': 'application/json' } });
    await open.ask('GET', `/v1/nowhere/${SECRET}`);
    open.service.log.error({ err: new Error(`duplicate key (${TEXT}) ${SECRET}`) }, 'request failed');
    const all = open.log.join('\n');
    expect(all).not.toContain(SECRET);
    expect(all).not.toContain(TEXT);
    const lines = open.log.map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'info',
        method: 'POST',
        route: '/v1/memories/:memory/import',
        status: 200,
        memory: body.id,
        actor: 'person:1',
        reqId: expect.any(String),
        ms: expect.any(Number),
      }),
    );
    expect(lines.find(({ msg }) => msg === 'request failed').err).toMatchObject({ type: 'Error' });
  });

  test('names our own errors by their code, and of others the place', () => {
    const inner = new Error(TEXT);
    const error = new InterlinearError('engine.failed', { engine: 'x' }, { cause: inner });
    expect(loggedError(error)).toMatchObject({ code: 'engine.failed', cause: { type: 'Error' } });
    expect(JSON.stringify(loggedError(error))).not.toContain(TEXT);
  });
});

describe('metrics', () => {
  test('tell queues, stages, requests and engines, to administrators', async () => {
    const { metrics, clock } = open.service;
    if (!metrics) throw new Error('no metrics');
    const gate = metrics.counted(
      engineGate(open.database.database.tables, { limits: {}, clock, leaseMs: 1000, patienceMs: 1000 }),
    );
    const pass = await gate.enter({ name: 'paid' }, 120);
    await pass.leave(new InterlinearError('engine.key', {}));
    metrics.stage('segments', 'done', 0.2);
    await open.ask('GET', '/v1/memories');
    expect((await open.ask('GET', '/metrics', undefined, { may: ['review'] })).status).toBe(403);
    const { status, text, headers } = await open.ask('GET', '/metrics');
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/plain')]);
    for (const line of [
      'interlinear_queue_jobs{queue="intake",state="waiting"}',
      'interlinear_queue_oldest_seconds{queue="segments"} 0',
      'interlinear_stage_seconds_count{stage="segments",outcome="done"} 1',
      'interlinear_http_seconds_count{method="GET",route="/v1/memories",status="2xx"}',
      'interlinear_engine_calls_total{engine="paid"} 1',
      'interlinear_engine_characters_total{engine="paid"} 120',
      'interlinear_engine_errors_total{engine="paid",code="engine.key"} 1',
      'nodejs_eventloop_lag_seconds',
      'process_resident_memory_bytes',
    ])
      expect(text).toContain(line);
  });

  test('of a worker process are on a port of its own', async () => {
    const listener = await listenForScrapes(open.service.metrics as never, { host: '127.0.0.1', port: 0 });
    try {
      const at = (path: string) => fetch(`http://127.0.0.1:${listener.port}${path}`);
      expect(await (await at('/metrics')).text()).toContain('interlinear_stage_seconds');
      expect((await at('/healthz')).status).toBe(200);
      expect((await at('/v1/memories')).status).toBe(404);
    } finally {
      await listener.close();
    }
  });
});

describe('the board of the queues', () => {
  test('is for administrators, shows the queues of the database, and runs nothing of its page', async () => {
    expect((await open.ask('GET', '/admin/queues', undefined, { may: ['publish'] })).status).toBe(403);
    const page = await open.ask('GET', '/admin/queues');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.text).not.toMatch(/googleapis|<style|style="/);
    const [, script] = /src="(static\/js\/main[^"]*)"/.exec(page.text) ?? [];
    expect((await open.ask('GET', `/admin/queues/${script}`)).status).toBe(200);
    const { body } = await open.ask('GET', '/admin/queues/api/queues');
    expect(body.queues.map(({ name }: { name: string }) => name)).toEqual([
      'intake',
      'segments',
      'languages',
      'articles',
    ]);
    const paused = await open.ask('PUT', '/admin/queues/api/queues/intake/pause');
    expect(paused.status).toBeGreaterThanOrEqual(400);
    expect((await open.ask('GET', '/admin/queues/api/queues', undefined, { may: ['submit'] })).status).toBe(403);
  });

  const missing = noRedis();
  test.skipIf(missing)(
    `shows queues on Redis just so${missing ? ` (skipped: ${missing})` : ''}`,
    async () => {
      const redis = await startRedis();
      const config = { ...open.service.config, redisUrl: redis.url };
      const queue = await openQueue(config, open.database.database);
      try {
        await queue.queue('intake').add('intake', { id: 'row' });
        const metrics = openMetrics(open.database.database.tables, () => queue);
        expect(await metrics.text()).toContain('interlinear_queue_jobs{queue="intake",state="waiting"} 1');
        const board = await queueBoard(queue);
        const shown = await board.inject({ url: '/admin/queues/api/queues' });
        const [intake] = shown.json().queues;
        expect(intake).toMatchObject({ name: 'intake', readOnlyMode: true, counts: { waiting: 1 } });
        await board.close();
      } finally {
        await queue.close();
        await redis.stop();
      }
    },
    60_000,
  );
});
