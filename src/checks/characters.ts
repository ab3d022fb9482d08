import type { Remark, TextCheck } from './check.ts';

/** UTF-8 that was read as Windows-1252: two or three characters of Latin script where one stood. */
const mojibake =
  /(?:[ÂÃÄÅÐÑØÙÎÏ][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â[€‚†‡‹„ˆ][\u0080-\u00BF™œ\u009D“”˜š¦¢°¹º‰’‘–—]?|ï»¿|ðŸ..)+/gu;
/** Nothing else has these. */
const lost = /\uFFFD+|(?:(?![\t\n\r\u0085])\p{Cc})+|[\uFE70-\uFE7F]+/gu;

/** Windows-1252 for the characters that Unicode has elsewhere (WHATWG Encoding, index windows-1252). */
const high = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

/** Characters that are the remains of others: text in the wrong encoding (`Ã©` for `é`), replacement and control characters, loose Arabic forms. */
export const characters: TextCheck = {
  id: 'characters',
  type: 'characters',
  mqm: 'linguistic-conventions/character-encoding',
  severity: 'error',
  needs: 'text',
  run({ text }, source) {
    if (!/(?![\t\n\r])[\p{Cc}\uFE70-\uFE7F\uFFFDÂÃÄÅÐÑØÙÎÏâïð]/u.test(text)) return [];
    const remarks: Remark[] = [];
    for (const { index: start, 0: found } of text.matchAll(mojibake)) {
      // Portuguese and Vietnamese capitals, and a letter before a quotation mark or a dash, are what they are.
      const repaired = decode(found);
      if (repaired === undefined || source?.text.includes(found)) continue;
      remarks.push({
        start,
        end: start + found.length,
        suggestions: [repaired],
        message: { key: 'characters.encoding', parameters: { found, preferred: repaired } },
      });
    }
    for (const { index: start, 0: found } of text.matchAll(lost)) {
      const end = start + found.length;
      if (source?.text.includes(found)) continue;
      if (remarks.some((other) => start < other.end && other.start < end)) continue;
      const meant = [...found].map((one) => high[(one.codePointAt(0) ?? 0) - 0x80]).join('');
      if (/^[\u0080-\u009F]+$/u.test(found) && !/[\u0080-\u009F]/u.test(meant)) {
        // Windows-1252 read as Latin-1: quotation marks and dashes are the remains of a good text.
        const parameters = { found: codeOf(found), preferred: meant };
        remarks.push({ start, end, suggestions: [meant], message: { key: 'characters.encoding', parameters } });
        continue;
      }
      const code = codeOf(found);
      remarks.push({ start, end, message: { key: 'characters.lost', parameters: { code } } });
    }
    return remarks.sort((a, b) => a.start - b.start);
  },
  examples: {
    valid: [
      { text: 'déjà vu — “œuvre” £5 SÃO ÎLE', language: 'fr' },
      { text: 'A AÇÃO — NÃO — É «BOA»', language: 'pt' },
      { text: 'هذا النصّ سليم', language: 'ar' },
    ],
    invalid: [
      {
        input: { text: 'une vidÃ©o de lâ€™AFP', language: 'fr' },
        remarks: [
          {
            start: 7,
            end: 9,
            suggestions: ['é'],
            message: { key: 'characters.encoding', parameters: { found: 'Ã©', preferred: 'é' } },
          },
          {
            start: 15,
            end: 18,
            suggestions: ['’'],
            message: { key: 'characters.encoding', parameters: { found: 'â€™', preferred: '’' } },
          },
        ],
      },
      {
        input: { text: 'caf\uFFFD' },
        remarks: [{ start: 3, end: 4, message: { key: 'characters.lost', parameters: { code: 'U+FFFD' } } }],
      },
    ],
  },
};

function codeOf(found: string): string {
  return `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** What the characters are when their Windows-1252 bytes are read as UTF-8; undefined where they are no UTF-8. */
function decode(found: string): string | undefined {
  const bytes: number[] = [];
  for (const character of found) {
    const code = character.codePointAt(0) ?? 0;
    const at = high.indexOf(character);
    if (at >= 0) bytes.push(0x80 + at);
    else if (code <= 0xff) bytes.push(code);
    else return undefined;
  }
  try {
    return utf8.decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}
