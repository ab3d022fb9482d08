import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../src/memory/differences.ts';
import { repair } from '../../src/memory/repair.ts';
import type { InlineCode } from '../../src/model/article.ts';
import type { TermConstraint } from '../../src/model/term.ts';

const glossary: Record<string, string[]> = {
  Idlib: ['Idlib'],
  Aleppo: ['Alepo'],
  'European Union': ['Unión Europea', 'UE'],
};

function terms(source: string): TermConstraint[] {
  return Object.entries(glossary).flatMap(([term, accepted]) => {
    const start = source.indexOf(term);
    if (start < 0) return [];
    return [{ concept: term, start, end: start + term.length, source: term, target: accepted[0] ?? '', accepted }];
  });
}

function repaired(
  old: [string, string],
  text: string,
  codes: { segment?: InlineCode[]; source?: InlineCode[]; target?: InlineCode[] } = {},
  to = 'es',
) {
  const [source, target] = old;
  const unit = {
    sourceLanguage: 'en',
    targetLanguage: to,
    source,
    sourceCodes: codes.source ?? [],
    target,
    targetCodes: codes.target ?? [],
    origin: 'human' as const,
  };
  const differences = differencesOf(source, text);
  return repair({ text, codes: codes.segment ?? [] }, unit, { from: 'en', to, differences, terms });
}

describe('a match is repaired', () => {
  const pairs: [string, [string, string], string, string][] = [
    [
      'a number',
      ['At least 45 people died.', 'Murieron al menos 45 personas.'],
      'At least 54 people died.',
      'Murieron al menos 54 personas.',
    ],
    [
      'a decimal, as the target writes it',
      ['It rose 3.6 percent.', 'Subió un 3,6 por ciento.'],
      'It rose 4.2 percent.',
      'Subió un 4,2 por ciento.',
    ],
    [
      'thousands, as the target writes them',
      ['It cost 12,500 euros.', 'Costó 12.500 euros.'],
      'It cost 9,100 euros.',
      'Costó 9.100 euros.',
    ],
    [
      'a month and a day',
      ['They met on 13 January.', 'Se reunieron el 13 de enero.'],
      'They met on 28 March.',
      'Se reunieron el 28 de marzo.',
    ],
    [
      'a weekday',
      ['Talks resume on Monday.', 'Las conversaciones se reanudan el lunes.'],
      'Talks resume on Friday.',
      'Las conversaciones se reanudan el viernes.',
    ],
    ['a term', ['Aid reached Idlib.', 'La ayuda llegó a Idlib.'], 'Aid reached Aleppo.', 'La ayuda llegó a Alepo.'],
    [
      'a term and a number',
      ['Aid reached Idlib 3 times.', 'La ayuda llegó a Idlib 3 veces.'],
      'Aid reached Aleppo 5 times.',
      'La ayuda llegó a Alepo 5 veces.',
    ],
  ];
  it.each(pairs)('in %s', (_, old, text, expected) => {
    expect(repaired(old, text)?.text).toBe(expected);
  });

  it('in its codes: left out, put around, or moved with the text', () => {
    const around = (length: number): InlineCode[] => [
      { id: '7', kind: 'open', at: 0, pair: '8', data: '<i>' },
      { id: '8', kind: 'close', at: length, pair: '7', data: '</i>' },
    ];
    const old: [string, string] = ['They met 45 times.', 'Se reunieron 45 veces.'];
    expect(repaired(old, old[0], { source: around(18), target: around(22) })).toMatchObject({
      text: old[1],
      codes: [],
    });
    expect(repaired(old, old[0], { segment: around(18) })?.codes).toEqual(around(22));
    const text = 'They met 5 times.';
    const found = repaired(old, text, { segment: around(17), source: around(18), target: around(22) });
    expect(found).toMatchObject({ text: 'Se reunieron 5 veces.', codes: around(21) });
  });
});

