import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withFigures } from '../../../src/engines/apertium/figures.ts';
import { closedHyphens, loosenedHyphens, unglued, withOneCapital } from '../../../src/engines/apertium/gluing.ts';
import { uninverted } from '../../../src/engines/apertium/inversions.ts';
import { namesIn, runsIn } from '../../../src/engines/apertium/names.ts';
import { hangingNotes } from '../../../src/engines/apertium/notes.ts';
import { opened } from '../../../src/engines/apertium/openings.ts';
import { spacedLike } from '../../../src/engines/apertium/typography.ts';
import { pair, segments } from '../segments.ts';

const plain = (text: string) => ({ text, places: new Map<number, number>() });
const figures = (text: string, from: string, to: string) => withFigures(plain(text), text, from, to).text;

describe('Figures', () => {
  test.each([
    ['en', 'es', '1,200 and 12,345.60, 0.125 or $1.25', '1200 and 12.345,60, 0,125 or $1,25'],
    ['en', 'es-MX', '1,200 and 4.5%', '1,200 and 4.5%'],
    ['en', 'ca', '350,000', '350.000'],
    ['en', 'fr', '1,200', '1\u202f200'],
    ['es', 'en', '1.200 y 4,5%', '1,200 y 4.5%'],
    ['fr', 'es', '12 350 000 et 1\u202f200', '12.350.000 et 1200'],
  ])('from %s to %s: %s', (from, to, source, expected) => {
    expect(figures(source, from, to)).toBe(expected);
  });

  test.each([
    ['en', 'In 2019, at 5.30 or 5:30, version 2.1, iOS 17.2'],
    ['en', '192.168.1.1, 12.05.2024, 3-2, 7.30pm and https://a.org/1,200 or 0800 123 456'],
    ['es', 'a las 20.30 del 3.5.2024, de 2-1'],
    ['fr', '01 23 45 67 89, à 20h30 en 2019'],
  ])('what is no number for certain stays (%s): %s', (from, source) => {
    expect(figures(source, from, from === 'en' ? 'es' : 'en')).toBe(source);
  });
});

describe('Words and figures', () => {
  test('are set apart where the source does not have them as one', () => {
    expect(unglued(plain('huelga de48 horas, G20 y 10años'), 'a 48-hour G20, 10-year').text).toBe(
      'huelga de 48 horas, G20 y 10 años',
    );
  });

  test('are sent with blanks around the hyphen of a compound, and closed again where they stayed together', () => {
    const source = 'a 10-year-old and two-day, Covid-19, 2-1, well-known';
    expect(loosenedHyphens(source, 'en').map(({ start }) => source.slice(start - 2, start + 2))).toEqual(
      ['10-y', 'ar-o', 'wo-d'].map((cut) => cut.slice(-4)),
    );
    expect(closedHyphens(plain('10 - nación'), '10-nation', 'en').text).toBe('10-nación');
    expect(loosenedHyphens('a 10-day talk - or so', 'en')).toEqual([]);
  });

  test('one capital stands for an elided capital, and acronyms keep theirs', () => {
    expect(withOneCapital('EL agua de la ONU', "L'eau de l'ONU", 'es')).toBe('El agua de la ONU');
    expect(withOneCapital('LA ONU', "L'ONU", 'es')).toBe('LA ONU');
  });
});

describe('French inversions', () => {
  const turned = (text: string) =>
    uninverted(text, 'fr').reduceRight(
      (result, { start, end, word }) => result.slice(0, start) + word + result.slice(end),
      text,
    );
  test.each([
    ['Le ministre a-t-il indiqué ?', 'Le ministre a indiqué ?'],
    ['« Oui », a-t-elle dit.', '« Oui », elle a dit.'],
    ['Est-il venu ?', 'Il est venu ?'],
    ["Y a-t-il de l'eau ?", "Il y a de l'eau ?"],
    ['Où va-t-on ?', 'Où on va ?'],
    ["Le maire n'a-t-il pas dit", "Le maire n'a pas dit"],
    ['un rendez-vous, dit-elle, celui-ci', 'un rendez-vous, elle dit, celui-ci'],
  ])('%s', (source, expected) => {
    expect(turned(source)).toBe(expected);
  });
});

