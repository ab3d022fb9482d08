import type { ArticleFormat } from '../model/article.ts';
import { InterlinearError } from '../model/errors.ts';
import { knownBinary } from './signatures.ts';
import { plausiblyWindows1252, reverseTable } from './single-byte.ts';

/** Text as it came out of bytes. */
export interface Decoded {
  /** The whole text, without a byte order mark. */
  input: string;
  /** WHATWG name: `utf-8`, `utf-16le`, `utf-16be`, `windows-1252` or what the page declared. */
  encoding: string;
  bom: boolean;
}

const byteOrderMarks: [encoding: string, mark: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** C0 controls that no text needs; tab, line feeds, form feed, vertical tab and DOS's end-of-file mark (1A) are left out. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for
const controls = /[\u0001-\u0008\u000e-\u0019\u001b-\u001f\u007f]/g;
/** White space, invisible joiners and DOS's end-of-file mark. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: 1A is one of them
const nothing = /^[\s\u200b\u2060\ufeff\u001a]*$/;
/** Wire copy may carry a few transmission controls; binary data has them everywhere. */
const mostControls = 1 / 200;

/**
 * Reads bytes as text: byte order mark, then what was declared, UTF-16 by its zero bytes, valid UTF-8, what an HTML page declares in its
 * first 1024 bytes (as WHATWG HTML, "prescan a byte stream", does), and Windows-1252 where the bytes look like it.
 *
 * @param declared an encoding label known from outside (WHATWG Encoding, section 4.2); a byte order mark overrules it
 * @throws InterlinearError `input.empty`; `input.binary` {kind}; `input.encoding` {encoding, byte}: the first byte that does not fit
 */
export function decode(bytes: Uint8Array, declared?: string): Decoded {
  if (bytes.length === 0) throw new InterlinearError('input.empty');
  const kind = knownBinary(bytes);
  if (kind) throw new InterlinearError('input.binary', { kind });
  const decoded = decodeText(bytes, declared);
  refuseControls(decoded.input);
  if (nothing.test(decoded.input)) throw new InterlinearError('input.empty');
  return decoded;
}

function decodeText(bytes: Uint8Array, declared: string | undefined): Decoded {
  if (startsWith(bytes, [0xff, 0xfe, 0, 0]) || startsWith(bytes, [0, 0, 0xfe, 0xff]))
    throw new InterlinearError('input.encoding', { encoding: 'utf-32', byte: 0 });
  for (const [encoding, mark] of byteOrderMarks)
    if (startsWith(bytes, mark))
      return { input: strictly(bytes.subarray(mark.length), encoding, mark.length), encoding, bom: true };
  if (declared !== undefined) {
    const encoding = whatwgName(declared);
    if (!encoding) throw new InterlinearError('input.encoding', { encoding: declared, byte: 0 });
    return { input: strictly(bytes, encoding, 0), encoding, bom: false };
  }
  if (bytes.includes(0)) {
    const found = wide(bytes);
    if (!found) throw new InterlinearError('input.binary', { kind: '0x00' });
    return found;
  }
  const utf8 = attempt(bytes, 'utf-8');
  if (utf8 !== undefined) return { input: utf8, encoding: 'utf-8', bom: false };
  const stated = statedByPage(bytes);
  if (stated && stated !== 'utf-8') return { input: strictly(bytes, stated, 0), encoding: stated, bom: false };
  if (plausiblyWindows1252(bytes))
    return { input: strictly(bytes, 'windows-1252', 0), encoding: 'windows-1252', bom: false };
  return { input: strictly(bytes, 'utf-8', 0), encoding: 'utf-8', bom: false };
}

/** UTF-16 without a mark: ASCII characters (spaces and digits at least) leave their zero bytes on one side only. */
function wide(bytes: Uint8Array): Decoded | undefined {
  if (bytes.length % 2) return undefined;
  const zeros = [0, 0];
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] as number) + 1;
  const [even = 0, odd = 0] = zeros;
  const encoding = odd >= even ? 'utf-16le' : 'utf-16be';
  if (Math.min(even, odd) > 0.1 * Math.max(even, odd) || Math.max(even, odd) < 0.01 * bytes.length) return undefined;
  const input = attempt(bytes, encoding);
  // Unassigned and private characters mean that the pairs of bytes were no characters.
  if (input === undefined || /\0|[\p{Cn}\p{Co}]/u.test(input)) return undefined;
  return { input, encoding, bom: false };
}

