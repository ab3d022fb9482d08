import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { similarity } from '../../src/memory/fuzzy.ts';
import { sourceKey } from '../../src/memory/key.ts';

describe('the key of an exact look-up', () => {
  it('is the same whatever the white space and the composition of letters', () => {
    expect(sourceKey(' Cafe\u0301\u00A0:\u202F689\n 000 ')).toBe('Café : 689 000');
  });

  it('keeps case and punctuation apart', () => {
    expect(sourceKey('The End')).not.toBe(sourceKey('The end'));
    expect(sourceKey('Where?')).not.toBe(sourceKey('Where'));
  });
});

describe('the likeness of two texts', () => {
  const cases: [string, string, string, number][] = [
    ['identical texts', 'Four people died.', 'Four people died.', 1],
    ['one composition or the other', 'Café', 'Cafe\u0301', 1],
    ['another case', 'The Regime attacked.', 'The regime attacked.', 0.99],
    ['another case at the start', 'the regime attacked.', 'The regime attacked.', 0.99],
    ['other quotes, apostrophes and spaces', "Il a dit «\u00A0non\u00A0» à l'ONU", 'Il a dit "non" à l’ONU', 0.99],
    ['another number', 'At least 45 people died in the raid.', 'At least 46 people died in the raid.', 0.95],
    ['another number and another word', 'At least 45 people died.', 'At least 46 civilians died.', 0.8],
    ['another name in a long sentence', nameIn('Idlib'), nameIn('Hama'), 0.95],
    ['one word of four', 'one two three four', 'one two three five', 0.75],
    ['one word more', 'one two three', 'one two three four', 0.75],
    ['another final mark', 'Is that all there was?', 'Is that all there was.', 0.99],
    [
      'names that changed places',
      `${nameIn('Idlib near Hama')} ${nameIn('Alep')}`,
      `${nameIn('Hama near Idlib')} ${nameIn('Alep')}`,
      0.95,
    ],
    ['another currency', nameIn('Idlib for 5 $'), nameIn('Idlib for 5 €'), 0.95],
    ['numbers that changed places', 'from 5 to 10 people', 'from 10 to 5 people', 0.95],
    ['thousands grouped in another way', 'At least 1 200 died', 'At least 1\u202F200 died', 0.99],
    ['vowel marks of Arabic and another alef', 'أعلنَ الرئيسُ', 'اعلن الرئيس', 0.99],
    ['signs without words', '***', '* * *', 0.99],
    ['other signs without words', '***', '---', 0],
    ['nothing in common', 'Bread and wine', 'Snow over Kyiv', 0],
    ['a text and nothing', 'Bread', '', 0],
  ];
  it.each(cases)('%s', (_, a, b, expected) => {
    expect(similarity(a, b)).toBeCloseTo(expected, 10);
  });

  it('is symmetric, within 0 and 1, and 1 only for identical texts', () => {
    const text = fc.array(
      fc.oneof(fc.constantFrom('the', 'The', 'Idlib', '45', '46', '«', '"', '.', ' '), fc.string()),
      {
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(text, text, (left, right) => {
        const [a, b] = [left.join(' '), right.join(' ')];
        const alike = similarity(a, b);
        expect(alike).toBe(similarity(b, a));
        expect(alike).toBeGreaterThanOrEqual(0);
        expect(alike === 1).toBe(a.normalize('NFC') === b.normalize('NFC'));
        expect(alike).toBeLessThanOrEqual(1);
      }),
    );
  });
});

function nameIn(name: string): string {
  return `The planes that hit the civilians in ${name} will no longer be able to carry out their actions as freely as they did before the
  new agreement on the demilitarised zone was signed by both sides`;
}
