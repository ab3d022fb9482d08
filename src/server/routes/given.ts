import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { differencesOf } from '../../memory/differences.ts';
import { InterlinearError } from '../../model/errors.ts';
import type { PlacedFinding } from '../../model/finding.ts';
import { showArticle } from '../../storage/article-listing.ts';
import { type GivenSource, givenSources } from '../../storage/given-sources.ts';
import { correctGiven, type GivenSegment, givenFindings, givenSegments } from '../../storage/given-text.ts';
import { callerOf } from '../caller.ts';
import { finding, findingAnswer } from '../finding-answers.ts';
import { ordinalAfter, page, pageShowing } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { code, codesWritten, places } from '../segment-shapes.ts';
import { id, orNull } from '../shapes.ts';

const stretch = Type.Object({ start: Type.Integer(), end: Type.Integer(), text: Type.String() });
const row = Type.Object({
  id,
  ordinal: Type.Integer(),
  block: Type.Integer(),
  role: Type.String(),
  language: Type.String(),
  given: Type.String({ description: 'As it came; it never changes.' }),
  givenCodes: Type.Array(code),
  corrected: orNull(Type.String({ description: 'Null where it is left out.' })),
  codes: Type.Array(code),
  version: Type.Integer(),
  source: orNull(
    Type.Object(
      { ordinals: Type.Array(Type.Integer()), text: Type.String(), language: Type.String() },
      { description: 'What it is a translation of, where the article came with its source.' },
    ),
  ),
  changes: Type.Array(
    Type.Object({
      kind: Type.Enum(['inserted', 'deleted', 'replaced'] as const),
      given: Type.Optional(stretch),
      corrected: Type.Optional(stretch),
    }),
    { description: 'UTF-16 offsets in the given and in the corrected text.' },
  ),
  findings: Type.Array(finding),
});

/** The text that came with an article: as given, as corrected, and what was changed in between. */
export const given: Routes = (server, service) => {
  const { tables } = service.database;

  async function opened(request: FastifyRequest) {
    const { desk } = callerOf(request);
    const { id: article } = request.params as { id: string };
    const found = await showArticle(tables, desk, article);
    if (!found) throw new InterlinearError('not-found.article', { article });
    const findings = await givenFindings(tables, desk, found.revision);
    const sources = await givenSources(tables, desk, found.revision);
    return { desk, article, found, sources, findings: Map.groupBy(findings, ({ segment }) => segment) };
  }

  server.get(
    '/v1/articles/:id/given',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['review'],
        operationId: 'listGiven',
        summary: 'The text as it came, as it is corrected, and the changes',
        params: Type.Object({ id }),
        querystring: Type.Object({
          limit: Type.Integer({ minimum: 1, maximum: 2000, default: 200 }),
          cursor: Type.Optional(Type.String({ maxLength: 400 })),
        }),
        response: {
          200: Type.Object({
            language: orNull(Type.String()),
            hasSource: Type.Boolean({
              description: 'Without one, fidelity is not checked and translations are made from this text.',
            }),
            ...page(row).properties,
          }),
        },
      },
    },
    async (request) => {
      const { desk, found, findings, sources } = await opened(request);
      const { limit } = request.query;
      const after = ordinalAfter(request.query.cursor);
      const rows = await givenSegments(tables, desk, found.revision, { after, limit: limit + 1 });
      return {
        language: found.language,
        hasSource: found.hasSource,
        ...pageShowing(
          rows,
          limit,
          (one) => answerOf(one, findings.get(one.ordinal) ?? [], sources.get(one.ordinal), request),
          (one) => one.ordinal,
        ),
      };
    },
  );

  server.put(
    '/v1/articles/:id/given/:segmentId',
    {
      config: { permission: 'translate' },
      schema: {
        tags: ['review'],
        operationId: 'correctGiven',
        summary: 'Correct a segment of the text as it came, or take corrections back',
        description:
          'The given text itself stays. Send it as `text` to take every correction back, null or nothing but white space to leave the segment out. Confirmed translations ' +
          'that were made from it are open again.',
        params: Type.Object({ id, segmentId: id }),
        body: Type.Object(
          {
            // Null goes first, or it would be taken for an empty text.
            text: Type.Union([Type.Null(), Type.String({ maxLength: 500_000 })]),
            codes: places,
            version: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            segment: row,
            reopened: Type.Array(Type.String(), { description: 'Languages in which its target is open again.' }),
          }),
        },
      },
    },
    async (request) => {
      const { desk, article, found, findings, sources } = await opened(request);
      const { segmentId } = request.params;
      const { version } = request.body;
      // A text without a word is none.
      const text = request.body.text?.trim() ? request.body.text : null;
      const [before] = await givenSegments(tables, desk, found.revision, { id: segmentId });
      if (!before) throw new InterlinearError('segment.gone', { segment: segmentId });
      const known = text === before.given ? before.givenCodes : before.codes;
      const standing = { text: text === before.given ? before.given : before.corrected, codes: known };
      const own = { id: segmentId, codes: before.givenCodes, target: standing };
      const codes = text === null ? [] : codesWritten(request.body.codes, text, own);
      const by = { actor: callerOf(request).actor, now: service.clock.now() };
      let reopened: string[];
      try {
        reopened = await correctGiven(tables, desk, { article, segment: segmentId, text, codes, version }, by);
      } catch (error) {
        if (error instanceof InterlinearError && error.code === 'target.changed')
          throw new InterlinearError('target.conflict', error.parameters);
        throw error;
      }
      const [after = before] = await givenSegments(tables, desk, found.revision, { id: segmentId });
      return {
        segment: answerOf(after, findings.get(after.ordinal) ?? [], sources.get(after.ordinal), request),
        reopened,
      };
    },
  );
};

function answerOf(
  one: GivenSegment,
  findings: PlacedFinding[],
  source: GivenSource | undefined,
  request: FastifyRequest,
) {
  return {
    ...one,
    source: source ?? null,
    changes: differencesOf(one.given, one.corrected ?? '').map(({ kind, unit, segment }) => ({
      kind,
      ...(unit ? { given: unit } : {}),
      ...(segment ? { corrected: segment } : {}),
    })),
    findings: findings.map((each) => findingAnswer(each, null, request)),
  };
}