describe('Marks', () => {
  const spaced = (text: string, from: string, to: string) => spacedLike(plain(text), from, to).text;
  test('French gets its no-break spaces, but not in times, addresses and entities', () => {
    expect(spaced('Oui? «Non» : https://a.b/c?d=e à 5:30; vrai?! &amp;', 'es', 'fr')).toBe(
      'Oui\u202f? «\u00a0Non\u00a0»\u00a0: https://a.b/c?d=e à 5:30\u202f; vrai\u202f?! &amp;',
    );
  });

  test('blanks of French go, but not in times and faces', () => {
    expect(spaced('Oui ? « Non » : à 20 : 30 :-) vrai !', 'fr', 'es')).toBe('Oui? «Non»: à 20 : 30 :-) vrai!');
  });

  test.each([
    ['Por qué va? Es aquí!', '¿Por qué va? ¡Es aquí!'],
    ['Dijo: «Cómo?» y fue.', 'Dijo: «¿Cómo?» y fue.'],
    ['El Sr. López viene?', '¿El Sr. López viene?'],
    ['¿Qué? ¡Ya!', '¿Qué? ¡Ya!'],
    ['Yahoo! compró 3 (?) casas', 'Yahoo! compró 3 (?) casas'],
    ['No han dicho «No!»?', '¿No han dicho «¡No!»?'],
  ])('Spanish opens what it closes: %s', (source, expected) => {
    expect(opened(plain(source), 'es').text).toBe(expected);
  });

  test('whatever the text, only blanks and opening marks come and go', () => {
    fc.assert(
      fc.property(
        segments,
        fc.constantFrom('fr', 'es', 'en'),
        fc.constantFrom('fr', 'es', 'ca'),
        ({ text }, from, to) => {
          const result = opened(spacedLike(plain(text), from, to), to).text;
          const bare = (written: string) => written.replaceAll(/[\s¿¡]/gu, '');
          expect(bare(result)).toBe(bare(text));
        },
      ),
    );
  });
});

describe('Notes', () => {
  const notes = (text: string, element: string, start: number, end: number) =>
    hangingNotes(text, pair('1', element, start, end)).map((note) => text.slice(note.start, note.end));
  test('raised digits and linked ones hang on a word; indices, endings and whole words do not', () => {
    expect(notes('cost1', 'sup', 4, 5)).toEqual(['1']);
    expect(notes('cost[1].', 'a', 4, 7)).toEqual(['[1]']);
    expect(notes('CO2', 'sub', 2, 3)).toEqual([]);
    expect(notes('H2O', 'span', 1, 2)).toEqual([]);
    expect(notes('CO2', 'b', 2, 3)).toEqual([]);
    expect(notes('the 19th', 'sup', 6, 8)).toEqual([]);
    expect(notes('in 48 hours', 'a', 3, 5)).toEqual([]);
  });
});

describe('Names', () => {
  const anna = '^Anna/Anna<np><ant><f><sg>$';
  const names = (text: string, from: string, output: string) =>
    namesIn(runsIn(text, from), [output], from)
      .flat()
      .map(({ source }) => source);
  test('a common word behind a given name is a surname', () => {
    expect(names('He met Anna Baker.', 'en', `${anna} ^Baker/baker<n><sg>$^./.<sent>$[]`)).toEqual(['Baker']);
    expect(
      names(
        'Begoña Vila y Yago Puente Mayor.',
        'es',
        `[]^Yago/*Yago$ ^Puente/Puente<n><m><sg>$ ^Mayor/mayor<adj><mf><sg>$[]`,
      ),
    ).toEqual(['Puente Mayor']);
    expect(
      names("Said James O'Neill", 'en', "^Said/say<vblex><past>$ ^James/James<np><ant><m><sg>$ ^O'Neill/O<n>$[]"),
    ).toEqual(["O'Neill"]);
  });

  test('proper nouns, expressions, offices and months are left to the dictionary', () => {
    expect(names('in New York', 'en', '^New York/New York<np><loc><sg>$[]')).toEqual([]);
    expect(names('the White House', 'en', '^White/white<adj>/White<np><cog>$ ^House/house<n><sg>$[]')).toEqual([]);
    expect(names('in Idlib Province', 'en', '^Idlib/*Idlib$ ^Province/province<n><sg>$[]')).toEqual([]);
    expect(
      names(
        'the Christian Democrats',
        'en',
        '^Christian/christian<adj>/Christian<np><ant>$ ^Democrats/democrat<n><pl>$[]',
      ),
    ).toEqual([]);
    expect(runsIn('on Monday March 3', 'en')).toEqual([]);
  });

  test('a sentence that begins with an ordinary word begins with no name', () => {
    const output = '^Mark/mark<n><sg>/Mark<np><ant><m><sg>$ ^Talks/talk<vblex><pri>$[]';
    expect(names('Mark Talks to us.', 'en', output)).toEqual([]);
  });
});
