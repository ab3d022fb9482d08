import { baseLanguage, type LanguageTag } from '../../model/language.ts';

/** A run of capitalised words: a name, as far as letters tell. Half-open UTF-16 offsets. */
export interface CapitalisedName {
  start: number;
  end: number;
  text: string;
  /** It is one word where any word has a capital: at the start of a sentence, in a headline. */
  doubtful: boolean;
}

/** Languages that write every noun with a capital, and those without capitals: there a capital says nothing. */
const withoutNames = new Set(['de', 'lb', 'ar', 'he', 'fa', 'ur', 'zh', 'ja', 'ko', 'th']);

/** Languages whose article and preposition stand before a vowel as `l'` and `d'`, which are no part of the name. */
const eliding = new Set(['fr', 'ca', 'it', 'oc']);

const word = "(?:[Aa]l-|[Ee]l-|[Dd]'|[Ll]')?\\p{Lu}[\\p{L}\\p{M}]*(?:['’-]\\p{L}[\\p{L}\\p{M}]*)*";
const run = new RegExp(
  `(?<![\\p{L}\\p{M}\\p{N}_@#/.])${word}(?:[ \\u00A0](?:(?:al|el|bin|ben|ibn|de|del|von|van|der|di|da)[ \\u00A0])*${word})*`,
  'gu',
);

/** Words with a capital that open a sentence or stand before a name without being part of it. */
const before = new Set(
  (
    'A An The In On At To For From Of By With As If But And Or Yet So Then That This These Those It Its He She They We You His Her Their Our ' +
    'When While Where After Before Since Until Near Around Between Under Over According Both Some All Many Most More No Not Now Here There ' +
    'What Who Why How Last Next Former President Prime Minister Premier Chancellor King Queen Prince Princess Sheikh Imam Ayatollah General ' +
    'Gen Colonel Col Captain Major Senator Mayor Governor Judge Professor Mr Mrs Ms Dr M Mme Le La Les Un Une Des Du De Dans En À Au Aux Et Ou ' +
    'Mais Selon Pour Par Sur Sous Avec Sans Ce Cet Cette Ces Il Elle Ils Elles On Nous Vous Président Présidente Ministre Premier Général ' +
    'El Los Las Una Y O Pero Según Por Con Sin Es Se Su Sus Presidente Ministro Rey Els Les Amb Per Segons'
  ).split(' '),
);

/** Names of days and months, by language: no name begins with one. */
const calendars = new Map<LanguageTag, Set<string>>();

function calendarOf(language: LanguageTag): Set<string> {
  let words = calendars.get(language);
  if (!words) {
    const [days, months] = (['weekday', 'month'] as const).map(
      (unit) => new Intl.DateTimeFormat(language, { [unit]: 'long', timeZone: 'UTC' }),
    );
    const dates = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(2024, month, month + 1)));
    const names = dates.flatMap((date) => [days?.format(date) ?? '', months?.format(date) ?? '']);
    words = new Set(names.map((name) => name.charAt(0).toUpperCase() + name.slice(1)));
    calendars.set(language, words);
  }
  return words;
}

const opening = /(?:^|[.!?…:•|\n]|^\s*[-–—])[\s"'“”«»„‘’(¿¡[]*$/u;

/**
 * The capitalised names of a text, in order. Titles and openings of sentences are cut from their front, an elided article too, an English possessive from their end.
 * None in languages whose capitals say nothing.
 */
export function capitalisedNames(text: string, language: LanguageTag): CapitalisedName[] {
  if (withoutNames.has(baseLanguage(language))) return [];
  const headline = isHeadline(text);
  const elides = eliding.has(baseLanguage(language));
  const calendar = calendarOf(baseLanguage(language));
  const isCut = (part: string) => before.has(part) || calendar.has(part) || part === ' ' || part === '\u00A0';
  return [...text.matchAll(run)].flatMap(({ index, 0: written }) => {
    const words = written.split(/([ \u00A0])/u);
    let cut = 0;
    while (words.length > 0 && isCut(words[0] as string)) cut += (words.shift() as string).length;
    const [elided] = (elides && /^[dl]'/.exec(words[0] ?? '')) || [];
    if (elided) {
      words[0] = (words[0] as string).slice(elided.length);
      cut += elided.length;
    }
    const name = words.join('').replace(/['’]s?$/u, '');
    if (name.length < 2) return [];
    const start = index + cut;
    const opens = cut === 0 && opening.test(text.slice(Math.max(0, index - 20), index));
    return [{ start, end: start + name.length, text: name, doubtful: headline || (opens && !name.includes(' ')) }];
  });
}

/** Most words of weight have a capital, and no full stop ends them. */
function isHeadline(text: string): boolean {
  if (/[.!?…]["'”’»)\]]*\s*$/u.test(text)) return false;
  const words = (text.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? []).filter((one) => one.length > 3);
  return words.length >= 4 && words.filter((one) => /^\p{Lu}/u.test(one)).length / words.length > 0.7;
}
