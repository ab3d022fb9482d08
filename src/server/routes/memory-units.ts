import { Type } from 'typebox';
import { textMeasure } from '../../memory/measure.ts';
import { InterlinearError } from '../../model/errors.ts';
import { parseLanguage } from '../../model/language.ts';
import type { StoredUnit } from '../../model/memory-unit.ts';
import { deleteUnits } from '../../storage/bulk-changes.ts';
import { memoryWithId } from '../../storage/memory-desk.ts';
import { readUnits, unitsAfter } from '../../storage/memory-reading.ts';
import { editTexts } from '../../storage/text-edits.ts';
import { countRedundant, mergeUnits } from '../../storage/unit-merging.ts';
import { countUnits, type UnitSelection } from '../../storage/unit-selection.ts';
import { callerOf } from '../caller.ts';
import { page, pageOf, pageQuery, placeOf } from '../pages.ts';
import type { Routes } from '../routes.ts';
import { instant, orNull } from '../shapes.ts';
import { dayOf, languageTag } from '../wording.ts';
import { memoryPath } from './memories.ts';
import { change } from './memory-changes.ts';

const tags = ['memories'];
const text = Type.String({ minLength: 1, maxLength: 100_000 });
const apply = Type.Boolean({
  default: false,
  description: 'Without it nothing is changed: the answer says what would be.',
});
const unit = Type.Object({
  id: Type.String({ format: 'uuid' }),
  origin: Type.Union([Type.Literal('human'), Type.Literal('mt')]),
  status: orNull(Type.String()),
  author: orNull(Type.String()),
  createdAt: orNull(instant),
  changedBy: orNull(Type.String()),
  changedAt: orNull(instant),
  usageCount: Type.Integer(),
  article: orNull(Type.String()),
  texts: Type.Array(Type.Object({ language: Type.String(), text: Type.String() }), {
    description: 'The source first.',
  }),
});
/** Findings that an answer lists; more are only counted. */
const LISTED = 1000;

