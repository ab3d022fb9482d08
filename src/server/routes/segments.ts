import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { textMeasure } from '../../memory/measure.ts';
import { InterlinearError } from '../../model/errors.ts';
import { documentTexts, type SegmentRow, segmentRows, type VersionHead } from '../../storage/article-segments.ts';
import { editTarget } from '../../storage/target-edits.ts';
import { callerOf, may } from '../caller.ts';
import { givenRows } from '../given-rows.ts';
import { ordinalAfter, pageShowing } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { segmentReading } from '../segment-reading.ts';
import { codesWritten, segment, segmentPage, written } from '../segment-shapes.ts';
import { id } from '../shapes.ts';

/** A whole article of usual length fits on a page: an editor shows all of it. */
const limit = Type.Integer({ minimum: 1, maximum: 2000, default: 200, description: 'Segments of a page.' });
const params = { id, language: Type.String({ minLength: 2, maxLength: 35 }) };
const dismissed = Type.Boolean({ default: false, description: 'Whether dismissed findings are shown, too.' });

/** The segments of a language version: to read beside each other, and to write. */
export const segments: Routes = (server, service) => {
  const { tables } = service.database;
  const reading = segmentReading(service);

  server.get(
    '/v1/articles/:id/languages/:language/segments',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['segments'],
        operationId: 'listSegments',
        summary: 'Source and target beside each other',
        params: Type.Object(params),
        querystring: Type.Object({ limit, cursor: Type.Optional(Type.String({ maxLength: 400 })), dismissed }),
        response: { 200: segmentPage },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const version = await reading.head(request);
      const after = ordinalAfter(request.query.cursor);
      const rows =
        version.kind === 'given'
          ? givenRows(version, await documentTexts(tables, desk, version.revision)).filter((row) => row.ordinal > after)
          : await segmentRows(tables, desk, version, { after, limit: request.query.limit + 1 });
      return {
        language: version.language,
        sourceLanguage: version.sourceLanguage,
        kind: version.kind,
        status: version.status,
        ...pageShowing(
          rows,
          request.query.limit,
          await reading.answers(request, version, rows, request.query),
          (row) => row.ordinal,
        ),
      };
    },
  );

  server.get(
    '/v1/articles/:id/languages/:language/segments/:segmentId',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['segments'],
        operationId: 'showSegment',
        summary: 'A segment with its target',
        params: Type.Object({ ...params, segmentId: id }),
        querystring: Type.Object({ dismissed }),
        response: { 200: segment },
      },
    },
    async (request, reply) => {
      const version = await reading.head(request);
      const row = await one(version, request);
      reply.header('etag', `"${row.target?.version ?? 0}"`);
      return (await reading.answers(request, version, [row], request.query))(row);
    },
  );

  server.put(
    '/v1/articles/:id/languages/:language/segments/:segmentId',
    {
      config: { permission: 'translate' },
      schema: {
        tags: ['segments'],
        operationId: 'writeTarget',
        summary: 'Write a target, confirm it, approve it, or reject it',
        description:
          'Say which version was read, by If-Match (its ETag) or `version` (0 where there was no target): a target that somebody changed ' +
          'meanwhile is not written over, and the answer (412, or 409) has both texts. `initial` keeps a draft, and un-confirms what was ' +
          'confirmed. `reviewed`, `final` and rejections need the permission to review. Open errors stand in the way of `final` unless ' +
          '`override` says why they pass, open warnings until `acknowledge` says that they were seen; where the desk reviews in two steps, ' +
          '`final` follows `reviewed`, by another person and without a change of the text.',
        params: Type.Object({ ...params, segmentId: id }),
        headers: Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 100 })) }),
        body: written,
        response: { 200: Type.Object({ segment, propagated: Type.Integer() }) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { desk } = caller;
      const { rejection, override, milliseconds, acknowledge = false, ...body } = request.body;
      const version = await reading.head(request);
      const { segmentId, id: article } = request.params;
      const row = await one(version, request);
      const state = rejection ? 'initial' : (body.state ?? 'translated');
      if ((rejection || override || state === 'reviewed' || state === 'final') && !may(caller, 'review'))
        throw new InterlinearError('permission.missing', { permission: 'review', desk: caller.deskName });
      const text = body.text ?? row.target?.text;
      if (text === null || text === undefined) throw new InterlinearError('target.text', { segment: segmentId });
      const codes = codesWritten(body.codes, text, row);
      const read = versionRead(request.headers['if-match'], body.version);
      if (read === undefined) throw new InterlinearError('target.version', { segment: segmentId });
      const findings = (await reading.checker(desk, version))(row, text, codes);
      const asWritten = { ...row, target: { text, codes, state, route: '', version: read, updatedAt: new Date(0) } };
      const { open } = (await reading.sortedFindings(desk, [asWritten], { ...version, findings }))(asWritten);
      const edit = {
        ...{ article, segment: segmentId, language: version.language, text, codes, state, by: caller.actor },
        ...{ version: read, mayReview: may(caller, 'review'), findings, open, acknowledge },
        ...(rejection ? { rejection } : {}),
        ...(override ? { override: override.reason } : {}),
        ...(milliseconds !== undefined ? { milliseconds } : {}),
      };
      let edited: Awaited<ReturnType<typeof editTarget>>;
      try {
        edited = await editTarget(tables, desk, edit, textMeasure, service.clock.now());
      } catch (error) {
        if (error instanceof InterlinearError && error.code === 'target.changed' && body.version !== undefined)
          throw new InterlinearError('target.conflict', error.parameters);
        throw error;
      }
      const [after = row] = await segmentRows(tables, desk, version, { id: segmentId });
      reply.header('etag', `"${edited.version}"`);
      const answer = await reading.answers(request, { ...version, findings }, [after], { dismissed: true });
      return { segment: answer(after), propagated: edited.propagated };
    },
  );

  /** @throws InterlinearError `segment.gone` {segment} */
  async function one(version: VersionHead, request: FastifyRequest): Promise<SegmentRow> {
    const { segmentId } = request.params as { segmentId: string };
    const [row] =
      version.kind === 'target' ? await segmentRows(tables, callerOf(request).desk, version, { id: segmentId }) : [];
    if (!row) throw new InterlinearError('segment.gone', { segment: segmentId });
    return row;
  }
};

/** The version that the caller read; `*` is none in particular. */
function versionRead(ifMatch: string | string[] | undefined, version: number | undefined): number | undefined {
  if (version !== undefined) return version;
  const [, number] = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(String(ifMatch ?? '')) ?? [];
  return number === undefined ? undefined : Number(number);
}
