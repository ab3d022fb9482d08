import { Type } from 'typebox';
import { glossaryFormat, glossaryFormatForFile, glossaryFormatNames } from '../../formats/glossary-registry.ts';
import { messagesIn } from '../../i18n.ts';
import { InterlinearError } from '../../model/errors.ts';
import { parseLanguage } from '../../model/language.ts';
import type { TermRefusal } from '../../model/term.ts';
import { decoded } from '../../pipeline/decoded.ts';
import { loadConcepts, namedGlossaries, readTerms } from '../../storage/glossaries.ts';
import { mergeTerms, recordImport, removeGlossary } from '../../storage/glossary-changes.ts';
import { createGlossary, glossarySize, glossaryWithId } from '../../storage/glossary-concepts.ts';
import { callerOf } from '../caller.ts';
import { sendFile } from '../downloads.ts';
import { page, pageOfAll, pageQuery } from '../pages.ts';
import { requestLanguage } from '../problem.ts';
import type { Routes } from '../routes.ts';
import { failure, failureOf } from '../shapes.ts';
import { receive, takeUploads } from '../uploads.ts';
import { languageTag } from '../wording.ts';
import { doerOf } from './memories.ts';

const tags = ['glossaries'];
const glossary = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  revision: Type.Integer({ description: 'Grows with every change.' }),
  concepts: Type.Integer(),
  terms: Type.Integer(),
  languages: Type.Array(Type.String()),
});
const finding = Type.Object({
  kind: Type.String(),
  line: Type.Integer(),
  first: Type.Optional(Type.Integer()),
  concept: Type.String(),
  language: Type.String(),
  text: Type.String(),
  message: Type.String(),
});
const format = Type.Enum([...glossaryFormatNames]);
const pair = {
  from: Type.Optional(languageTag),
  to: Type.Optional(languageTag),
};

/** Path parameters of a route of one glossary. */
export const glossaryPath = Type.Object({ glossary: Type.String({ format: 'uuid' }) });

/** Notices of each sort that an answer lists; more are only counted. */
const LISTED = 200;

