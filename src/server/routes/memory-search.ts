import { Type } from 'typebox';
import { textMeasure } from '../../memory/measure.ts';
import { parseLanguage } from '../../model/language.ts';
import { fuzzyThreshold } from '../../storage/desks.ts';
import { memoriesInForce } from '../../storage/memories.ts';
import { memoryWithId } from '../../storage/memory-desk.ts';
import { memoryStore } from '../../storage/memory-lookup.ts';
import { callerOf } from '../caller.ts';
import { bytesOf, inlineArticle, readEach } from '../inline-articles.ts';
import type { Routes } from '../routes.ts';
import { failure, failureOf, instant, orNull } from '../shapes.ts';
import { languagesOf, languageTag } from '../wording.ts';

const tags = ['memories'];
const inMemory = Type.Optional(
  Type.String({ format: 'uuid', description: 'Only in this memory. Default: all in force.' }),
);
const span = Type.Object(
  { start: Type.Integer(), end: Type.Integer() },
  { description: 'Half-open, in UTF-16 units of the text beside it.' },
);
const exchanged = Type.Object({ from: Type.String(), to: Type.String(), kind: Type.String() });
const match = Type.Object({
  score: Type.Integer(),
  base: Type.Integer(),
  kind: Type.String(),
  unit: Type.Optional(Type.String()),
  memory: Type.Optional(Type.String()),
  origin: Type.String(),
  author: orNull(Type.String()),
  changedAt: orNull(instant),
  source: Type.String(),
  target: Type.String(),
  penalties: Type.Array(Type.Object({ reason: Type.String(), points: Type.Number() })),
  differences: Type.Array(
    Type.Object({ kind: Type.String(), unit: Type.Optional(Type.String()), segment: Type.Optional(Type.String()) }),
  ),
  repairs: Type.Array(exchanged),
});
const amount = Type.Object({ segments: Type.Integer(), words: Type.Integer(), characters: Type.Integer() });

/** Articles that one request may bring to be counted. */
const ARTICLES = 200;

