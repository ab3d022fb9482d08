import { baseLanguage } from '../model/language.ts';
import type { Remark, TextCheck } from './check.ts';
import { proseOf } from './not-prose.ts';

/** A blank before a mark that stands at the word; not before `.5`, `.NET`, an ellipsis, nor between `. . .` */
const before =
  /(?<=[\p{L}\p{M}\p{N}"”’'»)\]])[^\S\r\n]+(?=(?:[,;:!?)\]}،؛؟]|\.(?![.\p{L}\p{N}\s]*\.))(?:[\s"”’»]|$))/gu;
/** Words that run together over a comma or over the end of a sentence. */
const missing = /(?<=\p{Ll}{2})(?<mark>,(?=\p{L}{2})|[;!?](?=\p{L}{2})|\.(?=\p{Lu}\p{Ll}))/gu;
/** What each of them needs, and most texts have not. */
const mayStandApart = /[^\S\r\n][.,;:!?)\]}،؛؟]/;
const mayRunTogether = /[.,;!?][A-Za-z\u0080-\uFFFF]/;
/** French puts a space before these. */
const highMarks = new Set([';', ':', '!', '?']);
const spaced = new Set(['fr', 'br', 'oc']);

/** A space before a comma or full stop, or none after it. Marks that French sets off have a check of their own. */
export const punctuationSpaces: TextCheck = {
  id: 'punctuation-spaces',
  type: 'typographical',
  mqm: 'linguistic-conventions/whitespace',
  severity: 'warning',
  needs: 'text',
  run({ text, language, role }, source) {
    if (role === 'furniture') return [];
    const prose = proseOf(text);
    const french = spaced.has(baseLanguage(language));
    const remarks: Remark[] = [];
    for (const { index: start, 0: blank } of mayStandApart.test(prose) ? prose.matchAll(before) : []) {
      const end = start + blank.length;
      const mark = prose[end] ?? '';
      if (highMarks.has(mark) && (french || language === 'und')) continue;
      if (source && new RegExp(`[\\p{L}\\p{N}]\\s+[${mark === ']' ? '\\]' : mark}](?:\\s|$)`, 'u').test(source.text)) {
        // The source sets the mark off too; French sources do so by rule, and a translation must not follow them.
        if (!(highMarks.has(mark) && spaced.has(baseLanguage(source.language)))) continue;
      }
      const message = { key: 'punctuation-spaces.before', parameters: { mark } };
      remarks.push({ start, end, suggestions: [''], message });
    }
    for (const { index, groups } of mayRunTogether.test(prose) ? prose.matchAll(missing) : []) {
      const mark = groups?.mark ?? '';
      if (isName(prose, index) || source?.text.includes(around(prose, index))) continue;
      const message = { key: 'punctuation-spaces.after', parameters: { mark } };
      remarks.push({ start: index, end: index + 1, suggestions: [`${mark} `], message });
    }
    return remarks.sort((a, b) => a.start - b.start);
  },
  examples: {
    valid: [
      { text: 'A .50 calibre, .NET, 3.5, wait . . . and “that”, (this).' },
      { text: 'Oui\u202F; non\u00A0: ah\u202F!', language: 'fr' },
      { text: 'See www.afp.com,or Ask.com or Node.js.' },
      { text: 'Wait ... what ?', language: 'und' },
    ],
    invalid: [
      {
        input: { text: 'He left , then came back.' },
        remarks: [
          {
            start: 7,
            end: 8,
            suggestions: [''],
            message: { key: 'punctuation-spaces.before', parameters: { mark: ',' } },
          },
        ],
      },
      {
        input: { text: 'Who is it ?' },
        remarks: [
          {
            start: 9,
            end: 10,
            suggestions: [''],
            message: { key: 'punctuation-spaces.before', parameters: { mark: '?' } },
          },
        ],
      },
      {
        input: { text: 'He left.Then he came back,too.' },
        remarks: [
          {
            start: 7,
            end: 8,
            suggestions: ['. '],
            message: { key: 'punctuation-spaces.after', parameters: { mark: '.' } },
          },
          {
            start: 25,
            end: 26,
            suggestions: [', '],
            message: { key: 'punctuation-spaces.after', parameters: { mark: ',' } },
          },
        ],
      },
    ],
  },
};

/** A word with marks inside it that is a name or an address: `Amazon.Com`, `Yahoo!Japan`. */
function isName(text: string, at: number): boolean {
  const word = around(text, at);
  return /^\p{Lu}/u.test(word) || /[/\\_@#]/u.test(word);
}

function around(text: string, at: number): string {
  const start = /\S*$/u.exec(text.slice(Math.max(0, at - 40), at))?.[0].length ?? 0;
  const end = /^\S*/u.exec(text.slice(at, at + 40))?.[0].length ?? 0;
  return text.slice(at - start, at + end);
}