/** The glossaries of a desk as wholes: made, removed, in and out as files of any size, examined. */
export const glossaries: Routes = async (server, service) => {
  const { tables } = service.database;
  await takeUploads(server);
  const seen = async <T extends { id: string }>(stored: T) => ({
    ...stored,
    ...(await glossarySize(tables, stored.id)),
  });
  server.get(
    '/v1/glossaries',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'The glossaries of the desk, all of them in force for every submission',
        operationId: 'listGlossaries',
        querystring: Type.Object({ ...pageQuery.properties, name: Type.Optional(Type.String()) }),
        response: { 200: page(glossary) },
      },
    },
    async (request) => {
      const { name, ...wish } = request.query;
      const all = await namedGlossaries(tables, callerOf(request).desk);
      const { items, next } = pageOfAll(
        all.filter((one) => name === undefined || one.name === name),
        wish,
      );
      return { items: await Promise.all(items.map(seen)), next };
    },
  );
  server.post(
    '/v1/glossaries',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        summary: 'Make a glossary',
        operationId: 'createGlossary',
        body: Type.Object(
          { name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }) },
          { additionalProperties: false },
        ),
        response: { 201: glossary },
      },
    },
    async (request, reply) => {
      const made = await createGlossary(tables, request.body.name, doerOf(callerOf(request), service));
      return reply
        .code(201)
        .header('location', `/v1/glossaries/${made.id}`)
        .send(await seen(made));
    },
  );
  server.get(
    '/v1/glossaries/:glossary',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'A glossary',
        operationId: 'getGlossary',
        params: glossaryPath,
        response: { 200: glossary },
      },
    },
    async (request) => seen(await glossaryWithId(tables, callerOf(request).desk, request.params.glossary)),
  );
  server.delete(
    '/v1/glossaries/:glossary',
    {
      config: { permission: 'admin' },
      schema: {
        tags,
        summary: 'Take a glossary out of force, with all its wordings',
        operationId: 'removeGlossary',
        params: glossaryPath,
        response: { 200: Type.Object({ terms: Type.Integer() }) },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      const found = await glossaryWithId(tables, desk, request.params.glossary);
      return { terms: await removeGlossary(tables, desk, found, actor, service.clock.now()) };
    },
  );
  server.post(
    '/v1/glossaries/:glossary/import',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        summary: 'Read a glossary file into a glossary, and say what it disagrees with',
        description: 'The file is the body, or the one file of a multipart form: CSV, TSV, TBX or an OmegaT glossary.',
        operationId: 'importGlossary',
        consumes: ['text/csv', 'text/tab-separated-values', 'application/x-tbx', 'text/plain', 'multipart/form-data'],
        params: glossaryPath,
        querystring: Type.Object({
          format: Type.Optional(
            Type.Enum([...glossaryFormatNames], { description: 'Default: what the file name says, else CSV.' }),
          ),
          merge: Type.Union([Type.Literal('keep'), Type.Literal('replace')], {
            default: 'keep',
            description: 'Who wins where file and glossary disagree: what is there, or the file.',
          }),
          dryRun: Type.Boolean({ default: false, description: 'Says what would come of it; nothing is changed.' }),
          ...pair,
        }),
        response: {
          200: Type.Object({
            glossary: Type.String({ format: 'uuid' }),
            format,
            new: Type.Integer(),
            same: Type.Integer(),
            replaced: Type.Integer(),
            refused: Type.Integer(),
            conflicting: Type.Integer(),
            noticed: Type.Integer(),
            refusals: Type.Array(
              Type.Object({
                line: Type.Integer(),
                code: Type.String(),
                ignored: Type.Boolean(),
                message: Type.String(),
              }),
            ),
            conflicts: Type.Array(
              Type.Object({
                line: Type.Integer(),
                kind: Type.String(),
                concept: Type.String(),
                language: Type.String(),
                text: Type.String(),
                other: Type.Optional(Type.String()),
                there: Type.String(),
                here: Type.String(),
              }),
            ),
            notices: Type.Array(finding),
            error: Type.Optional(failure),
          }),
        },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      const { id, name } = await glossaryWithId(tables, desk, request.params.glossary);
      const { merge, dryRun } = request.query;
      const upload = await receive(request, service.config.importLimitMegabytes * 1e6);
      try {
        const file = upload.fileName || name;
        const read = formatOf(request.query.format, upload.fileName, request.headers['content-type']);
        const rows = read.read(decoded(upload.pieces()), file, pairOf(read.needsPair, request.query, file));
        const { importTerms } = await import('../../pipeline/glossary-import.ts');
        const report = await importTerms(rows, (terms) => mergeTerms(tables, desk, id, terms, merge, { dryRun }));
        const { new: fresh, replaced } = report;
        const what = { file, rule: merge, new: fresh, replaced };
        if (!dryRun) await recordImport(tables, desk, id, what, actor, service.clock.now());
        const { error, refusals, conflicts, notices, ...counts } = report;
        request.log.info(
          { glossary: id, bytes: upload.bytes, ...counts },
          dryRun ? 'glossary import looked at' : 'glossary imported',
        );
        const messages = messagesIn(requestLanguage(request));
        return {
          glossary: id,
          format: read.name,
          ...counts,
          refusals: refusals.slice(0, LISTED).map((refusal) => refused(refusal, messages)),
          conflicts: conflicts.slice(0, LISTED),
          notices: notices.slice(0, LISTED).map((one) => worded(one, messages)),
          ...(error
            ? { error: failureOf({ ...error, parameters: { file, name, ...error.parameters } }, request) }
            : {}),
        };
      } finally {
        await upload.remove();
      }
    },
  );
  server.get(
    '/v1/glossaries/:glossary/export',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'A glossary as a file',
        operationId: 'exportGlossary',
        params: glossaryPath,
        querystring: Type.Object({ format: Type.Enum([...glossaryFormatNames], { default: 'csv' }), ...pair }),
        response: {
          200: {
            description: 'The file.',
            content: Object.fromEntries(
              ['text/csv', 'application/x-tbx', 'text/plain'].map((type) => [type, { schema: Type.String() }]),
            ),
          },
        },
      },
    },
    async (request, reply) => {
      const { desk } = callerOf(request);
      const { id, name } = await glossaryWithId(tables, desk, request.params.glossary);
      const wished = glossaryFormat(request.query.format);
      const writer = wished.writer(pairOf(wished.needsPair, request.query, name));
      const concepts = await loadConcepts(tables, desk, [id]);
      const text = async function* () {
        yield writer.start();
        for (const concept of concepts) yield writer.concept(concept);
        yield writer.end();
      };
      const mediaType = { csv: 'text/csv', tsv: 'text/tab-separated-values', omegat: 'text/plain' }[wished.name];
      const file = {
        name: `${name}${wished.extensions[0]}`,
        mediaType: `${mediaType ?? 'application/x-tbx'}; charset=utf-8`,
      };
      return sendFile(reply, file, text());
    },
  );
  server.get(
    '/v1/glossaries/:glossary/lint',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'What is wrong in a glossary; nothing is changed',
        operationId: 'lintGlossary',
        params: glossaryPath,
        response: { 200: Type.Object({ rows: Type.Integer(), found: Type.Integer(), findings: Type.Array(finding) }) },
      },
    },
    async (request) => {
      const { id } = await glossaryWithId(tables, callerOf(request).desk, request.params.glossary);
      const { lintTerms } = await import('../../pipeline/glossary-import.ts');
      const { rows, findings } = await lintTerms(readTerms(tables, id));
      const messages = messagesIn(requestLanguage(request));
      const listed = findings.slice(0, 5 * LISTED).map((one) => worded(one, messages));
      return { rows, found: findings.length, findings: listed };
    },
  );
};

type Words = ReturnType<typeof messagesIn>;

function refused({ line, reason, value, ignored = false }: TermRefusal, messages: Words) {
  return { line, code: reason, ignored, message: messages(`errors:${reason}`, { value }) };
}

function worded<T extends { kind: string; first?: number; concept: string; language: string; text: string }>(
  one: T,
  messages: Words,
) {
  const { kind, first = 0, concept, language, text } = one;
  return { ...one, message: messages(`cli:glossary.lint.${kind}`, { first, concept, language, text }) };
}

function formatOf(wished: string | undefined, fileName: string, type: string | undefined) {
  if (wished !== undefined) return glossaryFormat(wished);
  if (fileName !== '') return glossaryFormatForFile(fileName);
  return glossaryFormat(/tab-separated/i.test(type ?? '') ? 'tsv' : /tbx|xml/i.test(type ?? '') ? 'tbx' : 'csv');
}

/** @throws InterlinearError `glossary.pair` {file} */
function pairOf(needed: boolean, { from, to }: { from?: string; to?: string }, file: string) {
  if (!needed) return undefined;
  if (from === undefined || to === undefined) throw new InterlinearError('glossary.pair', { file });
  return { from: parseLanguage(from), to: parseLanguage(to) };
}
