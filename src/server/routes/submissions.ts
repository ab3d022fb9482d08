import { createHash } from 'node:crypto';
import multipart, { type Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { groupedAcceptance } from '../../storage/grouped-acceptance.ts';
import { Incoming } from '../../storage/incoming.ts';
import { jobOfRequest, type RepeatableRequest } from '../../storage/job-opening.ts';
import { priorityNumber, URGENT } from '../../storage/priority.ts';
import { callerOf } from '../caller.ts';
import { dispatcher } from '../dispatching.ts';
import { articleOf } from '../intake/article.ts';
import { feedArticles } from '../intake/feed-articles.ts';
import { headOf } from '../intake/head.ts';
import { readNdjson } from '../intake/ndjson.ts';
import {
  type JobRequest,
  type JobWishes,
  jobRequest,
  jobWishes,
  MOST_ARTICLES,
  metadata,
  writtenArticle,
} from '../intake/request.ts';
import { readUpload } from '../intake/upload.ts';
import { validatorOf } from '../intake/validator.ts';
import { requestLanguage } from '../problem.ts';
import type { Routes } from '../routes.ts';

/** A JSON body is held in memory as a whole; larger submissions come as an upload or as NDJSON. */
const JSON_BYTES = 8_000_000;
/** A file in base64, as a line of NDJSON, is a third larger than the file. */
const PACKED = 1.4;

const accepted = Type.Object({
  id: Type.String({ format: 'uuid' }),
  articles: Type.Integer(),
  repeated: Type.Boolean({ description: 'Whether an earlier request had made it already.' }),
});

/** What a kind of body brought. */
interface Taken {
  job: string;
  resumed: boolean;
  articles: number;
  /** Whether somebody waits for it. */
  urgent: boolean;
}

/** `POST /v1/jobs`: articles in, as JSON, as an upload of files, or line by line. */
export const submissions: Routes = async (server, service) => {
  const { config, clock } = service;
  const { tables } = service.database;
  const dispatch = dispatcher(server, service);
  const accept = groupedAcceptance(tables);
  const fileBytes = config.inputLimitMegabytes * 1e6;
  const limits = { hosts: config.fetchHosts, addresses: config.privateAddresses };
  await server.register(multipart, {
    limits: {
      fileSize: fileBytes,
      fieldSize: 1_000_000,
      files: MOST_ARTICLES,
      parts: 3 * MOST_ARTICLES,
      fields: MOST_ARTICLES,
    },
  });
  server.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload));

  async function fromJson(request: FastifyRequest, key: string | undefined): Promise<Taken> {
    const caller = callerOf(request);
    const body = request.body as JobRequest;
    const repeatable = repeatableOf(key, () => createHash('sha256').update(JSON.stringify(body)).digest('hex'));
    const before = repeatable && (await jobOfRequest(tables, caller.desk, repeatable));
    const { articles: written, feed, ...wishes } = body;
    if ((written === undefined) === (feed === undefined)) throw new InterlinearError('submission.none');
    if (before !== undefined) return { job: before, resumed: true, articles: written?.length ?? 0, urgent: false };
    const head = await headOf(service, caller, wishes, requestLanguage(request));
    const articles = feed
      ? await feedArticles(feed, limits)
      : (written ?? []).map((article, index) => articleOf(article, `articles[${index}]`, limits));
    const submission = { ...head, articles };
    const taken = await accept(caller.desk, submission, clock.now(), repeatable);
    return { ...taken, articles: articles.length, urgent: isUrgent(wishes) };
  }

  async function fromStream(
    request: FastifyRequest,
    key: string | undefined,
    read: (incoming: Incoming) => Promise<{ wishes: JobWishes; hash: string }>,
  ): Promise<Taken> {
    const caller = callerOf(request);
    const incoming = new Incoming(tables, caller.desk, clock.now());
    try {
      const { wishes, hash } = await read(incoming);
      const head = await headOf(service, caller, wishes, requestLanguage(request));
      const { articles } = incoming;
      return {
        ...(await incoming.accept(
          head,
          repeatableOf(key, () => hash),
        )),
        articles,
        urgent: isUrgent(wishes),
      };
    } catch (error) {
      await incoming.discard().catch(() => {});
      throw error;
    }
  }

  server.post(
    '/v1/jobs',
    {
      config: { permission: 'submit', submits: true },
      bodyLimit: JSON_BYTES,
      schema: {
        tags: ['jobs'],
        operationId: 'submitJob',
        summary: 'Submit articles',
        description:
          'Articles inline (JSON), as files (multipart: files in their order, the field `job` with the rest), or one a line (NDJSON: the first ' +
          'line is the job, each further one an article; all or nothing). 202 means that everything is stored for good. With an ' +
          'Idempotency-Key the same request makes one job, however often it comes (200); keys are kept for two days.',
        headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 255 })) }),
        body: {
          content: {
            'application/json': { schema: jobRequest },
            'multipart/form-data': { schema: Type.Any({ description: 'Field `job`, files, `source`, `metadata`.' }) },
            'application/x-ndjson': { schema: Type.Any({ description: 'The job, then one article a line.' }) },
          },
        } as unknown as TSchema,
        response: { 200: accepted, 202: accepted },
      },
    },
    async (request, reply) => {
      const header = request.headers['idempotency-key'];
      const key = typeof header === 'string' ? header : undefined;
      const [type = ''] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
      let taken: Taken;
      if (type.trim() === 'application/x-ndjson')
        taken = await fromStream(request, key, (incoming) =>
          readNdjson(
            request.body as AsyncIterable<Uint8Array>,
            incoming,
            { wishes: validatorOf(request, jobWishes), article: validatorOf(request, writtenArticle) },
            { ...limits, bytes: fileBytes * PACKED },
          ),
        );
      else if (type.trim() === 'multipart/form-data')
        taken = await fromStream(request, key, (incoming) =>
          readUpload(request.parts() as AsyncIterable<Multipart>, incoming, {
            wishes: validatorOf(request, jobWishes),
            metadata: validatorOf(request, metadata),
          }),
        );
      else taken = await fromJson(request, key);
      const { job, resumed, articles, urgent } = taken;
      dispatch(urgent);
      reply.code(resumed ? 200 : 202).header('location', `/v1/jobs/${job}`);
      return { id: job, articles, repeated: resumed };
    },
  );
};

function isUrgent({ priority }: JobWishes): boolean {
  return priorityNumber(priority) < URGENT;
}

function repeatableOf(key: string | undefined, hash: () => string): RepeatableRequest | undefined {
  return key === undefined ? undefined : { key, hash: hash() };
}
