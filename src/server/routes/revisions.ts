import multipart, { type Multipart } from '@fastify/multipart';
import { type TSchema, Type } from 'typebox';
import { differencesOf } from '../../memory/differences.ts';
import { textMeasure } from '../../memory/measure.ts';
import { InterlinearError } from '../../model/errors.ts';
import { reviewStepsOf } from '../../storage/approval.ts';
import { type ListedArticle, showArticle } from '../../storage/article-listing.ts';
import { segmentRows } from '../../storage/article-segments.ts';
import { listRevisions } from '../../storage/article-versions.ts';
import {
  comparedRevision,
  type SegmentChange,
  segmentChanges,
  untouchedTargets,
} from '../../storage/revision-changes.ts';
import { reviseArticle } from '../../storage/revisions.ts';
import { approveVersion, obstacles } from '../../storage/version-approval.ts';
import { callerOf } from '../caller.ts';
import { dispatcher } from '../dispatching.ts';
import { metadata } from '../intake/request.ts';
import { revisionOf, uploadedRevision, type WrittenRevision, writtenRevision } from '../intake/revision.ts';
import { validatorOf } from '../intake/validator.ts';
import type { Routes } from '../routes.ts';
import { segmentReading } from '../segment-reading.ts';
import { state } from '../segment-shapes.ts';
import { failure, failureOf, id, instant, orNull } from '../shapes.ts';

/** As that of a submission: larger ones come as an upload. */
const JSON_BYTES = 8_000_000;

const accepted = Type.Object({
  id,
  number: Type.Integer(),
  job: id,
  repeated: Type.Boolean({ description: 'Whether it was there already.' }),
});

const listed = Type.Object({
  id,
  number: Type.Integer(),
  current: Type.Boolean({ description: 'Whether it is the one that people work on.' }),
  read: Type.Boolean(),
  bytes: Type.Integer(),
  language: orNull(Type.String()),
  createdAt: instant,
  createdBy: orNull(Type.String({ description: 'Null for what came with its job.' })),
});

const text = orNull(
  Type.Object({
    text: Type.String(),
    corrected: orNull(Type.String({ description: 'As translations are made from it; null where it is left out.' })),
  }),
);
const stretch = Type.Object({ start: Type.Integer(), end: Type.Integer(), text: Type.String() });
const change = Type.Object({
  kind: Type.Enum(['kept', 'changed', 'added', 'removed'] as const),
  segment: Type.String({ format: 'uuid', description: 'Of this revision; of the one before for what was removed.' }),
  ordinal: Type.Integer(),
  role: Type.String(),
  cut: orNull(
    Type.Enum(['kept', 'lost'] as const, {
      description:
        'Where people had split or merged the revision before: taken over, or lost because its text is another one.',
    }),
  ),
  old: text,
  new: text,
  changes: Type.Array(
    Type.Object({
      kind: Type.Enum(['inserted', 'deleted', 'replaced'] as const),
      old: Type.Optional(stretch),
      new: Type.Optional(stretch),
    }),
    { description: 'Of a changed segment: UTF-16 offsets in both texts.' },
  ),
  languages: Type.Array(
    Type.Object({
      language: Type.String(),
      state,
      hasText: Type.Boolean(),
      confirmedBy: orNull(Type.String()),
    }),
    { description: 'Its targets.' },
  ),
});
const compared = Type.Object({
  number: Type.Integer(),
  previous: orNull(Type.Integer({ description: 'The revision that people worked on before.' })),
  document: Type.Enum(['delivered', 'source'] as const, { description: 'What translations are made from.' }),
  counts: Type.Object({
    kept: Type.Integer(),
    changed: Type.Integer(),
    added: Type.Integer(),
    removed: Type.Integer(),
  }),
  cuts: Type.Object(
    { kept: Type.Integer(), lost: Type.Integer() },
    { description: 'Splits and merges of the revision before, each stretch of text counted once.' },
  ),
  items: Type.Array(change),
});