function statedByPage(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  const label = /<meta\b[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1];
  return label ? whatwgName(label) : undefined;
}

function whatwgName(label: string): string | undefined {
  try {
    const { encoding } = new TextDecoder(label);
    return encoding;
  } catch {
    return undefined;
  }
}

function attempt(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Decodes or says where it fails. `skipped` bytes of a mark count in the offset. */
function strictly(bytes: Uint8Array, encoding: string, skipped: number): string {
  const input = attempt(bytes, encoding);
  if (input !== undefined) return input;
  // The longest prefix that decodes as a stream ends where the trouble begins: bisected, so that a large file costs a few decodings.
  let good = 0;
  let bad = bytes.length;
  let read = '';
  while (good < bad) {
    const middle = Math.ceil((good + bad) / 2);
    try {
      read = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, middle), {
        stream: true,
      });
      good = middle;
    } catch {
      bad = middle - 1;
    }
  }
  // A sequence that was begun and not ended is still inside the decoder: the trouble is where it begins.
  const byte = encoding === 'utf-8' ? Buffer.byteLength(read) : good;
  throw new InterlinearError('input.encoding', { encoding, byte: byte + skipped });
}

function refuseControls(input: string): void {
  if (input.includes('\0')) throw new InterlinearError('input.binary', { kind: '0x00' });
  const found = input.match(controls);
  if (!found || found.length <= input.length * mostControls) return;
  const code = (found[0] as string).charCodeAt(0).toString(16).padStart(2, '0');
  throw new InterlinearError('input.binary', { kind: `0x${code}` });
}

function startsWith(bytes: Uint8Array, mark: number[]): boolean {
  return bytes.length >= mark.length && mark.every((byte, at) => bytes[at] === byte);
}

/**
 * Writes text in the encoding that its article came in. Characters which that encoding lacks become numeric character references in
 * HTML; a plain text has no such means and goes over to UTF-8.
 *
 * @param encoding a WHATWG name, as `decode` returns it
 * @returns the bytes and the encoding they are really in
 */
export function encode(
  text: string,
  encoding: string,
  bom: boolean,
  format: ArticleFormat = 'text',
): { bytes: Uint8Array; encoding: string } {
  if (encoding === 'utf-8') return { bytes: withMark(new TextEncoder().encode(text), 'utf-8', bom), encoding };
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const wideBytes = Buffer.from(text, 'utf16le');
    if (encoding === 'utf-16be') wideBytes.swap16();
    return { bytes: withMark(new Uint8Array(wideBytes), encoding, bom), encoding };
  }
  const table = reverseTable(encoding);
  const bytes: number[] = [];
  for (const character of text) {
    const own = table.get(character);
    if (own) for (const byte of own) bytes.push(byte);
    else if (format === 'html') for (const byte of Buffer.from(`&#${character.codePointAt(0)};`)) bytes.push(byte);
    else return { bytes: new TextEncoder().encode(text), encoding: 'utf-8' };
  }
  return { bytes: Uint8Array.from(bytes), encoding };
}

function withMark(bytes: Uint8Array, encoding: string, bom: boolean): Uint8Array {
  const mark = byteOrderMarks.find(([name]) => name === encoding)?.[1];
  if (!bom || !mark) return bytes;
  const marked = new Uint8Array(mark.length + bytes.length);
  marked.set(mark);
  marked.set(bytes, mark.length);
  return marked;
}
