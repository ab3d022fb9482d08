import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { termsFor, termsOf } from '../../../workers/context.ts';
import { textMeasure } from '../../memory/measure.ts';
import type { InlineCode } from '../../model/article.ts';
import { InterlinearError } from '../../model/errors.ts';
import type { PlacedFinding } from '../../model/finding.ts';
import { identified } from '../../model/finding-id.ts';
import type { Terms } from '../../model/term.ts';
import type { Pair } from '../../model/translation.ts';
import { checkSegment } from '../../pipeline/complete.ts';
import {
  documentTexts,
  type SegmentRow,
  segmentRows,
  type VersionHead,
  versionHead,
} from '../../storage/article-segments.ts';
import { setAside } from '../../storage/dismissals.ts';
import { editTarget } from '../../storage/target-edits.ts';
import { constraintsFor } from '../../terminology/constraints.ts';
import { namedIn } from '../../terminology/gazetteer/aliases.ts';
import { callerOf, may } from '../caller.ts';
import { findingAnswer } from '../finding-answers.ts';
import { givenRows } from '../given-rows.ts';
import { ordinalAfter, pageShowing } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { codesWritten, segment, segmentPage, written } from '../segment-shapes.ts';
import { id, languageOf } from '../shapes.ts';

/** A whole article of usual length fits on a page: an editor shows all of it. */
const limit = Type.Integer({ minimum: 1, maximum: 2000, default: 200, description: 'Segments of a page.' });
const params = { id, language: Type.String({ minLength: 2, maxLength: 35 }) };