/** What the memories know: of a text, of a phrase, of a batch. Texts stand in bodies, for addresses are logged on their way. */
export const memorySearch: Routes = (server, service) => {
  const { config, clock, indexes, database } = service;
  const { tables } = database;
  const storeOf = async (desk: string, memory: string | undefined) => {
    const ids = memory
      ? [(await memoryWithId(tables, desk, memory)).id]
      : await memoriesInForce(tables, desk, [], clock.now());
    return memoryStore(tables, desk, ids, textMeasure);
  };
  server.post(
    '/v1/memories/search',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'What the memories know of a text, with the reasons for each score',
        operationId: 'searchMemories',
        body: Type.Object(
          {
            text: Type.String({ minLength: 1, maxLength: 20_000, pattern: '\\S' }),
            from: languageTag,
            to: languageTag,
            threshold: Type.Optional(
              Type.Number({ exclusiveMinimum: 0, maximum: 1, description: 'Default: the desk’s.' }),
            ),
            limit: Type.Integer({ minimum: 1, maximum: 100, default: 5 }),
            memory: inMemory,
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            matches: Type.Array(match),
            parts: Type.Array(
              Type.Object({
                kind: Type.String(),
                text: Type.String(),
                translation: Type.String(),
                agreeing: Type.Integer(),
                of: Type.Integer(),
              }),
              { description: 'Parts of the text that the memories know.' },
            ),
          }),
        },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { text, from, to, threshold, limit, memory } = request.body;
      const store = await storeOf(desk, memory);
      const options = { threshold: threshold ?? (await fuzzyThreshold(tables, desk, config)), limit, now: clock.now() };
      const languages = [parseLanguage(from), parseLanguage(to)] as const;
      const { searchMemories } = await import('../../pipeline/memory-search.ts');
      const { matches, subSegments } = await searchMemories(text, ...languages, options, { store, indexes });
      return {
        matches: matches.map(({ unit, target, differences, ...one }) => ({
          ...one,
          ...(unit.id ? { unit: unit.id } : {}),
          ...(unit.memory ? { memory: unit.memory.name } : {}),
          origin: unit.origin,
          author: unit.changedBy ?? unit.author ?? null,
          changedAt: (unit.changedAt ?? unit.createdAt)?.toISOString() ?? null,
          source: unit.source,
          target: target.text,
          differences: differences.map(({ kind, unit: there, segment: here }) => ({
            kind,
            ...(there ? { unit: there.text } : {}),
            ...(here ? { segment: here.text } : {}),
          })),
        })),
        parts: subSegments.map(({ kind, text: part, translation, agreeing, of }) => ({
          ...{ kind, text: part, translation, agreeing, of },
        })),
      };
    },
  );
  server.post(
    '/v1/memories/concordance',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'The units in which a phrase stands, and how it is translated in each',
        operationId: 'findConcordance',
        body: Type.Object(
          {
            phrase: Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }),
            from: languageTag,
            to: Type.Optional(languageTag),
            limit: Type.Integer({ minimum: 1, maximum: 1000, default: 20 }),
            memory: inMemory,
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            lines: Type.Array(
              Type.Object({
                unit: Type.String(),
                memory: Type.String(),
                origin: Type.String(),
                author: orNull(Type.String()),
                createdAt: orNull(instant),
                kind: Type.String(),
                language: Type.String(),
                text: Type.String(),
                spans: Type.Array(span),
                others: Type.Array(
                  Type.Object({ language: Type.String(), text: Type.String(), spans: Type.Array(span) }),
                ),
              }),
            ),
            complete: Type.Boolean({ description: 'Whether all units were looked at.' }),
          }),
        },
      },
    },
    async (request) => {
      const { phrase, from, to, limit, memory } = request.body;
      const tools = { store: await storeOf(callerOf(request).desk, memory), indexes };
      const options = { limit, ...(to !== undefined ? { to: parseLanguage(to) } : {}) };
      const { concordance } = await import('../../pipeline/concordance.ts');
      const { lines, complete } = await concordance(phrase, parseLanguage(from), options, tools);
      const dated = lines.map((line) => ({ ...line, createdAt: line.createdAt?.toISOString() ?? null }));
      return { lines: dated, complete };
    },
  );
  server.post(
    '/v1/memories/analyse',
    {
      config: { permission: 'submit' },
      bodyLimit: config.inputLimitMegabytes * 1e6,
      schema: {
        tags,
        summary: 'How much of a batch the memories know already, by bands',
        operationId: 'analyseBatch',
        body: Type.Object(
          {
            articles: Type.Array(inlineArticle, { minItems: 1, maxItems: ARTICLES }),
            to: Type.Array(languageTag, { minItems: 1, maxItems: 50 }),
            from: Type.Optional(languageTag),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            articles: Type.Integer(),
            failed: Type.Array(Type.Object({ fileName: Type.String(), error: failure })),
            languages: Type.Array(Type.Object({ language: Type.String(), bands: Type.Record(Type.String(), amount) })),
          }),
        },
      },
    },
    async (request) => {
      const { articles, to, from } = request.body;
      const languages = languagesOf(to);
      const now = clock.now();
      // The stages are read when somebody asks: a start need not wait for them.
      const { analyseBatch, segmentsToAnalyse } = await import('../../pipeline/memory-analysis.ts');
      const { prepareArticle } = await import('../../pipeline/prepare.ts');
      const { memoryLookup } = await import('../../pipeline/similar-units.ts');
      const { datedTerms } = await import('../../terminology/dated.ts');
      const terms = datedTerms([])(now.toISOString().slice(0, 10));
      const stated = from === undefined ? {} : { from: parseLanguage(from) };
      const { read, failed } = readEach(articles, (article) =>
        segmentsToAnalyse(
          prepareArticle(
            { fileName: article.fileName, input: bytesOf(article), ...stated },
            { findTerms: terms.findTerms, candidates: config.languages },
          ),
        ),
      );
      const memory = memoryLookup(await storeOf(callerOf(request).desk, undefined), indexes);
      return {
        articles: read.length,
        failed: failed.map(({ fileName, error }) => ({ fileName, error: failureOf(error, request) })),
        languages: await analyseBatch(read, languages, { memory, ...terms, now }),
      };
    },
  );
};
