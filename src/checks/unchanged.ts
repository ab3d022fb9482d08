import { sameLanguage } from '../model/language.ts';
import type { PairCheck, TextInput } from './check.ts';

/** Words that a text must have, beside names, before an equal translation is suspicious. */
const LEAST_COMMON_WORDS = 2;
/** So many words are suspicious even where every one is capitalised, as in an English headline. */
const LEAST_WORDS = 6;

/** The translation is the source: nobody translated it. Names, numbers, codes and short texts may stay as they are. */
export const unchanged: PairCheck = {
  id: 'unchanged',
  type: 'untranslated',
  mqm: 'accuracy/untranslated',
  severity: 'error',
  needs: 'pair',
  run({ source, target, origin }) {
    if (origin === 'kept' || origin === 'table' || sameLanguage(source.language, target.language)) return [];
    if (beginOtherwise(source.text, target.text) || firstLetter(source.text) !== firstLetter(target.text)) return [];
    if (even(source.text) === '' || even(source.text) !== even(target.text) || target.text.trim() === '') return [];
    const severity = weighed(source);
    if (!severity) return [];
    return [
      {
        start: 0,
        end: target.text.length,
        ...(severity === 'error' ? {} : { severity }),
        message: { key: 'unchanged.target', parameters: {} },
      },
    ];
  },
  examples: {
    valid: [
      { from: 'en', to: 'fr', source: 'The police came.', target: 'La police est venue.' },
      { from: 'en', to: 'fr', source: 'Recep Tayyip Erdogan, Ankara', target: 'Recep Tayyip Erdogan, Ankara' },
      { from: 'en', to: 'es', source: '45 %', target: '45 %' },
      { from: 'en', to: 'fr', source: 'Restaurant', target: 'Restaurant' },
      {
        from: 'en',
        to: 'fr',
        source: 'See https://example.org/the/long/road',
        target: 'See https://example.org/the/long/road',
      },
      { from: 'en', to: 'en-GB', source: 'The police came home.', target: 'The police came home.' },
      { from: 'fr', to: 'en', source: 'par la rédaction de Lyon', target: 'par la rédaction de Lyon', origin: 'kept' },
    ],
    invalid: [
      {
        input: { from: 'en', to: 'fr', source: 'The police came home.', target: 'The police  came home.' },
        remarks: [{ start: 0, end: 22, message: { key: 'unchanged.target', parameters: {} } }],
      },
      {
        input: { from: 'fr', to: 'en', source: '« Nous partons demain. »', target: '«Nous partons demain.»' },
        remarks: [{ start: 0, end: 22, message: { key: 'unchanged.target', parameters: {} } }],
      },
      {
        input: {
          from: 'en',
          to: 'es',
          source: 'Turkey Strikes Syria After Attack On Troops',
          target: 'Turkey Strikes Syria After Attack On Troops',
        },
        remarks: [{ start: 0, end: 43, message: { key: 'unchanged.target', parameters: {} } }],
      },
    ],
  },
};

/** Whether both texts begin with letters of ASCII, and with different ones: most do, and that costs nothing to see. */
function beginOtherwise(source: string, target: string): boolean {
  const [from, to] = [source.charCodeAt(0) | 32, target.charCodeAt(0) | 32];
  return from !== to && from >= 97 && from <= 122 && to >= 97 && to <= 122;
}

/** The first letter or digit of a text's beginning: most translations begin with another one, and need no more looking at. */
function firstLetter(text: string): string {
  return opening.exec(text.slice(0, 40).normalize('NFC'))?.[1]?.toLowerCase() ?? '';
}

const opening = /([\p{L}\p{M}\p{N}])/u;

/** Letters and digits alone: marks and blanks that moved make no translation. */
function even(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '')
    .toLowerCase();
}

/** How much of a text is there to be translated: an error where it is prose, info where it may be a name or a term with a common word. */
function weighed({ text, terms }: TextInput): 'error' | 'info' | undefined {
  const rest = withoutSpans(text, terms)
    .replaceAll(/<[^<>]{0,500}>|\{[^{}]{0,200}\}/gu, ' ')
    .split(/\s+/u)
    .filter((token) => !/https?:|www\.|[@_]|\p{L}\d|\d\p{L}|\p{Ll}\.\p{Ll}/u.test(token))
    .join(' ');
  const words = [...rest.matchAll(/[\p{L}\p{M}]{2,}/gu)].map(([word]) => word);
  const common = words.filter((word) => !/^\p{Lu}/u.test(word));
  if (words.length >= LEAST_WORDS || common.length >= LEAST_COMMON_WORDS) return 'error';
  // One word beside an address or a place that a program fills is text: `Write to desk@example.org`, `{name}: summary`.
  if (words.length === 1 && (words[0] ?? '').length > 3 && /\{[^{}]{1,200}\}|https?:|www\.|\w@\w/u.test(text))
    return withoutSpans(text, terms).length < text.length ? undefined : 'info';
  return words.length > 1 && common.some((word) => word.length > 2) ? 'info' : undefined;
}

function withoutSpans(text: string, spans: { start: number; end: number }[]): string {
  let rest = '';
  let at = 0;
  for (const { start, end } of spans) {
    rest += `${text.slice(at, start)} `;
    at = end;
  }
  return rest + text.slice(at);
}