/** The units of a memory: read, deleted, replaced, merged and mended. */
export const memoryUnits: Routes = (server, service) => {
  const { tables } = service.database;
  const acting = (request: Parameters<typeof callerOf>[0]) => ({ ...callerOf(request), now: service.clock.now() });
  server.get(
    '/v1/memories/:memory/units',
    {
      config: { permission: 'read' },
      schema: {
        tags,
        summary: 'The units of a memory, in the order in which they came',
        operationId: 'listUnits',
        params: memoryPath,
        querystring: Type.Object({ ...pageQuery.properties, containing: Type.Optional(text) }),
        response: { 200: page(unit) },
      },
    },
    async (request) => {
      const { id } = await memoryWithId(tables, callerOf(request).desk, request.params.memory);
      const { limit, cursor, containing } = request.query;
      const after = cursor === undefined ? undefined : String(placeOf(cursor, ['uuid'])[0]);
      const found = await unitsAfter(tables, id, {
        limit: limit + 1,
        ...(after !== undefined ? { after } : {}),
        ...(containing !== undefined ? { containing } : {}),
      });
      const { items, next } = pageOf(found, limit, (one) => [one.id]);
      return { items: items.map(shown), next };
    },
  );
  server.delete(
    '/v1/memories/:memory/units/:unit',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        summary: 'Delete one unit',
        operationId: 'deleteUnit',
        params: Type.Object({ ...memoryPath.properties, unit: Type.String({ format: 'uuid' }) }),
        response: { 200: change },
      },
    },
    async (request) => {
      const { desk, actor, now } = acting(request);
      const { id } = await memoryWithId(tables, desk, request.params.memory, { toChange: true });
      const ids = [request.params.unit];
      if ((await countUnits(tables, id, { ids })) === 0)
        throw new InterlinearError('not-found.unit', { id: request.params.unit });
      return deleteUnits(tables, desk, id, { ids }, { kind: 'delete', actor, request: { ids } }, now);
    },
  );
  server.post(
    '/v1/memories/:memory/delete',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        summary: 'Delete the units that have something in common',
        operationId: 'deleteUnits',
        params: memoryPath,
        body: Type.Object(
          {
            containing: Type.Optional(text),
            author: Type.Optional(Type.String({ maxLength: 1000 })),
            origin: Type.Optional(Type.Union([Type.Literal('human'), Type.Literal('mt')])),
            before: Type.Optional(Type.String({ format: 'date', description: 'Made before this day (UTC).' })),
            language: Type.Optional(languageTag),
            everything: Type.Optional(Type.Boolean()),
            apply,
          },
          { additionalProperties: false, examples: [{ author: 'import', before: '2020-01-01' }] },
        ),
        response: { 200: Type.Object({ units: Type.Integer(), change: orNull(change) }) },
      },
    },
    async (request) => {
      const { desk, actor, now } = acting(request);
      const { apply: wished, everything, before, language, ...more } = request.body;
      const selection: UnitSelection = {
        ...more,
        ...(before !== undefined ? { before: new Date(`${dayOf(before, 'body.before')}T00:00:00Z`) } : {}),
        ...(language !== undefined ? { language: parseLanguage(language) } : {}),
      };
      if (Object.keys(selection).length === 0 && !everything) throw new InterlinearError('memory.selection');
      const { id } = await memoryWithId(tables, desk, request.params.memory, { toChange: wished });
      if (!wished) return { units: await countUnits(tables, id, selection), change: null };
      const made = await deleteUnits(tables, desk, id, selection, { kind: 'delete', actor, request: selection }, now);
      return { units: made.units, change: made };
    },
  );
  server.post(
    '/v1/memories/:memory/replace',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        summary: 'Put a wording in the place of another',
        operationId: 'replaceWording',
        params: memoryPath,
        body: Type.Object(
          {
            wording: text,
            replacement: Type.String({ maxLength: 100_000 }),
            language: languageTag,
            word: Type.Boolean({ default: false, description: 'Only where it stands as a whole word.' }),
            apply,
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            texts: Type.Integer(),
            edits: Type.Array(Type.Object({ unit: Type.String(), before: Type.String(), after: Type.String() }), {
              description: 'The first thousand.',
            }),
            clashing: Type.Integer({ description: 'Units that stayed, for the memory has the changed ones already.' }),
            change: orNull(change),
          }),
        },
      },
    },
    async (request) => {
      const { desk, actor, now } = acting(request);
      const { apply: wished, ...body } = request.body;
      const { id } = await memoryWithId(tables, desk, request.params.memory, { toChange: wished });
      const asked = { ...body, language: parseLanguage(body.language) };
      const { WordingEdits } = await import('../../pipeline/wording.ts');
      const edits = new WordingEdits(asked);
      const edit = (one: StoredUnit) => edits.of(one);
      const made = wished
        ? await editTexts(tables, desk, id, edit, { kind: 'replace', actor, request: asked }, textMeasure, now)
        : undefined;
      if (!wished) for await (const units of readUnits(tables, id)) for (const one of units) edit(one);
      return {
        texts: edits.texts,
        edits: edits.listed,
        clashing: made?.clashing ?? 0,
        change: made ? { id: made.id, units: made.units } : null,
      };
    },
  );
  server.post(
    '/v1/memories/:memory/dedupe',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        summary: 'Merge units that say the same',
        operationId: 'dedupeMemory',
        params: memoryPath,
        body: Type.Object({ apply }, { additionalProperties: false }),
        response: { 200: Type.Object({ redundant: Type.Integer(), change: orNull(change) }) },
      },
    },
    async (request) => {
      const { desk, actor, now } = acting(request);
      const wished = request.body.apply;
      const { id } = await memoryWithId(tables, desk, request.params.memory, { toChange: wished });
      if (!wished) return { redundant: await countRedundant(tables, id), change: null };
      const made = await mergeUnits(tables, desk, id, { kind: 'dedupe', actor, request: {} }, now);
      return { redundant: made?.merged ?? 0, change: made ? { id: made.id, units: made.units } : null };
    },
  );
  server.post(
    '/v1/memories/:memory/lint',
    {
      config: { permission: 'review' },
      schema: {
        tags,
        summary: 'What is wrong in a memory; empty and doubled units are deleted on request',
        operationId: 'lintMemory',
        params: memoryPath,
        body: Type.Object({ apply }, { additionalProperties: false }),
        response: {
          200: Type.Object({
            found: Type.Integer(),
            findings: Type.Array(
              Type.Object({
                kind: Type.String(),
                unit: Type.String(),
                language: Type.String(),
                text: Type.String(),
                other: Type.Optional(Type.String()),
              }),
              { description: `The first ${LISTED}.` },
            ),
            fixable: Type.Integer(),
            change: orNull(change),
          }),
        },
      },
    },
    async (request) => {
      const { desk, actor, now } = acting(request);
      const wished = request.body.apply;
      const { id } = await memoryWithId(tables, desk, request.params.memory, { toChange: wished });
      const { lintMemory } = await import('../../pipeline/memory-lint.ts');
      const { findings, fixable } = await lintMemory(readUnits(tables, id));
      const asked = { kind: 'fix' as const, actor, request: {} };
      const made =
        wished && fixable.length > 0 ? await deleteUnits(tables, desk, id, { ids: fixable }, asked, now) : null;
      return { found: findings.length, findings: findings.slice(0, LISTED), fixable: fixable.length, change: made };
    },
  );
};

function shown({ variants, createdAt, changedAt, ...rest }: StoredUnit) {
  return {
    ...rest,
    createdAt: createdAt?.toISOString() ?? null,
    changedAt: changedAt?.toISOString() ?? null,
    texts: variants.map(({ language, text: said }) => ({ language, text: said })),
  };
}
