import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPairInput } from '../../src/checks/check.ts';
import { numbers } from '../../src/checks/numbers.ts';

const said = (source: string, target: string): number =>
  numbers.run(toPairInput({ from: 'en', to: 'fr', source, target })).length;

/** Units of English and French texts, and how much of the second one of the first is. */
const pairs: [string, string, number][] = [
  ['miles', 'km', 1.609344],
  ['mph', 'km/h', 1.609344],
  ['feet', 'mètres', 0.3048],
  ['inches', 'cm', 2.54],
  ['pounds', 'kg', 0.45359237],
  ['acres', 'hectares', 0.40468564],
  ['square miles', 'km²', 2.589988],
  ['gallons', 'litres', 3.785412],
];

describe('a measure', () => {
  it('may be converted into another unit, rounded to a whole', () => {
    fc.assert(
      fc.property(fc.constantFrom(...pairs), fc.integer({ min: 40, max: 900 }), ([from, to, factor], value) => {
        expect(said(`over ${value} ${from} of it`, `plus de ${Math.round(value * factor)} ${to}`)).toBe(0);
      }),
    );
  });

  // A gallon is one of two, the imperial one a fifth larger.
  it('may not become another measure', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...pairs),
        fc.integer({ min: 40, max: 900 }),
        fc.double({ min: 1.4, max: 3, noNaN: true }),
        ([from, to, factor], value, wrong) => {
          const now = Math.round(value * factor * wrong);
          fc.pre(now !== value);
          expect(said(`over ${value} ${from} of it`, `plus de ${now} ${to}`)).toBe(1);
        },
      ),
    );
  });

  it.each([
    ['68 °F', '20 °C'],
    ['-40 degrees Fahrenheit', '-40 degrés Celsius'],
    ['6 feet tall', '1,83 m'],
    ['5 to 10 miles', '8 à 16 km'],
    ['12 stone', '76 kg'],
    ['20 barrels', '3180 litres'],
  ])('%s is %s', (source, target) => {
    expect(said(source, target)).toBe(0);
  });

  it.each([
    ['68 °F', '30 °C'],
    ['5 miles', '8 kg'],
    ['5 miles', '80 km'],
    ['5 people', '8 km'],
  ])('%s is not %s', (source, target) => {
    expect(said(source, target)).toBe(1);
  });
});
