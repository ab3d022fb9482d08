import { Type } from 'typebox';
import { textMeasure } from '../../memory/measure.ts';
import { InterlinearError } from '../../model/errors.ts';
import { parseLanguage } from '../../model/language.ts';
import { memoryWithId } from '../../storage/memory-desk.ts';
import { unitsAfter } from '../../storage/memory-reading.ts';
import { editTexts } from '../../storage/text-edits.ts';
import { callerOf } from '../caller.ts';
import type { Routes } from '../routes.ts';
import { orNull } from '../shapes.ts';
import { languageTag } from '../wording.ts';
import { memoryPath } from './memories.ts';
import { change } from './memory-changes.ts';

/** `PATCH /v1/memories/:memory/units/:unit`: a text of a unit put right by hand. */
export const memoryUnit: Routes = (server, service) => {
  const { tables } = service.database;
  server.patch(
    '/v1/memories/:memory/units/:unit',
    {
      config: { permission: 'review' },
      schema: {
        tags: ['memories'],
        operationId: 'changeUnit',
        summary: 'Put a text of a unit right',
        description:
          'Where `before` is not what stands there any more nothing is changed (409). A change like those of many units: it can be taken back. ' +
          'A text with markup keeps its markup; only texts without any are changed here.',
        params: Type.Object({ ...memoryPath.properties, unit: Type.String({ format: 'uuid' }) }),
        body: Type.Object(
          {
            language: languageTag,
            before: Type.String({ maxLength: 100_000 }),
            text: Type.String({ minLength: 1, maxLength: 100_000, pattern: '\\S' }),
          },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ change: orNull(change) }) },
      },
    },
    async (request) => {
      const { desk, actor } = callerOf(request);
      const { before, text } = request.body;
      const language = parseLanguage(request.body.language);
      const { unit } = request.params;
      const { id } = await memoryWithId(tables, desk, request.params.memory, { toChange: true });
      const [found] = await unitsAfter(tables, id, { limit: 1, ids: [unit] });
      if (!found) throw new InterlinearError('not-found.unit', { id: unit });
      const variant = found.variants.find((one) => one.language === language);
      if (variant?.text !== before) throw new InterlinearError('memory.unit-changed', { language });
      if (variant.codes.length > 0) throw new InterlinearError('memory.unit-codes');
      if (before === text) return { change: null };
      const asked = { kind: 'replace' as const, actor, request: { unit, language } };
      const edit = () => [{ variant: variant.id, text, codes: [] }];
      const made = await editTexts(tables, desk, id, edit, asked, textMeasure, service.clock.now(), { ids: [unit] });
      if (made && made.clashing > 0) throw new InterlinearError('memory.unit-clashes');
      return { change: made ? { id: made.id, units: made.units } : null };
    },
  );
};