/** An article that is handed in again: its revisions, what changed from one to the next, and accepting what did not. */
export const revisions: Routes = async (server, service) => {
  const { config, clock } = service;
  const { tables } = service.database;
  const dispatch = dispatcher(server, service);
  const reading = segmentReading(service);
  const limits = { hosts: config.fetchHosts, addresses: config.privateAddresses };
  await server.register(multipart, {
    limits: { fileSize: config.inputLimitMegabytes * 1e6, fieldSize: 1_000_000, files: 3, parts: 6, fields: 3 },
  });

  server.get(
    '/v1/articles/:id/revisions',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['articles'],
        operationId: 'listRevisions',
        summary: 'What was delivered, the newest first',
        params: Type.Object({ id }),
        response: { 200: Type.Object({ items: Type.Array(listed) }) },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { id: article } = await known(request.params.id, desk);
      const rows = await listRevisions(tables, desk, article);
      return { items: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
    },
  );

  server.post(
    '/v1/articles/:id/revisions',
    {
      config: { permission: 'submit' },
      bodyLimit: JSON_BYTES,
      schema: {
        tags: ['articles'],
        operationId: 'reviseArticle',
        summary: 'Hand an article in again',
        description:
          'As JSON, or as an upload of one file (with `source` and `metadata` as in a submission). 202 means that it is stored for good. ' +
          'Segments whose text is the same keep their translations with their states; the others are translated again. People go on with ' +
          'the revision before until this one was read. The same content again, or the same Idempotency-Key, gives the revision that is ' +
          'there (200).',
        params: Type.Object({ id }),
        headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ minLength: 1, maxLength: 255 })) }),
        body: {
          content: {
            'application/json': { schema: writtenRevision },
            'multipart/form-data': { schema: Type.Any({ description: 'The file, `source`, `metadata`.' }) },
          },
        } as unknown as TSchema,
        response: { 200: accepted, 202: accepted },
      },
    },
    async (request, reply) => {
      const { desk, actor } = callerOf(request);
      const { id: article } = request.params;
      const { fileName } = await known(article, desk);
      const [type = ''] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
      const { revision, hash } =
        type.trim() === 'multipart/form-data'
          ? await uploadedRevision(
              request.parts() as AsyncIterable<Multipart>,
              fileName,
              validatorOf(request, metadata),
            )
          : revisionOf(request.body as WrittenRevision, fileName, limits);
      const key = request.headers['idempotency-key'];
      const repeatable = typeof key === 'string' ? { key, hash: `${article} ${hash}` } : undefined;
      const by = { actor, now: clock.now() };
      const revised = await reviseArticle(tables, desk, { article, ...revision }, by, repeatable);
      dispatch(true);
      reply.code(revised.repeated ? 200 : 202).header('location', `/v1/articles/${article}/revisions`);
      return revised;
    },
  );

  server.get(
    '/v1/articles/:id/revisions/:number/changes',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['articles'],
        operationId: 'showRevisionChanges',
        summary: 'A revision beside the one before it, segment by segment',
        description:
          'In the order of the newer one; what was removed follows what stood before it. 409 until the revision was read.',
        params: Type.Object({ id, number: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) }),
        response: { 200: compared },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { id: article, number } = request.params;
      await known(article, desk);
      const revision = await comparedRevision(tables, desk, article, number);
      if (!revision) throw new InterlinearError('not-found.revision', { article, number });
      if (!revision.read) throw new InterlinearError('article.unread', { article });
      const items = await segmentChanges(tables, desk, revision);
      const counts = { kept: 0, changed: 0, added: 0, removed: 0 };
      for (const { kind } of items) counts[kind]++;
      return {
        number,
        previous: revision.previous?.number ?? null,
        document: revision.document,
        counts,
        cuts: { kept: revision.cuts.kept.length, lost: revision.cuts.lost.length },
        items: items.map(shown),
      };
    },
  );

  server.post(
    '/v1/articles/:id/languages/:language/accept',
    {
      config: { permission: 'review' },
      schema: {
        tags: ['review'],
        operationId: 'acceptUntouched',
        summary: 'Approve all targets that a new revision left untouched',
        description:
          'Those whose segment is the same as in the revision before, and which nobody has written in since; the others stay as they are. ' +
          'What cannot be approved is left and named, with the reason.',
        params: Type.Object({ id, language: Type.String({ minLength: 2, maxLength: 35 }) }),
        body: Type.Object(
          {
            state: Type.Enum(['reviewed', 'final'] as const, { default: 'final' }),
            acknowledge: Type.Boolean({
              default: false,
              description: 'Warnings, and texts that no person has confirmed, were seen.',
            }),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            untouched: Type.Integer(),
            approved: Type.Integer({ description: 'Of these, segments that this approved.' }),
            inTheWay: Type.Array(
              Type.Object({ segment: id, ordinal: Type.Integer(), text: Type.String(), problem: failure }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const { desk, actor: by } = callerOf(request);
      const { state: wanted, acknowledge } = request.body;
      const head = await reading.head(request);
      const { language } = head;
      const { id: article } = request.params;
      if (head.kind !== 'target') throw new InterlinearError('not-found.language', { id: article, language });
      const untouched = await untouchedTargets(tables, desk, head.revision, language);
      const all = await segmentRows(tables, desk, head, { after: -1, limit: 1_000_000 });
      const rows = all.filter((row) => untouched.has(row.id));
      const sorted = await reading.sortedFindings(desk, rows, head);
      const approval = { article, language, state: wanted, by, acknowledge };
      const read = rows.map((row) => ({ row, open: sorted(row).open }));
      const left = obstacles({ ...approval, rows: read }, await reviewStepsOf(tables, desk));
      const inTheWay = new Set(left.map(({ row }) => row.id));
      const free = read.filter(({ row }) => !inTheWay.has(row.id));
      const { approved } = await approveVersion(tables, desk, { ...approval, rows: free }, textMeasure, clock.now());
      return {
        untouched: rows.length,
        approved,
        inTheWay: left.map(({ row, trouble: { code, parameters } }) => ({
          segment: row.id,
          ordinal: row.ordinal,
          text: row.text,
          problem: failureOf({ code, parameters }, request),
        })),
      };
    },
  );

  async function known(article: string, desk: string): Promise<ListedArticle> {
    const found = await showArticle(tables, desk, article);
    if (!found) throw new InterlinearError('not-found.article', { article });
    return found;
  }
};

function shown({ old, new: now, ...rest }: SegmentChange) {
  const changes = rest.kind === 'changed' && old && now ? differencesOf(old.text, now.text) : [];
  return {
    ...rest,
    old,
    new: now,
    changes: changes.map(({ kind, unit, segment }) => ({
      kind,
      ...(unit ? { old: unit } : {}),
      ...(segment ? { new: segment } : {}),
    })),
  };
}
