/** Bytes that Windows-1252 leaves undefined; the WHATWG decoder turns them into C1 controls instead of failing. */
const undefinedBytes = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** Quotation marks, dashes, apostrophe, soft hyphen, no-break space and middle dot: they stand inside and beside words. */
const besideWords = new Set([0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0xa0, 0xad, 0xaa, 0xb7, 0xba]);
/** Letters in 0x80-0x9F: florin, S and Z with caron, OE, Y with diaeresis. */
const earlyLetters = new Set([0x83, 0x8a, 0x8c, 0x8e, 0x9a, 0x9c, 0x9e, 0x9f]);

/**
 * Whether bytes that are not UTF-8 read sensibly as Windows-1252, the one legacy encoding that needs no declaration on the web
 * (WHATWG Encoding, default of most locales). Other code pages give themselves away:
 * - an undefined byte (Mac OS Roman: 8F is è there);
 * - more high letters than a Latin script has (Windows-1251, ISO 8859-6, Shift_JIS): French and Czech stay below a quarter of all letters;
 * - symbols in the middle of words (Windows-1250: B3 is ł, B9 is ą);
 * - ý, þ and ð without the vowels that Icelandic and Faroese always have beside them (Windows-1254 Turkish ı, ş, ğ);
 * - mostly well-formed UTF-8 sequences: a damaged UTF-8 file, whose accents would come out as two letters each.
 */
export function plausiblyWindows1252(bytes: Uint8Array): boolean {
  let ascii = 0;
  let high = 0;
  let inWord = 0;
  let turkish = 0;
  let nordic = 0;
  let sequences = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (isAsciiLetter(byte)) ascii++;
    if (byte < 0x80) continue;
    if (undefinedBytes.has(byte)) return false;
    const next = bytes[at + 1] ?? 0;
    if (isHighLetter(byte)) high++;
    else if (!besideWords.has(byte) && isAsciiLetter(bytes[at - 1] ?? 0) && isAsciiLetter(next)) inWord++;
    if (byte === 0xf0 || byte === 0xfd || byte === 0xfe) turkish++;
    if (byte === 0xe1 || byte === 0xe6 || byte === 0xed) nordic++;
    if (byte >= 0xc2 && byte <= 0xf4 && next >= 0x80 && next <= 0xbf) sequences++;
  }
  if (high > 4 && high > 0.3 * (ascii + high)) return false;
  if (high <= 4 && high > ascii) return false;
  if (inWord > 0.02 * (high + inWord) && inWord > 0) return false;
  if (turkish > 1 && nordic === 0) return false;
  return sequences === 0 || sequences <= 0.2 * high;
}

function isAsciiLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isHighLetter(byte: number): boolean {
  return (byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7) || earlyLetters.has(byte);
}

const tables = new Map<string, Map<string, number[]>>();

/**
 * Characters and their bytes in an encoding of one or two bytes a character, made by decoding every sequence once (some 25,000 for the
 * East Asian ones). Where two sequences mean one character the first stands, as in the WHATWG index.
 */
export function reverseTable(encoding: string): Map<string, number[]> {
  const known = tables.get(encoding);
  if (known) return known;
  const table = new Map<string, number[]>();
  const decoder = new TextDecoder(encoding, { fatal: true });
  const enter = (sequence: number[]) => {
    try {
      const text = decoder.decode(Uint8Array.from(sequence));
      if ([...text].length === 1 && !table.has(text)) table.set(text, sequence);
      return true;
    } catch {
      return false;
    }
  };
  for (let lead = 0; lead < 256; lead++) {
    if (enter([lead]) || lead < 0x80) continue;
    for (let trail = 0x40; trail < 0xff; trail++) enter([lead, trail]);
  }
  tables.set(encoding, table);
  return table;
}
