import { baseLanguage, type LanguageTag } from '../model/language.ts';

/** What a text ends in: the kinds of its last marks, in order (`!?`), without quotation marks and brackets. */
export interface FinalMarks {
  /** One letter a mark: `.` stop, `?`, `!`, `:`, `;`, `,`, `…`; empty where the text ends in a word. */
  kinds: string;
  /** Half-open UTF-16 offsets of the marks, or the place where they would stand. */
  start: number;
  end: number;
}

/** Marks of ten scripts and more, by what they stand for. */
const kindOf: Record<string, string> = {
  ...{ '.': '.', '。': '.', '．': '.', '｡': '.', '।': '.', '॥': '.', '։': '.', '።': '.', '။': '.', '។': '.', '۔': '.' },
  ...{ '᱾': '.', '᱿': '.', '꓿': '.', '܀': '.', '܁': '.', '᠃': '.', '།': '.' },
  ...{ '?': '?', '？': '?', '؟': '?', '՞': '?', '፧': '?', '⁇': '??', '⸮': '?' },
  ...{ '!': '!', '！': '!', '՜': '!', '߹': '!', '‼': '!!', '⁉': '!?', '⁈': '?!' },
  ...{ ':': ':', '：': ':', '፡': ':', '፥': ':' },
  ...{ ';': ';', '；': ';', '؛': ';', '፤': ';', '\u037E': '?' },
  ...{ ',': ',', '，': ',', '、': ',', '،': ',', '፣': ',', '…': '…', '⋯': '…' },
};
const marks = Object.keys(kindOf).join('').replace('.', '\\.');
const shells = '\\s"\'’”“‘«»‹›„)\\]}）］】」』*_\u200B-\u200F\u202A-\u202E\u2066-\u2069';
const tail = new RegExp(`(?:[${marks}]|(?:\\.\\.\\.))[${marks}${shells}]*$|[${shells}]*$`, 'u');
/** A long text's end is enough to see how it ends. */
const TAIL = 60;

/** The marks at the end of a text, whatever closes around them. */
export function finalMarks(text: string, language: LanguageTag): FinalMarks {
  const from = Math.max(0, text.length - TAIL);
  let written = tail.exec(text.slice(from))?.[0] ?? '';
  // Inside words Armenian writes its marks over the stressed syllable of the last word.
  if (baseLanguage(language) === 'hy' && !new RegExp(`[${marks}]`, 'u').test(written))
    written = /[՞՜][^\s]*$/u.exec(text)?.[0] ?? written;
  let kinds = '';
  let [start, end] = [-1, -1];
  const offset = text.length - written.length;
  const plain = written.replaceAll(/\.{3,}/gu, (dots) => '…'.padEnd(dots.length, '\u200B'));
  for (let at = 0; at < plain.length; at += 1) {
    const mark = plain[at] ?? '';
    // The Greek question mark looks like the semicolon, and is mostly written so.
    const kind = mark === ';' && baseLanguage(language) === 'el' ? '?' : kindOf[mark];
    if (!kind) continue;
    kinds += kind;
    if (start < 0) start = offset + at;
    end = offset + at + 1;
  }
  if (start < 0) {
    const word = text.trimEnd().length;
    return { kinds: '', start: word, end: word };
  }
  return { kinds, start, end };
}
