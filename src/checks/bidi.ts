import type { Remark, TextCheck } from './check.ts';

const openers: Record<string, string> = {
  ...{ '\u202A': '\u202C', '\u202B': '\u202C', '\u202D': '\u202C', '\u202E': '\u202C' },
  ...{ '\u2066': '\u2069', '\u2067': '\u2069', '\u2068': '\u2069' },
};

/** Marks of writing direction that are opened and not closed, or closed and never opened (Unicode Annex 9): they turn what follows around. */
export const bidi: TextCheck = {
  id: 'bidi',
  type: 'internationalization',
  mqm: 'linguistic-conventions/character-encoding',
  severity: 'warning',
  needs: 'text',
  run({ text }) {
    if (!/[\u202A-\u202E\u2066-\u2069]/u.test(text)) return [];
    const open: { at: number; mark: string }[] = [];
    const remarks: Remark[] = [];
    const say = (at: number, mark: string, key: string): void => {
      const code = `U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
      remarks.push({ start: at, end: at + 1, message: { key, parameters: { code } } });
    };
    for (const { index: at, 0: mark } of text.matchAll(/[\u202A-\u202E\u2066-\u2069]/gu)) {
      if (openers[mark]) {
        open.push({ at, mark });
        continue;
      }
      const last = open.findLastIndex((one) => openers[one.mark] === mark);
      if (last >= 0) open.splice(last, 1);
      else say(at, mark, 'bidi.closes');
    }
    for (const { at, mark } of open) say(at, mark, 'bidi.opens');
    return remarks.sort((a, b) => a.start - b.start);
  },
  examples: {
    valid: [
      { text: 'قال \u2068BBC\u2069 اليوم', language: 'ar' },
      { text: 'שלום\u200F. לך', language: 'he' },
    ],
    invalid: [
      {
        input: { text: 'قال \u2068BBC اليوم', language: 'ar' },
        remarks: [{ start: 4, end: 5, message: { key: 'bidi.opens', parameters: { code: 'U+2068' } } }],
      },
      {
        input: { text: 'قال BBC\u202C اليوم', language: 'ar' },
        remarks: [{ start: 7, end: 8, message: { key: 'bidi.closes', parameters: { code: 'U+202C' } } }],
      },
    ],
  },
};
