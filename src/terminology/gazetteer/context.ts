import type { LanguageTag } from '../../model/language.ts';

/** What the words around a name say about it. */
export interface Context {
  /** The name opens a sentence or a quotation, or stands in a headline of capitals: its own capital says nothing. */
  capitalExpected: boolean;
  /** It is a piece of a longer name: `Leon Damas`, `Aix-Valence`. */
  partOfName: boolean;
}

const opening = /(?:^|[.!?…:•|\n]|^\s*[-–—]|[\n.!?]\s*[-–—])[\s"'“”«»„(¿¡[]*$|[“«„"(¿¡]\s*$/u;

const list = (words: string) => new Set(words.split(' '));

/** Words with a capital that stand before a name without being part of it. */
const before = list(
  'President Prime Minister Premier Chancellor King Queen Prince Princess Sheikh Imam Ayatollah General Gen Colonel Col Senator Mayor Mr Mrs ' +
    'Ms Dr M Mme Président Présidente Ministre Cheikh Général Maréchal Presidente Ministro Señor Sr Sra Rey Jeque Präsident Präsidentin ' +
    'Herr Frau In At From To Of Near Around Since And But For With By On The This That If When While As Northern Southern Eastern Western ' +
    'Central Greater Syrian Iraqi Libyan Yemeni Russian Ukrainian Turkish Iranian Afghan Lebanese Israeli Palestinian Egyptian ' +
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday ' +
    'Selon Pour Avec Sans Mais Depuis Chez Dans Avant Après Quand Si Comme Contre À Et Según Para Con Sin Pero Desde Cuando Como Contra ' +
    'Antes Después Segons Per Amb Des Nach Laut Mit Für Gegen Vor Seit Wenn Als',
);

/** Words with a capital that stand after the name of a place without making it another one. */
const after = list(
  'Province Governorate City Region District County State Airport Oblast University Hospital Provincia Ciudad And But The In On At Since ' +
    'Monday Tuesday Wednesday Thursday Friday Saturday Sunday',
);

/** Reads the surroundings of `text.slice(start, end)`. */
export function contextOf(text: string, start: number, end: number, language: LanguageTag): Context {
  const left = text.slice(Math.max(0, start - 60), start);
  return {
    capitalExpected:
      (start <= 60 ? opening.test(left) : opening.test(`x${left}`)) || isTitle(text, start, end, language),
    partOfName: followsName(left, language) || precedesName(text.slice(end, end + 40)) || /\p{L}-$/u.test(left),
  };
}

/** The longest headline, in characters. */
const headline = 160;

/** A line in which most words of weight have a capital, as American headlines have; German, where nouns do, is left out. */
function isTitle(text: string, start: number, end: number, language: LanguageTag): boolean {
  if (language === 'de' || language === 'ar') return false;
  // A headline is short: looking no further keeps the cost of a long line of text away.
  const left = text.slice(Math.max(0, start - headline), start);
  const right = text.slice(end, end + headline);
  const line = left.slice(left.lastIndexOf('\n') + 1) + text.slice(start, end) + (right.split('\n', 1)[0] ?? '');
  if (line.length > headline) return false;
  const words = (line.match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? []).filter((one) => one.length > 3);
  return words.length >= 4 && words.filter((one) => /^\p{Lu}/u.test(one)).length / words.length > 0.7;
}

function followsName(text: string, language: LanguageTag): boolean {
  // `Bank of Scotland` in a text of any language is a name of its own, and so is `Emmerich am Rhein` in English.
  if (/\p{Lu}[\p{L}\p{M}]* of (?:the )?$/u.test(text)) return true;
  if (language === 'en' && /\p{Lu}[\p{L}\p{M}]* (?:am|an der|bei|im|sur|de|del|di|du) $/u.test(text)) return true;
  // A full stop belongs to an initial (`J. Damas`); after a word it ends a sentence.
  const previous = /(?:^|[^\p{L}\p{M}'-])(\p{Lu}(?:[\p{L}\p{M}]* |\. ))$/u.exec(text)?.[1];
  return previous !== undefined && !before.has(previous.trimEnd());
}

/** `Jan Bestry`, `Colonia del Sacramento`, `Saint-Martin-d'Hères`; not `Idlib-based`, `Idlib Province`. */
function precedesName(text: string): boolean {
  if (/^-(?:\p{Lu}|\p{Ll}{1,3}['-])/u.test(text)) return true;
  const next = /^ (?:(?:de|del|der|des|du|di|da|la|le|am|an|bei|sur|ben|bin) )*(\p{Lu}[\p{L}\p{M}]*)/u.exec(text)?.[1];
  return next !== undefined && !after.has(next);
}

/** Whether the span is a piece of a web address, an e-mail address, a handle, a hashtag or a file name. */
export function insideAddress(text: string, start: number, end: number): boolean {
  return (
    /[@#/\\]$|\p{L}\.$/u.test(text.slice(Math.max(0, start - 2), start)) ||
    /^(?:[@/\\]|\.\p{Ll})/u.test(text.slice(end, end + 2))
  );
}

/** A headline in capitals: three words or more, and no small letter. Acronyms are not told from words in it. */
export function isAllCapitals(text: string): boolean {
  return /\p{Lu}/u.test(text) && !/\p{Ll}/u.test(text) && (text.match(/\p{L}+/gu) ?? []).length >= 3;
}