describe('a match is left alone', () => {
  const pairs: [string, [string, string], string, string?][] = [
    ['where a word differs', ['The road is closed.', 'La carretera está cerrada.'], 'The street is closed.'],
    ['where the number stands twice in the source', ['From 5 to 5 euros.', 'De 5 a 5 euros.'], 'From 5 to 7 euros.'],
    ['where the number stands twice in the target', ['It fell 5 points.', 'Cayó 5 puntos, 5.'], 'It fell 7 points.'],
    ['where the target has it in words', ['It fell 5 points.', 'Cayó cinco puntos.'], 'It fell 7 points.'],
    ['where the plural changes', ['1 more remains.', 'Queda 1 más.'], '3 more remains.'],
    ['where Arabic counts otherwise', ['They met 5 times.', 'اجتمعوا 5 مرات.'], 'They met 15 times.', 'ar'],
    [
      'where nobody knows whether thousands are parted',
      ['It cost 500 euros.', 'Costó 500 euros.'],
      'It cost 1500 euros',
      'es',
    ],
    ['where a time is written in another way', ['It began at 12:30.', 'Empezó a las 12.30.'], 'It began at 14:45.'],
    [
      'where a term is replaced by another word',
      ['Aid reached Idlib.', 'La ayuda llegó a Idlib.'],
      'Aid reached Homs.',
    ],
    ['where a sentence became longer', ['It fell 5 points.', 'Cayó 5 puntos.'], 'It fell 5 points today.'],
  ];
  it.each(pairs)('%s', (_, old, text, to = 'es') => {
    expect(repaired(old, text, {}, to)).toBeUndefined();
  });

  it('where codes stand elsewhere', () => {
    const at = (place: number): InlineCode[] => [{ id: '1', kind: 'standalone', at: place, data: '<br>' }];
    const old: [string, string] = ['They met 45 times.', 'Se reunieron 45 veces.'];
    expect(repaired(old, 'They met 5 times.', { segment: at(4), source: at(18), target: at(22) })).toBeUndefined();
    expect(repaired(old, old[0], { segment: at(4) })).toBeUndefined();
  });
});

const numbers = fc.integer({ min: 2, max: 999 }).map(String);
const anyText = fc.string({
  unit: fc.constantFrom('a', 'B', ' ', '1', '2', ',', '.', 'é', '"', 'June ', 'May ', '😀'),
  maxLength: 30,
});

describe('whatever the texts', () => {
  it('exchanging one number for another gives the translation of the other', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        fc.pre(a !== b);
        const source = (n: string) => `The army freed ${n} hostages.`;
        const target = (n: string) => `El ejército liberó a ${n} rehenes.`;
        expect(repaired([source(a), target(a)], source(b))?.text).toBe(target(b));
      }),
    );
  });

  it('a repair changes nothing but what it names, and codes stay inside the text', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (source, target, text) => {
        const found = repaired([source, target], text);
        if (!found) return;
        expect(found.repairs.length).toBeGreaterThan(0);
        let rest = found.text;
        let old = target;
        for (const { from, to } of found.repairs) {
          const [at, atOld] = [rest.indexOf(to), old.indexOf(from)];
          expect(at).toBeGreaterThanOrEqual(0);
          expect(rest.slice(0, at).length).toBeGreaterThanOrEqual(0);
          rest = rest.slice(at + to.length);
          old = old.slice(atOld + from.length);
        }
        expect(rest).toBe(old);
      }),
      { numRuns: 2000 },
    );
  });

  it('the differences and what is common make up both texts', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const differences = differencesOf(a, b);
        const without = (text: string, side: 'unit' | 'segment') => {
          let rest = '';
          let from = 0;
          for (const difference of differences) {
            const span = difference[side];
            if (!span) continue;
            expect(text.slice(span.start, span.end)).toBe(span.text);
            rest += text.slice(from, span.start);
            from = span.end;
          }
          return (rest + text.slice(from)).replaceAll(/\s/g, '');
        };
        expect(without(a, 'unit')).toBe(without(b, 'segment'));
        if (a.normalize('NFC') === b.normalize('NFC')) expect(differences).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
