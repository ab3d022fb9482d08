import type { NumberMark } from './number-mark.ts';

/** What a unit measures, and how much of the first unit of that kind it is; temperatures shift as well. */
interface Unit {
  kind: 'length' | 'area' | 'mass' | 'volume' | 'temperature';
  factor: number;
  shift?: number;
}

/** Exact values of the international yard and pound agreement (1959); US gallon, pint and ton, with the imperial ones beside them. */
const table: [kind: Unit['kind'], factor: number, names: string][] = [
  ['length', 1000, 'km kph km/h kilomet(?:er|re)s? kilom[èe]tres? kil[óo]metros? quil[òo]metres? kilometern?'],
  ['length', 1, 'm met(?:er|re)s? mètres? metros? metern?'],
  ['length', 0.01, 'cm centimet(?:er|re)s? centimètres? cent[ií]metros?'],
  ['length', 0.001, 'mm millimet(?:er|re)s? millimètres? mil[ií]metros?'],
  ['length', 1609.344, 'miles? mi mph milles? millas? meilen?'],
  ['length', 1852, 'nm nautical_miles? milles?_marins? milles?_nautiques? millas?_náuticas?'],
  ['length', 0.3048, "foot feet ft pieds? pies? ' ′"],
  ['length', 0.0254, 'inch inches in pouces? pulgadas? " ″'],
  ['length', 0.9144, 'yards? yds? verges? yardas?'],
  ['area', 1, 'km2 km² sq_km square_kilomet(?:er|re)s? kilomètres?_carrés? kilómetros?_cuadrados?'],
  ['area', 2.589988, 'sq_mi sq_miles? square_miles? mi2 mi² milles?_carrés? miles?_carrés? millas?_cuadradas?'],
  ['area', 0.01, 'ha hectares? hectáreas?'],
  ['area', 0.00404686, 'acres?'],
  ['area', 1e-6, 'm2 m² sq_m square_met(?:er|re)s? mètres?_carrés? metros?_cuadrados?'],
  ['area', 9.290304e-8, 'sq_ft square_(?:feet|foot) pieds?_carrés? pies?_cuadrados?'],
  ['mass', 1, 'kg kilos? kilograms? kilogrammes? kilogramos?'],
  ['mass', 0.001, 'g gr grams? grammes? gramos?'],
  ['mass', 1000, 't tonnes? metric_tons? toneladas?'],
  ['mass', 907.18474, 'tons? short_tons?'],
  ['mass', 0.45359237, 'lbs? pounds? livres? libras?'],
  ['mass', 0.028349523, 'oz ounces? onces? onzas?'],
  ['mass', 6.35029318, 'stones?'],
  ['volume', 1, 'l lit(?:er|re)s? litros?'],
  ['volume', 3.785412, 'gal gallons? galones?'],
  ['volume', 4.54609, 'gallons?'],
  ['volume', 0.473176, 'pints? pintes? pintas?'],
  ['volume', 158.987295, 'barrels? barils? barriles?'],
];
const celsius = '°_?C degrees?_Celsius degrés?_Celsius grados?_Celsius degrees?_centigrade grados?_cent[ií]grados?';
const fahrenheit = '°_?F degrees?_Fahrenheit degrés?_Fahrenheit grados?_Fahrenheit';

const units: [name: RegExp, unit: Unit][] = [
  ...table.map(([kind, factor, names]): [string, Unit] => [names, { kind, factor }]),
  [celsius, { kind: 'temperature', factor: 1 }] as [string, Unit],
  [fahrenheit, { kind: 'temperature', factor: 5 / 9, shift: -32 }] as [string, Unit],
].map(([names, unit]) => [new RegExp(`^(?:${names.replaceAll(' ', '|').replaceAll('_', '\\s')})$`, 'iu'), unit]);

const blank = '[\\s\\u00A0\\u202F-]';
/** Up to two words or a sign after a figure; in a range the unit stands after the second one. */
const after = new RegExp(
  `^(?:${blank}{0,2}(?:to|and|or|à|et|ou|a|y|o|bis|und|–|-)?${blank}{0,2}\\d[\\d.,\\u00A0\\u202F]{0,12})?${blank}?` +
    `(?<first>°${blank}?[CF]|['"′″]|[\\p{L}]{1,15}(?:[²2](?!\\d)|/h)?)(?:[\\s\\u00A0\\u202F](?<second>\\p{L}{1,12}))?(?![\\p{L}\\d])`,
  'iu',
);
const AHEAD = 48;

/** The units that a figure may be of: a gallon is one of two. */
function unitsOf({ whole }: NumberMark, text: string): Unit[] {
  const { first, second } = after.exec(text.slice(whole.end, whole.end + AHEAD))?.groups ?? {};
  if (first === undefined) return [];
  const named = (name: string): Unit[] => units.filter(([pattern]) => pattern.test(name)).map(([, unit]) => unit);
  const both = second === undefined ? [] : named(`${first} ${second}`);
  return both.length > 0 ? both : named(first);
}

/** What rounding may change: a half of the last figure written, up to this share; or so little that nobody minds. */
const ROUNDED = 0.1;
const CLOSE = 0.025;

/**
 * Whether two figures are one measure in two units, `5 miles` and `8 km`: converted exactly, they are equal but for rounding.
 *
 * @param text the text in which the figure stands; likewise `other`
 */
export function isConverted(a: NumberMark, text: string, b: NumberMark, other: string): boolean {
  const [from, to] = [unitsOf(a, text), unitsOf(b, other)];
  return from.some((one) =>
    to.some((two) => {
      if (one.kind !== two.kind || one.factor === two.factor) return false;
      return [...a.values].some((value) => [...b.values].some((now) => isEqual(value, one, now, two)));
    }),
  );
}

function isEqual(value: string, from: Unit, now: string, to: Unit): boolean {
  const [was, is] = [Number(value), Number(now)];
  if (!Number.isFinite(was) || !Number.isFinite(is)) return false;
  const base = (was + (from.shift ?? 0)) * from.factor;
  const exact = base / to.factor - (to.shift ?? 0);
  const back = ((is + (to.shift ?? 0)) * to.factor) / from.factor - (from.shift ?? 0);
  return isRounding(exact, now) || isRounding(back, value);
}

function isRounding(exact: number, written: string): boolean {
  const value = Number(written);
  const off = Math.abs(exact - value);
  if (off <= Math.abs(exact) * CLOSE) return true;
  const zeros = /0*$/u.exec(written.includes('.') ? '' : written)?.[0].length ?? 0;
  const step = 10 ** (zeros - (written.split('.')[1]?.length ?? 0));
  return off <= step / 2 && off <= Math.abs(exact) * ROUNDED;
}
