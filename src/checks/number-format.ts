import { baseLanguage } from '../model/language.ts';
import type { PairCheck, Remark, TextInput } from './check.ts';
import { justBefore } from './number-context.ts';
import type { NumberMark } from './number-mark.ts';
import { compareNumbers } from './number-matching.ts';
import { inNotation, nativeValues, onlyUnderstood } from './number-notation.ts';
import { numberWords } from './number-words.ts';

/**
 * A figure of the translation that is right only as another language writes it: `1,200` in Spanish, `4.5 %` in French. A thousands
 * separator that readers understand all the same, such as the space of ISO 80000-1 in English, is only shown, unless the source's
 * language writes so: then the figure was carried over.
 */
export const numberFormat: PairCheck = {
  id: 'number-format',
  type: 'locale-violation',
  mqm: 'locale-conventions/number-format',
  severity: 'warning',
  needs: 'pair',
  run({ source, target }) {
    if (target.text.trim() === '') return [];
    return compareNumbers(source, target)
      .pairs.flatMap((pair) => foreign(pair.source, pair.target, source, target))
      .sort((a, b) => a.start - b.start);
  },
  examples: {
    valid: [
      { from: 'en', to: 'es', source: '1,200 trains, 4.5%', target: '1.200 trenes, 4,5 %' },
      { from: 'en', to: 'es', source: '12,000 trains', target: '12\u202F000 trenes' },
      { from: 'en', to: 'es-MX', source: '12,000 trains, 4.5%', target: '12,000 trenes, 4.5 %' },
      { from: 'en', to: 'de-CH', source: '12,000 trains', target: '12’000 Züge' },
      { from: 'fr', to: 'en', source: '0,125 gramme', target: '0.125 grams' },
      { from: 'fr', to: 'en', source: 'à 20h30', target: 'at 8.30pm' },
      { from: 'en', to: 'fr', source: 'Web 2.0 at 192.168.0.1', target: 'Web 2.0 à 192.168.0.1' },
      { from: 'en', to: 'ar', source: '3.5 million', target: '3,5 مليون' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'es', source: '12,000 trains', target: 'Unos 12,000 trenes' },
        remarks: [
          {
            start: 5,
            end: 11,
            suggestions: ['12.000'],
            message: { key: 'number-format.foreign', parameters: { found: '12,000', preferred: '12.000' } },
          },
        ],
      },
      {
        input: { from: 'en', to: 'fr', source: '4.5 percent', target: '4.5 %' },
        remarks: [
          {
            start: 0,
            end: 3,
            suggestions: ['4,5'],
            message: { key: 'number-format.foreign', parameters: { found: '4.5', preferred: '4,5' } },
          },
        ],
      },
      {
        input: { from: 'fr', to: 'en', source: '1 200 personnes', target: '1 200 people' },
        remarks: [
          {
            start: 0,
            end: 5,
            suggestions: ['1,200'],
            message: { key: 'number-format.foreign', parameters: { found: '1 200', preferred: '1,200' } },
          },
        ],
      },
      {
        input: { from: 'de', to: 'en', source: '1.200 Menschen', target: '1 200 people' },
        remarks: [
          {
            start: 0,
            end: 5,
            severity: 'info',
            suggestions: ['1,200'],
            message: { key: 'number-format.separator', parameters: { found: '1 200', preferred: '1,200' } },
          },
        ],
      },
    ],
  },
};

function foreign(from: NumberMark, to: NumberMark, source: TextInput, target: TextInput): Remark[] {
  const understood = onlyUnderstood(to.text, target.language);
  // Nothing below is said of a figure that is the source's as the target's language writes it.
  if (!understood && sharesValue(to.native, from.native)) return [];
  const own = nativeValues(to.text, target.language);
  // A name that both texts write alike (`Web 2.0`) is no figure to convert, nor is a version or an address.
  if (!own || /[.,]\d+[.,]\d{1,2}(?!\d)/u.test(to.text) || sameName(from, to, source.text, target.text)) return [];
  // An amount kept letter by letter (`$1.2bn`), and one whose scale word in the source we do not know, tell nothing.
  if (from.whole.text === to.whole.text && /\d\p{L}+$/u.test(to.whole.text)) return [];
  if (own.length > 0 && !numberWords(baseLanguage(source.language))) return [];
  const meant = shared(from.native, to.values)[0] ?? shared(from.values, to.values)[0];
  if (!understood && isForeignItself(from, to, source)) return [];
  const figure = [...to.figures].find((each) => each === meant || matchesScaled(each, to, meant));
  if (meant === undefined || figure === undefined) return [];
  const preferred = inNotation(figure, target.language);
  if (preferred === undefined || preferred === to.text) return [];
  const parameters = { found: to.text, preferred };
  const { start, end } = to;
  // What the source's own language writes so was only carried over.
  const carried =
    (nativeValues(to.text, source.language) ?? []).length > 0 && !onlyUnderstood(to.text, source.language);
  return understood && !carried
    ? [
        {
          start,
          end,
          severity: 'info',
          suggestions: [preferred],
          message: { key: 'number-format.separator', parameters },
        },
      ]
    : [{ start, end, suggestions: [preferred], message: { key: 'number-format.foreign', parameters } }];
}

function sharesValue(a: Set<string>, b: Set<string>): boolean {
  for (const value of a) if (!value.startsWith('t') && b.has(value)) return true;
  return false;
}

function shared(a: Set<string>, b: Set<string>): string[] {
  return [...a].filter((value) => !value.startsWith('t') && b.has(value));
}

/** The source may not write its language's notation either; then a target that does is right. */
function isForeignItself(from: NumberMark, to: NumberMark, source: TextInput): boolean {
  const own = nativeValues(from.text, source.language);
  const fraction = own?.some((value) => value.includes('.')) && /^\d{1,3}[.,]\d{3}$/u.test(from.text);
  const unsure = !own || own.length === 0 || fraction;
  return Boolean(unsure) && shared(to.native, from.values).length > 0;
}

/** The reading of the bare figure that its scale word turns into the value. */
function matchesScaled(figure: string, to: NumberMark, meant: string | undefined): boolean {
  const value = Number(meant);
  const scale = value / Number(figure);
  return to.whole.text !== to.text && [1e3, 1e6, 1e9, 1e12].some((each) => Math.abs(scale / each - 1) < 1e-9);
}

function sameName(from: NumberMark, to: NumberMark, source: string, target: string): boolean {
  const name = (text: string, { start }: NumberMark): string | undefined =>
    /(\p{Lu}[\p{L}\p{M}]*)[\s\u00A0-]?$/u.exec(justBefore(text, start))?.[1];
  return from.text === to.text && name(target, to) !== undefined && name(source, from) === name(target, to);
}
