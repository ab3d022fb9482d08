import { Type } from 'typebox';
import { textMeasure } from '../../memory/measure.ts';
import { replaceWording } from '../../memory/replace.ts';
import { InterlinearError } from '../../model/errors.ts';
import { segmentRows } from '../../storage/article-segments.ts';
import { editTarget } from '../../storage/target-edits.ts';
import { callerOf, may } from '../caller.ts';
import type { Routes } from '../routes.ts';
import { segmentReading } from '../segment-reading.ts';
import { state } from '../segment-shapes.ts';
import { failure, failureOf, id } from '../shapes.ts';

const wording = Type.String({ minLength: 1, maxLength: 1000 });
const place = { segment: id, ordinal: Type.Integer() };

/** `POST …/replace`: a wording for another one, all over a language version. */
export const replace: Routes = (server, service) => {
  const { tables } = service.database;
  const reading = segmentReading(service);

  server.post(
    '/v1/articles/:id/languages/:language/replace',
    {
      config: { permission: 'translate' },
      schema: {
        tags: ['segments'],
        operationId: 'replaceInTargets',
        summary: 'Replace a wording in the targets of a language version',
        description:
          'With `dryRun`, which is the default, it shows what would change. Else it changes the segments named, each if it has the version that ' +
          'was read (all that hold the wording, where none are named); what is changed is a draft again. Those that somebody changed ' +
          'meanwhile, or that only a reviewer may change, stay as they are and are listed.',
        params: Type.Object({ id, language: Type.String({ minLength: 2, maxLength: 35 }) }),
        body: Type.Object(
          {
            find: wording,
            replacement: Type.String({ maxLength: 1000 }),
            word: Type.Boolean({ default: false, description: 'Only where it stands as whole words.' }),
            dryRun: Type.Boolean({ default: true }),
            segments: Type.Optional(
              Type.Array(Type.Object({ segment: id, version: Type.Integer() }, { additionalProperties: false }), {
                maxItems: 20_000,
              }),
            ),
          },
          { additionalProperties: false },
        ),
        response: {
          200: Type.Object({
            dryRun: Type.Boolean(),
            count: Type.Integer({ description: 'Occurrences in the segments listed.' }),
            items: Type.Array(
              Type.Object({
                ...place,
                version: Type.Integer({ description: 'That it has now.' }),
                state,
                before: Type.String(),
                after: Type.String(),
                count: Type.Integer(),
              }),
            ),
            left: Type.Array(Type.Object({ ...place, problem: failure })),
          }),
        },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { desk } = caller;
      const { find, replacement, word, dryRun, segments } = request.body;
      const article = request.params.id;
      const version = await reading.head(request);
      if (version.kind !== 'target')
        throw new InterlinearError('not-found.language', { id: article, language: version.language });
      const rows = await segmentRows(tables, desk, version, { after: -1, limit: 1_000_000 });
      const wanted = segments && new Map(segments.map((one) => [one.segment, one.version]));
      const check = dryRun ? undefined : await reading.checker(desk, version);
      const items = [];
      const left = [];
      for (const row of rows) {
        const { target } = row;
        if (target?.text == null || (wanted && !wanted.has(row.id))) continue;
        const read = wanted?.get(row.id) ?? target.version;
        const changed = replaceWording(target.text, target.codes, find, replacement, { word });
        if (!changed || (changed.text === target.text && read === target.version)) continue;
        const { text, codes, count } = changed;
        const item = { segment: row.id, ordinal: row.ordinal, before: target.text, after: text, count };
        if (!check) {
          items.push({ ...item, version: target.version, state: target.state });
          continue;
        }
        const findings = check(row, text, codes);
        const edit = {
          ...{ article, segment: row.id, language: version.language, text, codes, state: 'initial' as const },
          ...{
            by: caller.actor,
            version: read,
            mayReview: may(caller, 'review'),
            findings,
            open: [],
            acknowledge: false,
          },
          act: 'replace' as const,
          reason: `${find} → ${replacement}`,
        };
        try {
          const edited = await editTarget(tables, desk, edit, textMeasure, service.clock.now());
          items.push({ ...item, version: edited.version, state: 'initial' as const });
        } catch (error) {
          if (!(error instanceof InterlinearError) || !/^target\.(changed|approved)$/.test(error.code)) throw error;
          const { code, parameters } = error;
          left.push({ segment: row.id, ordinal: row.ordinal, problem: failureOf({ code, parameters }, request) });
        }
      }
      return { dryRun, count: items.reduce((sum, item) => sum + item.count, 0), items, left };
    },
  );
};
