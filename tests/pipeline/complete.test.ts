import { describe, expect, it } from 'vitest';
import type { Target } from '../../src/model/translation.ts';
import { completeTarget } from '../../src/pipeline/complete.ts';
import { prepareArticle } from '../../src/pipeline/prepare.ts';
import { datedTerms } from '../../src/terminology/dated.ts';
import { builtinStyle } from '../../src/terminology/styles.ts';

const terms = datedTerms([], builtinStyle('ap'))('2020-02-12');

/** The findings on the names of a translation, a line a paragraph on both sides. */
function saidOf(source: string[], from: string, translation: string[], to: string) {
  const input = Buffer.from(source.join('\n\n'));
  const { delivered } = prepareArticle({ fileName: 'a.txt', input, from }, { ...terms, candidates: [] });
  expect(delivered.segments).toHaveLength(source.length);
  const made = (text: string): Target => ({ text, codes: [], state: 'initial', origin: 'mt', route: `${from}>${to}` });
  const pairs = delivered.segments.map((segment, index) => ({
    segment,
    text: segment.text,
    codes: segment.codes,
    target: made(translation[index] as string),
  }));
  return completeTarget(delivered, 'delivered', to, pairs, null, terms)
    .findings.filter(({ check }) => ['name-variants', 'first-mention', 'name-spelling'].includes(check))
    .map(({ check, segment, text, message, suggestions }) => [check, segment, text, message.key, suggestions[0]]);
}

describe('the names of a translation that was made here', () => {
  it('are compared with one another, like those of an article that came in', () => {
    const source = [
      'Les habitants de la région de Mikhailivka sont partis dans la nuit.',
      'La région de Mikhailivka est vide, selon les habitants.',
    ];
    expect(
      saidOf(
        source,
        'fr',
        ['The people of the Mykhailivka region left at night.', 'The region of Mikhailivka is empty, people say.'],
        'en',
      ),
    ).toContainEqual(['name-variants', 1, 'Mikhailivka', 'name-variants.variant', 'Mykhailivka']);
    expect(
      saidOf(
        source,
        'fr',
        ['The people of the Mikhailivka region left at night.', 'The region of Mikhailivka is empty, people say.'],
        'en',
      ),
    ).toContainEqual(['name-variants', 1, 'region of Mikhailivka', 'name-variants.order', 'Mikhailivka region']);
  });

  it('are introduced in full where the source introduces them so', () => {
    const french = ['Vladimir Poutine est parti mardi matin.', 'Poutine est revenu dans la soirée, dit-on.'];
    expect(saidOf(french, 'fr', ['Putin se fue el martes.', 'Vladimir Putin volvió por la noche.'], 'es')).toEqual([
      ['first-mention', 0, 'Putin', 'first-mention.short-first', 'Vladimir Putin'],
    ]);
    expect(saidOf(french, 'fr', ['Vladimir Putin se fue el martes.', 'Putin volvió por la noche.'], 'es')).toEqual([]);
  });

  it('are not told twice where the source does as they do', () => {
    const french = ['Poutine est parti mardi matin, dit-on.', 'Vladimir Poutine est revenu dans la soirée.'];
    expect(saidOf(french, 'fr', ['Putin se fue el martes.', 'Vladimir Putin volvió por la noche.'], 'es')).toEqual([]);
  });
});
