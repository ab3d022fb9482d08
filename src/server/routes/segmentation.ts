import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { placeBeforeCorrection } from '../../memory/same-place.ts';
import { InterlinearError } from '../../model/errors.ts';
import { loadLanguages } from '../../storage/article-languages.ts';
import { segmentRows } from '../../storage/article-segments.ts';
import { mergeStored, splitStored } from '../../storage/segmentation.ts';
import { undoResegmentation } from '../../storage/segmentation-undo.ts';
import { replaceFindings } from '../../storage/target-edits.ts';
import { callerOf, may } from '../caller.ts';
import type { Routes } from '../routes.ts';
import { segmentReading } from '../segment-reading.ts';
import { segment } from '../segment-shapes.ts';
import { id } from '../shapes.ts';

const params = Type.Object({ id, language: Type.String({ minLength: 2, maxLength: 35 }), segmentId: id });
const place = { minimum: 0, maximum: 10_000_000 };
const answer = Type.Object({
  segments: Type.Array(segment, { description: 'Those that there are now, in the language of the address.' }),
  reopened: Type.Array(Type.String(), { description: 'Languages in which a confirmed target is open again.' }),
});

/** Splits and merges segments of an article, for all its languages. */
export const segmentation: Routes = (server, service) => {
  const { tables } = service.database;
  const reading = segmentReading(service);
  const path = '/v1/articles/:id/languages/:language/segments/:segmentId';

  server.post(
    `${path}/split`,
    {
      config: { permission: 'translate' },
      schema: {
        tags: ['segments'],
        operationId: 'splitSegment',
        summary: 'Split a segment in two, for every language of the article',
        description:
          '`at` counts UTF-16 units of `source`, which is the source as it was read: where it is another one by now, nothing is split (409). ' +
          'The two rejoin to the exact source. `targetAt` says where the target of this language is cut; without it, and in the other ' +
          'languages, that is where engines’ word alignments, the marks or the lengths say; at its ends all of it goes to one segment. ' +
          'Targets become drafts. Approved ones need the permission to review.',
        params,
        body: Type.Object(
          {
            source: Type.String({ minLength: 1, maxLength: 1_000_000 }),
            at: Type.Integer(place),
            targetAt: Type.Optional(Type.Integer(place)),
            version: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1, description: 'Of the target that was read.' }),
          },
          { additionalProperties: false },
        ),
        response: { 200: answer },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const wish = { ...request.body, ...(await recutting(request)), asCame: placeBeforeCorrection };
      const { segments, reopened } = await asConflict(splitStored(tables, desk, wish, service.clock.now()));
      return { segments: await checked(request, segments), reopened };
    },
  );

  server.post(
    `${path}/merge`,
    {
      config: { permission: 'translate' },
      schema: {
        tags: ['segments'],
        operationId: 'mergeSegments',
        summary: 'Make one segment of this one and the next of its paragraph, for every language of the article',
        description:
          '`next` is the segment that was read behind it. Its comments go over to the first. Targets are joined and become drafts; approved ' +
          'ones need the permission to review.',
        params,
        body: Type.Object({ next: id }, { additionalProperties: false }),
        response: { 200: answer },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const wish = { ...request.body, ...(await recutting(request)) };
      const { segments, reopened } = await mergeStored(tables, desk, wish, service.clock.now());
      return { segments: await checked(request, segments), reopened };
    },
  );

  server.post(
    `${path}/segmentation/undo`,
    {
      config: { permission: 'translate' },
      schema: {
        tags: ['segments'],
        operationId: 'undoSegmentation',
        summary: 'Take back the last split or merge of an article',
        description:
          'The segment is the first of those that it made. Segments, targets and their states are what they were. Where somebody has changed ' +
          'one of them since, nothing is taken back (409): merge or split again.',
        params,
        response: { 200: Type.Object({ segments: answer.properties.segments }) },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { segments } = await undoResegmentation(tables, desk, await recutting(request), service.clock.now());
      return { segments: await checked(request, segments) };
    },
  );

  async function recutting(request: FastifyRequest) {
    const caller = callerOf(request);
    const { id: article, segmentId } = request.params as { id: string; segmentId: string };
    const { language } = await reading.head(request);
    return { article, language, segment: segmentId, by: caller.actor, mayReview: may(caller, 'review') };
  }

  /** The new segments as answers show them, with what the checks say of their targets in every language. */
  async function checked(request: FastifyRequest, ids: string[]) {
    const { desk } = callerOf(request);
    const { id: article } = request.params as { id: string };
    const { revision } = await reading.head(request);
    for (const { language } of await loadLanguages(tables, revision)) {
      const version = await reading.headOf(desk, article, language);
      if (version.kind !== 'target') continue;
      const check = await reading.checker(desk, version);
      for (const one of ids) {
        const [row] = await segmentRows(tables, desk, version, { id: one });
        if (row?.target?.text == null) continue;
        const found = check(row, row.target.text, row.target.codes);
        const { ordinal } = row;
        await tables.transaction().execute((one) => replaceFindings(one, revision, version.language, ordinal, found));
      }
    }
    const version = await reading.head(request);
    const rows = (await Promise.all(ids.map((one) => segmentRows(tables, desk, version, { id: one })))).flat();
    const show = await reading.answers(request, version, rows, { dismissed: false });
    return rows.map(show);
  }
};

/** The version comes in the body: that it is another one by now is a conflict. */
async function asConflict<Result>(result: Promise<Result>): Promise<Result> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof InterlinearError && error.code === 'target.changed')
      throw new InterlinearError('target.conflict', error.parameters);
    throw error;
  }
}