/** The segments of a language version: to read beside each other, and to write. */
export const segments: Routes = (server, service) => {
  const { tables } = service.database;
  const terms = termsOf(tables);

  async function head(request: FastifyRequest): Promise<VersionHead> {
    const { id: article, language } = request.params as { id: string; language: string };
    const found = await versionHead(tables, callerOf(request).desk, article, languageOf(language));
    if (!found) throw new InterlinearError('not-found.language', { id: article, language });
    return found;
  }

  const termsOfVersion = ({ options, day }: VersionHead, desk: string): Promise<Terms> =>
    termsFor({ terms, clock: service.clock }, desk, options, day ?? undefined);

  server.get(
    '/v1/articles/:id/languages/:language/segments',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['segments'],
        operationId: 'listSegments',
        summary: 'Source and target beside each other',
        params: Type.Object(params),
        querystring: Type.Object({ limit, cursor: Type.Optional(Type.String({ maxLength: 400 })) }),
        response: { 200: segmentPage },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const version = await head(request);
      const after = ordinalAfter(request.query.cursor);
      const rows =
        version.kind === 'given'
          ? givenRows(version, await documentTexts(tables, desk, version.revision)).filter((row) => row.ordinal > after)
          : await segmentRows(tables, desk, version, { after, limit: request.query.limit + 1 });
      const tools = await termsOfVersion(version, desk);
      const open = await openFindings(desk, rows, version);
      return {
        language: version.language,
        sourceLanguage: version.sourceLanguage,
        kind: version.kind,
        status: version.status,
        ...pageShowing(
          rows,
          request.query.limit,
          (row) => answerOf(row, version, open(row), tools, request),
          (row) => row.ordinal,
        ),
      };
    },
  );

  server.put(
    '/v1/articles/:id/languages/:language/segments/:segmentId',
    {
      config: { permission: 'translate' },
      schema: {
        tags: ['segments'],
        operationId: 'writeTarget',
        summary: 'Write a target, confirm it, or reject it',
        description:
          'Say which version was read, by If-Match (its ETag) or `version` (0 where there was no target): a target that somebody changed ' +
          'meanwhile is not written over, and the answer (412, or 409) has both texts. `reviewed` and `final` need the permission to review.',
        params: Type.Object({ ...params, segmentId: id }),
        headers: Type.Object({ 'if-match': Type.Optional(Type.String({ maxLength: 100 })) }),
        body: written,
        response: { 200: Type.Object({ segment, propagated: Type.Integer() }) },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { desk } = caller;
      const { body } = request;
      const version = await head(request);
      const { segmentId, id: article } = request.params;
      const [row] = version.kind === 'target' ? await segmentRows(tables, desk, version, { id: segmentId }) : [];
      if (!row) throw new InterlinearError('segment.gone', { segment: segmentId });
      const rejected = body.rejected ?? false;
      const state = rejected ? 'initial' : (body.state ?? 'translated');
      if ((rejected || state === 'reviewed' || state === 'final') && !may(caller, 'review'))
        throw new InterlinearError('permission.missing', { permission: 'review', desk: caller.deskName });
      const text = body.text ?? row.target?.text;
      if (text === null || text === undefined) throw new InterlinearError('target.text', { segment: segmentId });
      const codes = codesWritten(body.codes, text, row);
      const read = versionRead(request.headers['if-match'], body.version);
      if (read === undefined) throw new InterlinearError('target.version', { segment: segmentId });
      const findings = await findingsIn(desk, version, row, text, codes);
      const edit = { article, segment: segmentId, language: version.language, text, codes, state, rejected };
      let edited: Awaited<ReturnType<typeof editTarget>>;
      try {
        edited = await editTarget(
          tables,
          desk,
          { ...edit, by: caller.actor, version: read, mayReview: may(caller, 'review'), findings },
          textMeasure,
          service.clock.now(),
        );
      } catch (error) {
        if (error instanceof InterlinearError && error.code === 'target.changed' && body.version !== undefined)
          throw new InterlinearError('target.conflict', error.parameters);
        throw error;
      }
      const [after] = await segmentRows(tables, desk, version, { id: segmentId });
      const shown = after ?? row;
      const open = await openFindings(desk, [shown], { ...version, findings });
      reply.header('etag', `"${edited.version}"`);
      return {
        segment: answerOf(shown, version, open(shown), await termsOfVersion(version, desk), request),
        propagated: edited.propagated,
      };
    },
  );

  /** What the checks say of a target as somebody wants to have it. */
  async function findingsIn(desk: string, version: VersionHead, row: SegmentRow, text: string, codes: InlineCode[]) {
    const tools = await termsOfVersion(version, desk);
    const texts = await documentTexts(tables, desk, version.revision);
    const mentioned = new Set(texts.all(version.document).flatMap((one) => namedIn(one.text, one.language)));
    const pair: Pair = {
      ordinal: 0,
      sourceLanguage: row.language,
      targetLanguage: version.language,
      sourceSegments: [row.ordinal],
      targetSegments: [],
      source: row.text,
      sourceCodes: row.codes,
      target: { text, codes, state: 'translated', origin: 'human', route: `${row.language}>${version.language}` },
    };
    const document = version.document === 'source' ? ('original' as const) : ('delivered' as const);
    const about = {
      source: { text: row.text, language: row.language },
      target: { text, language: version.language },
    };
    return checkSegment(pair, row.role, tools, mentioned).map((finding) =>
      identified<PlacedFinding>(
        finding.side === 'source'
          ? { ...finding, document, segment: row.ordinal }
          : { ...finding, document: 'translation', language: version.language, segment: row.ordinal },
        about,
      ),
    );
  }

  /** The findings of rows, without those that a reviewer dismissed for the texts as they are. */
  async function openFindings(desk: string, rows: SegmentRow[], { kind, findings }: VersionHead) {
    if (kind === 'given') return () => [];
    const shown = new Set(rows.map(({ ordinal }) => ordinal));
    const { open } = await setAside(
      tables,
      desk,
      findings.filter(({ segment }) => shown.has(segment)),
    );
    const bySegment = Map.groupBy(open, (finding) => finding.segment);
    return (row: SegmentRow) => bySegment.get(row.ordinal) ?? [];
  }

  function answerOf(
    row: SegmentRow,
    version: VersionHead,
    found: PlacedFinding[],
    tools: Terms,
    request: FastifyRequest,
  ) {
    const { target } = row;
    const { findTerms, concepts, findNames } = tools;
    return {
      id: version.kind === 'given' ? null : row.id,
      ordinal: row.ordinal,
      role: row.role,
      source: { language: row.language, text: row.text, codes: row.codes },
      target:
        target === null
          ? null
          : {
              text: target.text,
              codes: target.codes,
              state: target.state,
              subState: target.subState ?? null,
              origin: target.origin ?? null,
              route: target.route,
              engine: target.engine ?? null,
              score: target.score ?? null,
              match: target.match?.kind ?? null,
              confirmedBy: target.confirmedBy ?? null,
              unknownWords: target.unknownWords ?? [],
              matches: target.matches ?? [],
              version: target.version,
              updatedAt: target.updatedAt.toISOString(),
            },
      terms: constraintsFor(row.text, row.language, version.language, findTerms, concepts, findNames).map((term) => ({
        ...term,
        outcome: target?.terms?.find(({ concept }) => concept === term.concept)?.outcome ?? null,
      })),
      findings: found.map((finding) => findingAnswer(finding, version.language, request)),
    };
  }
};

/** The version that the caller read; `*` is none in particular. */
function versionRead(ifMatch: string | string[] | undefined, version: number | undefined): number | undefined {
  if (version !== undefined) return version;
  const [, number] = /^\s*(?:W\/)?"(\d{1,9})"\s*$/.exec(String(ifMatch ?? '')) ?? [];
  return number === undefined ? undefined : Number(number);
}
