import { type Static, Type } from 'typebox';
import { styleOf, usualStyle } from '../../cli/desk-style.ts';
import { InterlinearError } from '../../model/errors.ts';
import { parseLanguage } from '../../model/language.ts';
import type { Term } from '../../model/term.ts';
import { loadConcepts, namedGlossaries } from '../../storage/glossaries.ts';
import {
  changeConcept,
  conceptsAfter,
  conceptWithId,
  glossaryWithId,
  type StoredConcept,
} from '../../storage/glossary-concepts.ts';
import { callerOf } from '../caller.ts';
import { page, pageOf, pageQuery, placeOf } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { dayOf, languageTag } from '../wording.ts';
import { glossaryPath } from './glossaries.ts';
import { doerOf } from './memories.ts';

const tags = ['glossaries'];
const oneOf = <const T extends string[]>(...values: T) => Type.Enum(values);
const text = (most = 1000) => Type.String({ minLength: 1, maxLength: most, pattern: '\\S' });
const day = Type.String({ format: 'date' });
const termFields = {
  language: languageTag,
  text: text(),
  status: oneOf('preferred', 'admitted', 'deprecated', 'superseded'),
  kind: oneOf('term', 'name', 'acronym'),
  partOfSpeech: Type.Optional(oneOf('noun', 'properNoun', 'verb', 'adjective', 'adverb', 'other')),
  caseRule: Type.Optional(oneOf('any', 'exact')),
  inflection: Type.Optional(Type.Boolean()),
  forbidden: Type.Optional(Type.Boolean()),
  note: Type.Optional(text(10_000)),
  source: Type.Optional(text()),
  validFrom: Type.Optional(day),
  validTo: Type.Optional(day),
  styles: Type.Optional(Type.Array(text(100), { maxItems: 50 })),
};
const term = Type.Object({ id: Type.String({ format: 'uuid' }), ...termFields });
const newTerm = Type.Object(
  {
    ...termFields,
    status: Type.Enum(['preferred', 'admitted', 'deprecated', 'superseded'], { default: 'preferred' }),
    kind: Type.Enum(['term', 'name', 'acronym'], { default: 'term' }),
  },
  { additionalProperties: false },
);
const about = { domain: Type.Optional(text()), doNotTranslate: Type.Optional(Type.Boolean()) };
const concept = Type.Object({ id: Type.String(), ...about, terms: Type.Array(term), version: Type.String() });
const conceptPath = Type.Object({ ...glossaryPath.properties, concept: text(200) });
const termPath = Type.Object({ ...conceptPath.properties, term: Type.String({ format: 'uuid' }) });
const ifMatch = Type.Object({
  'if-match': Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'The ETag that was read: 412 where somebody changed the concept since.',
    }),
  ),
});
/** Concepts that a search shows. */
const SHOWN = 50;

