import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LanguageTag } from '../../src/model/language.ts';
import { type ReviewedText, termProposals } from '../../src/terminology/proposals.ts';

const [es, fr] = ['es', 'fr'] as LanguageTag[] as [LanguageTag, LanguageTag];
const reviewed = (before: string, after: string, source?: string): ReviewedText => ({
  ...{ language: es, before, after },
  ...(source !== undefined ? { source: { language: fr, text: source } } : {}),
});

describe('terms that reviews propose', () => {
  test('a name that a reviewer put right once, with the source that the machine copied it from', () => {
    const text = reviewed(
      'Las familias de Idleb esperan.',
      'Las familias de Idlib esperan.',
      'Les familles d’Idleb attendent. Idleb.',
    );
    expect(termProposals([text])).toMatchObject([
      { before: 'Idleb', after: 'Idlib', kind: 'name', language: es, source: fr, texts: 1, example: text.after },
    ]);
  });

  test('an acronym that was written as a word, and a name of several words', () => {
    const found = termProposals([
      reviewed('El portavoz de Ocha habló.', 'El portavoz de OCHA habló.'),
      reviewed('Lo dijo el Monte Blanco ayer.', 'Lo dijo el Mont Blanc ayer.'),
    ]);
    expect(found.map(({ before, after }) => [before, after]).sort()).toEqual([
      ['Monte Blanco', 'Mont Blanc'],
      ['Ocha', 'OCHA'],
    ]);
  });

  test('a common word only when it was changed in three texts', () => {
    const once = reviewed('Esperan una asistencia urgente.', 'Esperan una ayuda urgente.');
    const again = reviewed('Sin asistencia no hay salida.', 'Sin ayuda no hay salida.');
    expect(termProposals([once, again])).toEqual([]);
    const third = reviewed('La asistencia no llega.', 'La ayuda no llega.');
    expect(termProposals([once, again, third])).toMatchObject([
      { before: 'asistencia', after: 'ayuda', kind: 'term', texts: 3 },
    ]);
  });

  test.each([
    ['another beginning of a sentence', 'Ahora llueve mucho.', 'Hoy llueve mucho.'],
    ['a headline in capitals', 'EL CONVOY LLEGA A IDLEB', 'El convoy llega a Idlib'],
    ['another number', 'Murieron 12 personas.', 'Murieron 21 personas.'],
    ['another phrasing', 'Ana Gil vino a la ciudad por la tarde.', 'Por la tarde llegó a la ciudad Ana Gil.'],
    ['a word that only goes', 'Vino Ana Gil.', 'Vino Ana.'],
  ])('%s proposes nothing', (_, before, after) => {
    expect(termProposals([reviewed(before, after)])).toEqual([]);
  });

  test('whatever the texts and their order: what stays proposes nothing, and every proposal was seen', () => {
    const word = fc.constantFrom('Ana', 'Idleb', 'Idlib', 'OCHA', 'casa', 'ayuda', 'de', '12', 'إدلب', '.');
    const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
    const plain = (words: string) => words.replaceAll(/\. ?/g, '');
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 6 }), (pairs) => {
        const texts = pairs.map(([before, after]) => reviewed(before, after));
        const found = termProposals(texts);
        for (const { before, after, texts: seen } of found) {
          expect(before).not.toBe(after);
          expect(texts.some((one) => plain(one.before).includes(before) && plain(one.after).includes(after))).toBe(
            true,
          );
          expect(seen).toBeLessThanOrEqual(texts.length);
        }
        const ids = (list: typeof found) => list.map(({ id, texts: seen }) => `${id} ${seen}`).sort();
        expect(ids(termProposals([...texts].reverse()))).toEqual(ids(found));
        expect(termProposals(texts.map((one) => ({ ...one, after: one.before })))).toEqual([]);
      }),
    );
  });
});
