import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NameIndex, SURE } from '../../../src/terminology/names/linker.ts';
import { anyText } from './any-text.ts';

const places = ['Idlib', 'Irbid', 'Daraa', 'Derna', 'Kharkiv', 'Kherson', 'Kursk', 'Kurgan', 'Mosul', 'Homs', 'Hama'];
const people = ['Vladimir Putin', 'Sergei Shoigu', 'Sergei Lavrov', 'Massoud Barzani', 'Masrour Barzani'];
const index = new NameIndex([
  ...places.map((name) => ({ name, type: 'place' })),
  ...people.map((name) => ({ name, type: 'person' })),
]);

describe('an index of names', () => {
  it.each([
    ['Koursk', 'Kursk'],
    ['Mossoul', 'Mosul'],
    ['Sergueï Choïgou', 'Sergei Shoigu'],
    ['Vladimir Poutine', 'Vladimir Putin'],
  ])('is sure that %s is %s', (spelling, name) => {
    const { candidates, sure, known } = index.suggest(spelling, 'fr');
    expect({ first: candidates[0]?.name, sure, known }).toEqual({ first: name, sure: true, known: false });
    expect(candidates[0]?.score).toBeGreaterThanOrEqual(SURE);
  });

  it('offers Idlib first for Idleb', () => {
    expect(index.suggest('Idleb', 'fr').candidates[0]?.name).toBe('Idlib');
  });

  it.each(['Idlib', 'Massoud Barzani', 'Hama'])('has nothing to say about %s, which is right', (name) => {
    expect(index.suggest(name, 'fr')).toEqual({ candidates: [], sure: false, known: true });
  });

  it.each(['Antananarivo', 'Hamas', 'Kourou', 'Emmanuel Macron', '', '?!', '習近平'])(
    'is not sure of %j, which it does not know',
    (spelling) => {
      expect(index.suggest(spelling, 'fr').sure).toBe(false);
    },
  );

  it('links no place to a person, and a country like a place', () => {
    expect(index.suggest('Koursk', 'fr', 'person').candidates).toEqual([]);
    expect(index.suggest('Koursk', 'fr', 'country').candidates[0]?.name).toBe('Kursk');
  });

  it('is not sure between two entities that a spelling may name as well', () => {
    const two = new NameIndex([{ name: 'Bergama' }, { name: 'Bergamo' }]);
    const { candidates, sure } = two.suggest('Bergame', 'fr');
    expect(candidates.map(({ name }) => name).sort()).toEqual(['Bergama', 'Bergamo']);
    expect(sure).toBe(false);
  });

  it('takes the forms of one entity together, the one that a press writes first', () => {
    const forms = new NameIndex([
      { name: 'Marsá Maţrūḩ', entity: '1' },
      { name: 'Marsa Matrouh', entity: '1' },
    ]);
    const { candidates, sure } = forms.suggest('Marsa-Matrouh', 'fr');
    expect(candidates.map(({ name }) => name)).toEqual(['Marsa Matrouh']);
    expect(sure).toBe(true);
  });

  it('answers nothing when it is empty', () => {
    expect(new NameIndex([]).suggest('Idleb', 'fr')).toEqual({ candidates: [], sure: false, known: false });
  });

  it('takes any text, as name and as spelling, and gives candidates best first', () => {
    const text = anyText(40);
    fc.assert(
      fc.property(fc.array(text, { maxLength: 8 }), text, (names, spelling) => {
        const { candidates } = new NameIndex(names.map((name) => ({ name }))).suggest(spelling, 'fr');
        for (const { name, score } of candidates) {
          expect(names.map((one) => one.normalize('NFC').trim())).toContain(name);
          expect(score).toBeLessThan(1);
        }
      }),
    );
  });

  it('gives one answer however often and in whatever order it is asked', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...places, 'Idleb', 'Koursk', 'Kourgan', 'Derna'], { minLength: 2 }),
        (asked) => {
          const once = asked.map((name) => index.rank(name, 'fr'));
          expect(asked.map((name) => index.rank(name, 'fr'))).toEqual(once);
          expect(new NameIndex(places.map((name) => ({ name, type: 'place' }))).rank('Idleb', 'fr')[0]?.name).toBe(
            'Idlib',
          );
        },
      ),
    );
  });
});
