import { type LanguageTag, sameLanguage } from '../../model/language.ts';
import type { BilingualReading, GivenLanguages, ReadPair } from '../bilingual-reading.ts';
import { roleNamed } from '../role-name.ts';
import { propertyOf, readTmx, type TmxUnit, type TmxVariant } from './read.ts';

/**
 * The pairs of a memory: the text that a unit was translated from beside each of its others. Where neither unit, nor header, nor reader
 * says which that is, it is the first one.
 */
export function readTmxPairs(xml: string, given: GivenLanguages): BilingualReading {
  const { units, refused } = readTmx(xml);
  return {
    pairs: units.flatMap((unit) => pairsOf(unit, given)),
    untranslated: 0,
    passedOver: refused.map(({ line, reason }) => ({ line, reason })),
  };
}

function pairsOf(unit: TmxUnit, { from = unit.sourceLanguage, to }: GivenLanguages): ReadPair[] {
  const is = (language: LanguageTag) => (variant: TmxVariant) => sameLanguage(variant.language, language);
  const source = (from && unit.variants.find(is(from))) ?? unit.variants[0];
  if (!source) return [];
  const others = unit.variants.filter((variant) => variant !== source && (!to || is(to)(variant)));
  const role = roleNamed(propertyOf([source.properties, unit.properties], 'x-interlinear-role'));
  return others.map((target) => {
    const origin = propertyOf([target.properties], 'x-origin');
    return {
      unit: `${unit.tuid ?? unit.line}${unit.variants.length > 2 ? `/${target.language}` : ''}`,
      source: textOf(source),
      target: textOf(target),
      ...(role ? { role } : {}),
      ...(origin === 'kept' || origin === 'table' ? { origin } : {}),
    };
  });
}

function textOf({ language, text, codes, line }: TmxVariant): ReadPair['source'] {
  return { language, text, codes, line };
}
