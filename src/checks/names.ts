import { baseLanguage, type LanguageTag } from '../model/language.ts';
import type { PairCheck, PairInput, Remark, TextInput } from './check.ts';
import { countryCodes, countryStems } from './countries.ts';
import { listed, readTable } from './data/table.ts';
import { evenAlike, evenOf } from './name-likeness.ts';
import { folded, remembering, rememberingNumber, type Word, wordsOf } from './words.ts';

/** Languages that write every noun with a capital: there a capital is no sign of a name. */
const capitalNouns = new Set(['de', 'lb']);

const ordinary = new Map<LanguageTag, Set<string>>(
  readTable('ordinary-names').map(([language = '', words]) => [language, new Set(listed(words))]),
);
/** Beginnings of words of institutions: looked up by length, longest first. */
const beginnings = ordinary.get('*') ?? new Set<string>();
/** Adjectives of places, and nouns that end as they do: they are written small in one language and translated in all. */
const derived =
  /(?:ish|ese|ian|ians|ean|eans|ican|icans|tion|tions|sion|ment|ments|ics|ship|ism|isme|ismo|ity|ite|ance|ence|ique|iques|cion|dad|ings?|ais|aise|aises|ois|oise|oises|ien|iens|ienne|iennes|ain|ains|aine|aines|ists?|istes?|istas?)$/u;
/** Others of that kind that end otherwise. */
const demonyms = new Set(
  'german germans french dutch greek greeks czech czechs swiss thai arab arabs turk turks turkish polish serb serbs croat swede swedes dane danes finn finns spaniard spaniards briton britons irish welsh scot scots kurd kurds iraqi iraqis israeli israelis pakistani afghan afghans saudi kuwaiti allemand allemands allemande grec grecs russe russes turc turcs tcheque suisse suisses arabe arabes belge belges serbe serbes kurde kurdes slave slaves basque corse'.split(
    ' ',
  ),
);

/**
 * A name of the translation that the source does not have, mostly in place of one of the source; and, where a machine translated, a name
 * of the source that is gone. Names are compared by their letters without diacritics, allowing for the habits of other languages; countries by their names in both.
 */
export const names: PairCheck = {
  id: 'names',
  type: 'inconsistent-entities',
  mqm: 'accuracy/mistranslation',
  severity: 'info',
  needs: 'pair',
  run(input) {
    const { source, target } = input;
    if (input.origin === 'kept' || input.origin === 'table') return [];
    if (!isLatin(source.text) || !isLatin(target.text)) return [];
    const lost = namesOf(source, input.constraints).filter((name) => !answered(name, target.text, input));
    const added = namesOf(target, []).filter((name) => !answered(name, source.text, input));
    const remarks: Remark[] = [];
    const left = [...added];
    for (const { start, end, text } of lost) {
      const now = left.shift();
      if (now) {
        const message = { key: 'names.changed', parameters: { source: text, target: now.text } };
        remarks.push({ start: now.start, end: now.end, message });
      } else if (input.origin === 'mt') {
        // A person may leave a name out on purpose; a machine does not.
        remarks.push({ start, end, side: 'source', message: { key: 'names.missing', parameters: { name: text } } });
      }
    }
    for (const { start, end, text } of left) {
      // An acronym may stand for what the source spells out.
      if (text === text.toUpperCase()) continue;
      remarks.push({ start, end, message: { key: 'names.added', parameters: { name: text } } });
    }
    return remarks;
  },
  examples: {
    valid: [
      { from: 'fr', to: 'en', source: 'selon Jean Dupont', target: 'JEAN DUPONT said', origin: 'mt' },
      { from: 'fr', to: 'en', source: 'pour Vladimir Poutine', target: 'for Vladimir Putin' },
      { from: 'fr', to: 'en', source: 'en Allemagne', target: 'in Germany' },
      { from: 'fr', to: 'en', source: 'avec Marie Saint-Just', target: 'with Marie Saint Just', origin: 'mt' },
      { from: 'fr', to: 'en', source: 'selon Jean Dupont', target: 'a man said' },
      { from: 'en', to: 'fr', source: 'the Foreign Office said', target: 'le ministère a dit', origin: 'mt' },
      { from: 'de', to: 'fr', source: 'die Alte Brücke', target: 'le vieux pont', origin: 'mt' },
      { from: 'en', to: 'ar', source: 'said John Miller', target: 'قال جون ميلر', origin: 'mt' },
      {
        from: 'en',
        to: 'fr',
        source: 'in Addis Ababa',
        target: 'à Addis-Abeba',
        origin: 'mt',
        constraints: [
          { concept: 'a', start: 3, end: 14, source: 'Addis Ababa', target: 'Addis-Abeba', accepted: ['Addis-Abeba'] },
        ],
      },
    ],
    invalid: [
      {
        input: { from: 'fr', to: 'en', source: 'selon Jean Dupont', target: 'said Jean Renard' },
        remarks: [
          {
            start: 10,
            end: 16,
            message: { key: 'names.changed', parameters: { source: 'Dupont', target: 'Renard' } },
          },
        ],
      },
      {
        input: { from: 'fr', to: 'en', source: 'selon un témoin', target: 'said a witness, Renard' },
        remarks: [{ start: 16, end: 22, message: { key: 'names.added', parameters: { name: 'Renard' } } }],
      },
      {
        input: { from: 'fr', to: 'en', source: 'selon Jean Dupont', target: 'the man said so', origin: 'mt' },
        remarks: [
          {
            start: 6,
            end: 10,
            side: 'source',
            message: { key: 'names.missing', parameters: { name: 'Jean' } },
          },
          {
            start: 11,
            end: 17,
            side: 'source',
            message: { key: 'names.missing', parameters: { name: 'Dupont' } },
          },
        ],
      },
    ],
  },
};

