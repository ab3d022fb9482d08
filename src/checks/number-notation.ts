import { baseLanguage, type LanguageTag } from '../model/language.ts';
import { canonical } from './number-mark.ts';

const spaces = [' ', '\u00A0', '\u2009', '\u202F'];
/** Where a space groups thousands as well as the mark that CLDR names: Spanish and Catalan by their academies. */
const spacesToo = new Set(['es', 'ca', 'gl', 'pt', 'it']);
/** Where a space is understood (ISO 80000-1), and the language's own mark is usual. */
const spacesUnderstood = new Set(['en', 'de', 'nl']);

interface Separators {
  decimal: string;
  group: Set<string>;
  understood: Set<string>;
}

/**
 * The values of figures as a language writes them: `1,200` is 1200 in English and 1.2 in Spanish; none where the language does not write
 * them so. Separators are those of CLDR. Undefined where the language is unknown, or writes both ways (Arabic).
 */
export function nativeValues(figure: string, language: LanguageTag): string[] | undefined {
  const separators = separatorsOf(language);
  if (!separators) return undefined;
  if (/^\d+$/u.test(figure)) return [canonical(figure)];
  return [...separators.group, ...separators.understood].flatMap((group) => {
    const value = read(figure, group, separators.decimal);
    return value === undefined ? [] : [value];
  });
}

/** Whether the figures are grouped by a mark that readers of the language understand, and that is not its own. */
export function onlyUnderstood(figure: string, language: LanguageTag): boolean {
  const separators = separatorsOf(language);
  if (!separators || separators.understood.size === 0) return false;
  return [...separators.understood].some(
    (group) => figure.includes(group) && read(figure, group, separators.decimal) !== undefined,
  );
}

/** A value as the language writes it (CLDR), with as many decimals as the figure has; undefined for an unknown language. */
export function inNotation(value: string, language: LanguageTag): string | undefined {
  if (!separatorsOf(language) || !/^\d+(?:\.\d+)?$/u.test(value) || value.length > 15) return undefined;
  const decimals = value.split('.')[1]?.length ?? 0;
  return new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(
    Number(value),
  );
}

const known = new Map<LanguageTag, Separators | undefined>();

function separatorsOf(language: LanguageTag): Separators | undefined {
  if (!known.has(language)) known.set(language, look(language));
  return known.get(language);
}

function look(language: LanguageTag): Separators | undefined {
  const base = baseLanguage(language);
  if (base === 'und' || base === 'ar' || Intl.NumberFormat.supportedLocalesOf([language]).length === 0)
    return undefined;
  const parts = new Intl.NumberFormat(language).formatToParts(1234567.8);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  if (!/\d/u.test(part('integer'))) return undefined;
  const own = part('group');
  const group = new Set(spaces.includes(own) ? spaces : [own]);
  if (own === '’' || own === "'") for (const mark of ['’', "'"]) group.add(mark);
  if (spacesToo.has(base)) for (const space of spaces) group.add(space);
  const understood = spacesUnderstood.has(base) ? spaces.filter((space) => !group.has(space)) : [];
  return { decimal: part('decimal'), group, understood: new Set(understood) };
}

function read(figure: string, group: string, decimal: string): string | undefined {
  const [integer = '', fraction, ...more] = figure.split(decimal);
  if (more.length > 0 || (fraction !== undefined && !/^\d+$/u.test(fraction))) return undefined;
  if (!/^\d+$/u.test(integer)) {
    const groups = group === '' ? [integer] : integer.split(group);
    if (groups.some((each, index) => !(index === 0 ? /^\d{1,3}$/u : /^\d{3}$/u).test(each))) return undefined;
  }
  return canonical(integer.replaceAll(group === '' ? ' ' : group, '') + (fraction === undefined ? '' : `.${fraction}`));
}