/** The concepts of a glossary, one by one: read, made, changed and removed with their wordings. */
export const glossaryConcepts: Routes = (server, service) => {
  const { tables } = service.database;
  type Request = Parameters<typeof callerOf>[0] & { params: Static<typeof glossaryPath> };
  const glossaryOf = async (request: Request) =>
    (await glossaryWithId(tables, callerOf(request).desk, request.params.glossary)).id;
  /** Changes the concept that a request names. */
  const change = async (
    request: Request & { headers: { 'if-match'?: string } },
    concept: string,
    act: Parameters<typeof changeConcept>[4],
  ) => {
    const version = /^(?:W\/)?"(.*)"$/.exec(request.headers['if-match'] ?? '')?.[1] ?? request.headers['if-match'];
    const doer = doerOf(callerOf(request), service);
    const wanted = version === '*' ? undefined : version;
    return changeConcept(tables, await glossaryOf(request), concept, wanted, act, doer);
  };
  const there = (found: StoredConcept | undefined, id: string): StoredConcept => {
    if (!found) throw new InterlinearError('not-found.concept', { id });
    return found;
  };
  const tagged = (reply: { header(name: string, value: string): unknown }, found: StoredConcept) => {
    reply.header('etag', `"${found.version}"`);
    return found;
  };
  server.get(
    '/v1/glossaries/:glossary/concepts',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'The concepts of a glossary with their wordings',
        operationId: 'listConcepts',
        params: glossaryPath,
        querystring: Type.Object({
          ...pageQuery.properties,
          containing: Type.Optional(text()),
          language: Type.Optional(languageTag),
          kind: Type.Optional(Type.Array(oneOf('term', 'name', 'acronym'), { maxItems: 3 })),
        }),
        response: { 200: page(concept) },
      },
    },
    async (request) => {
      const { limit, cursor, containing, language, kind } = request.query;
      const found = await conceptsAfter(tables, await glossaryOf(request), {
        limit: limit + 1,
        ...(cursor !== undefined ? { after: String(placeOf(cursor, ['string'])[0]) } : {}),
        ...(containing !== undefined ? { containing } : {}),
        ...(language !== undefined ? { language: parseLanguage(language) } : {}),
        ...(kind !== undefined ? { kinds: kind } : {}),
      });
      return pageOf(found, limit, ({ id }) => [id]);
    },
  );
  server.post(
    '/v1/glossaries/:glossary/concepts',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        summary: 'Make a concept',
        operationId: 'createConcept',
        params: glossaryPath,
        body: Type.Object(
          { id: text(200), ...about, terms: Type.Array(newTerm, { minItems: 1, maxItems: 500 }) },
          { additionalProperties: false },
        ),
        response: { 201: concept },
      },
    },
    async (request, reply) => {
      const { id, terms, ...more } = request.body;
      const wanted = { id, ...more, terms: terms.map(wording) };
      const made = await change(request, id, (found) => {
        if (found) throw new InterlinearError('glossary.concept-exists', { concept: id });
        return wanted;
      });
      const path = `/v1/glossaries/${request.params.glossary}/concepts/${encodeURIComponent(id)}`;
      return reply
        .code(201)
        .header('location', path)
        .send(tagged(reply, there(made, id)));
    },
  );
  server.get(
    '/v1/glossaries/:glossary/concepts/:concept',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'A concept',
        operationId: 'getConcept',
        params: conceptPath,
        response: { 200: concept },
      },
    },
    async (request, reply) =>
      tagged(reply, await conceptWithId(tables, await glossaryOf(request), request.params.concept)),
  );
  server.patch(
    '/v1/glossaries/:glossary/concepts/:concept',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        summary: 'Change what a concept says of itself',
        operationId: 'changeConcept',
        params: conceptPath,
        headers: ifMatch,
        body: Type.Object(
          {
            domain: Type.Optional(Type.Union([text(), Type.Null()])),
            doNotTranslate: Type.Optional(Type.Boolean()),
          },
          { additionalProperties: false, minProperties: 1, examples: [{ domain: 'politics' }] },
        ),
        response: { 200: concept },
      },
    },
    async (request, reply) => {
      const { domain, doNotTranslate } = request.body;
      const made = await change(request, request.params.concept, (found) => {
        const { domain: before, ...rest } = there(found, request.params.concept);
        const kept = domain === undefined ? before : (domain ?? undefined);
        return {
          ...rest,
          ...(kept !== undefined ? { domain: kept } : {}),
          ...(doNotTranslate !== undefined ? { doNotTranslate } : {}),
        };
      });
      return tagged(reply, there(made, request.params.concept));
    },
  );
  server.delete(
    '/v1/glossaries/:glossary/concepts/:concept',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        summary: 'Remove a concept with its wordings',
        operationId: 'removeConcept',
        params: conceptPath,
        headers: ifMatch,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await change(request, request.params.concept, (found) => {
        there(found, request.params.concept);
        return undefined;
      });
      return reply.code(204).send(null);
    },
  );
  server.post(
    '/v1/glossaries/:glossary/concepts/:concept/terms',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        summary: 'Add a wording to a concept',
        operationId: 'addTerm',
        params: conceptPath,
        headers: ifMatch,
        body: newTerm,
        response: { 201: concept },
      },
    },
    async (request, reply) => {
      const made = await change(request, request.params.concept, (found) => {
        const before = there(found, request.params.concept);
        return { ...before, terms: [...before.terms, wording(request.body)] };
      });
      return reply.code(201).send(tagged(reply, there(made, request.params.concept)));
    },
  );
  server.put(
    '/v1/glossaries/:glossary/concepts/:concept/terms/:term',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        summary: 'Change a wording',
        operationId: 'changeTerm',
        params: termPath,
        headers: ifMatch,
        body: newTerm,
        response: { 200: concept },
      },
    },
    async (request, reply) => {
      const { term: id } = request.params;
      const made = await change(request, request.params.concept, (found) => {
        const before = there(found, request.params.concept);
        if (!before.terms.some((one) => one.id === id)) throw new InterlinearError('not-found.term', { id });
        return {
          ...before,
          terms: before.terms.map((one) => (one.id === id ? { ...wording(request.body), id } : one)),
        };
      });
      return tagged(reply, there(made, request.params.concept));
    },
  );
  server.delete(
    '/v1/glossaries/:glossary/concepts/:concept/terms/:term',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        summary: 'Remove a wording; with the last one the concept goes',
        operationId: 'removeTerm',
        params: termPath,
        headers: ifMatch,
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      const { term: id } = request.params;
      await change(request, request.params.concept, (found) => {
        const before = there(found, request.params.concept);
        if (!before.terms.some((one) => one.id === id)) throw new InterlinearError('not-found.term', { id });
        return { ...before, terms: before.terms.filter((one) => one.id !== id) };
      });
      return reply.code(204).send(null);
    },
  );
  server.get(
    '/v1/terms',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary:
          'Concepts that have a wording, in all glossaries and the gazetteer, as a house style has them on a day',
        operationId: 'findTerms',
        querystring: Type.Object({
          text: text(),
          language: Type.Optional(languageTag),
          style: Type.Optional(text(100)),
          date: Type.Optional(day),
        }),
        response: {
          200: Type.Object({
            style: Type.String(),
            date: Type.String(),
            found: Type.Integer(),
            concepts: Type.Array(
              Type.Object({
                id: Type.String(),
                ...about,
                origin: Type.String(),
                terms: Type.Array(Type.Object({ ...termFields, language: Type.String() })),
              }),
              { description: `The first ${SHOWN}, those with exactly this wording before others.` },
            ),
          }),
        },
      },
    },
    async (request) => {
      const { desk } = callerOf(request);
      const { text: wanted, language, style: name, date } = request.query;
      // Wordings may be marked with the name of a style that has no rules of its own.
      const style =
        name === undefined
          ? await usualStyle(tables, desk, service.config)
          : ((await styleOf(tables, desk, name)) ?? { name, rules: [] });
      const on = date === undefined ? service.clock.now().toISOString().slice(0, 10) : dayOf(date, 'query.date');
      const ids = (await namedGlossaries(tables, desk)).map(({ id }) => id);
      const { findConcepts } = await import('../../pipeline/glossary-search.ts');
      const concepts = findConcepts(wanted, await loadConcepts(tables, desk, ids), {
        style,
        day: on,
        ...(language !== undefined ? { language: parseLanguage(language) } : {}),
      });
      return { style: style.name, date: on, found: concepts.length, concepts: concepts.slice(0, SHOWN) };
    },
  );
};

/** A wording of a request, with its language in its canonical form. */
function wording(written: Static<typeof newTerm>): Term {
  return { ...(written as Term), language: parseLanguage(written.language) };
}