function isLatin(text: string): boolean {
  return !/[\u0370-\u1DFF\u2E80-\uA7FF\uAC00-\uFDFF]/u.test(text);
}

/** Words of a text that are names by the look of them, outside the terms that the term base knows. */
function namesOf({ text, language, terms }: TextInput, constraints: PairInput['constraints']): Word[] {
  const base = baseLanguage(language);
  if (capitalNouns.has(base)) return [];
  const words = wordsOf(text);
  let capitals = 0;
  for (const { capital } of words) if (capital) capitals += 1;
  // A headline in the American manner, or a text in capitals, shows nothing.
  if (capitals > 3 && capitals > words.length * 0.55) return [];
  const spans = [...terms, ...constraints];
  const isOrdinary = ordinaryOf(base);
  return words.filter((word, index) => {
    if (!word.capital || word.text.length < 3 || /^[IVXLC]+(?:e|er|th|st|nd|rd)?$/u.test(word.text)) return false;
    if (isOrdinary(word) || isFirst(text, word, words[index - 1])) return false;
    return !spans.some((term) => term.start < word.end && word.start < term.end);
  });
}

/** Whether a sentence, a quotation or a title begins with the word. */
function isFirst(text: string, word: Word, before: Word | undefined): boolean {
  const between = text.slice(before?.end ?? 0, word.start);
  return (
    before === undefined ||
    /[.!?:;…"“”«»„(–—\n]/u.test(between.replace(/^\.(?=\s|$)/u, before.text.length < 4 ? '' : '.'))
  );
}

const judged = new Map<LanguageTag, (word: Word) => boolean>();

/** Whether a word of a language names nobody; asked of every capital. */
function ordinaryOf(language: LanguageTag): (word: Word) => boolean {
  let judge = judged.get(language);
  if (!judge) {
    const ordinary = rememberingNumber((lower) => Number(isOrdinary(folded(lower), language)));
    judge = (word) => ordinary(word) === 1;
    judged.set(language, judge);
  }
  return judge;
}

function isOrdinary(word: string, language: LanguageTag): boolean {
  if (ordinary.get(language)?.has(word) || (word.length > 5 && derived.test(word)) || demonyms.has(word)) return true;
  for (let length = Math.min(word.length, 9); length > 1; length -= 1)
    if (beginnings.has(word.slice(0, length)) && (length > 4 || word.length - length <= 3)) return true;
  return monthsAndDays.has(word);
}

const monthsAndDays = new Set(
  'january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday'.split(
    ' ',
  ),
);

/** Whether a name of one text stands in the other, as it is or as the other language writes it. */
function answered(name: Word, text: string, { source, target }: PairInput): boolean {
  const others = wordsOf(text);
  const own = even(name);
  if (others.length <= LOOKED_THROUGH) {
    const beginning = beginningOf(name);
    for (const other of others) if (beginningOf(other) === beginning && evenAlike(own, even(other))) return true;
  } else if (spellings(others, own[0] ?? '').some((other) => evenAlike(own, other))) return true;
  const codes = countryCodes(name.lower, text === target.text ? source.language : target.language);
  if (codes.length === 0) return false;
  const language = text === target.text ? target.language : source.language;
  if (others.some((other) => countryCodes(other.lower, language).some((code) => codes.includes(code)))) return true;
  // `in Spain` may have been `espagnol`.
  const stems = codes.flatMap((code) => countryStems(code, language));
  return others.some(({ lower }) => stems.some((stem) => folded(lower).startsWith(stem)));
}

/** Words of a text that are looked through one by one: that costs less than putting them in order. */
const LOOKED_THROUGH = 100;

/** Words of a text by the letter that their even spelling begins with, each spelling once. */
const spellingsOf = new WeakMap<Word[], Map<string, string[]>>();
const even = remembering(evenOf);
/** Something of the first letter of the even spelling: where it differs, the letters do. */
const beginningOf = rememberingNumber((lower) => (evenOf(lower).charCodeAt(0) || 0) % 255);

function spellings(words: Word[], letter: string): string[] {
  let byLetter = spellingsOf.get(words);
  if (!byLetter) {
    byLetter = new Map<string, string[]>();
    for (const word of words) {
      const spelling = even(word);
      const list = byLetter.get(spelling[0] ?? '');
      if (!list) byLetter.set(spelling[0] ?? '', [spelling]);
      else if (!list.includes(spelling) || list.length > SEARCHED) list.push(spelling);
    }
    for (const [first, list] of byLetter) if (list.length > SEARCHED) byLetter.set(first, [...new Set(list)]);
    spellingsOf.set(words, byLetter);
  }
  return byLetter.get(letter) ?? [];
}

/** Up to here looking through a list costs less than a set. */
const SEARCHED = 16;
