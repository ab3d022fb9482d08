import { InterlinearError } from '../../model/errors.ts';
import type { LanguageTag } from '../../model/language.ts';
import { type BilingualReading, type GivenLanguages, type ReadPair, statedLanguage } from '../bilingual-reading.ts';
import { type PoEntry, type PoString, poEntries } from './entries.ts';
import { type PluralForms, readPluralForms, standsFor } from './plural-forms.ts';

/** A template's placeholder for the name of an encoding. */
const TEMPLATE = 'CHARSET';
/** What can stand for a number in a message: `%d`, `%1$s`, `%(count)d`, `{count}`. */
const placeholder = /%(?:\d+\$|\([^)]*\))?[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]|\{[^{}]*\}/gu;

/**
 * Reads a PO file of GNU gettext: an entry is a pair, or each of its plural forms. A form for the number one alone stands beside `msgid`,
 * one for other numbers beside `msgid_plural`; one for both beside that of the two which has as many placeholders. Obsolete entries are
 * passed over; fuzzy ones are read as others are.
 *
 * The language of the messages is English, as the gettext manual asks, unless `X-Source-Language` or the reader says otherwise.
 *
 * @throws as BilingualFormat.read
 */
export function readPo(bytes: Uint8Array, given: GivenLanguages): BilingualReading {
  const entries = poEntries(decodePo(bytes)).filter(({ obsolete }) => !obsolete);
  const header = headerOf(entries.find(({ id, context }) => id.text === '' && context === undefined));
  const languages = {
    from: statedLanguage('from', given, header.get('x-source-language') ?? 'en'),
    to: statedLanguage('to', given, header.get('language')?.replace(/[.@].*$/u, '')),
  };
  const forms = readPluralForms(header.get('plural-forms') ?? '');
  const reading: BilingualReading = { pairs: [], untranslated: 0, passedOver: [] };
  for (const entry of entries) if (entry.id.text !== '') readEntry(entry, forms, languages, reading);
  return reading;
}

function readEntry(
  entry: PoEntry,
  forms: PluralForms | undefined,
  languages: { from: LanguageTag; to: LanguageTag },
  reading: BilingualReading,
): void {
  const { id, plural, strings, flags } = entry;
  const name = entry.context === undefined ? id.text : `${entry.context}|${id.text}`;
  const unit = name.replaceAll(/\s+/gu, ' ');
  if (strings.every(({ text }) => text === '')) {
    reading.untranslated++;
    return;
  }
  if (plural && forms && forms.count !== strings.length)
    reading.passedOver.push({ line: entry.line, unit, reason: 'bilingual.unit-forms' });
  const most = Number(flags.map((flag) => /^max-length:(\d+)$/u.exec(flag)?.[1]).find(Boolean));
  for (const [form, target] of strings.entries()) {
    const source = plural ? sourceOf(id, plural, target, forms, form) : id;
    const side = ({ text, line }: PoString, language: LanguageTag) => ({ language, text, codes: [], line });
    const pair: ReadPair = {
      unit: plural ? `${unit}[${form}]` : unit,
      source: side(source, languages.from),
      target: side(target, languages.to),
      ...(most > 0 ? { maxLength: most } : {}),
    };
    reading.pairs.push(pair);
  }
}

/** Which of its two messages a plural form translates. */
function sourceOf(
  one: PoString,
  more: PoString,
  target: PoString,
  forms: PluralForms | undefined,
  form: number,
): PoString {
  const role = forms ? standsFor(forms, form) : form === 0 ? 'one' : 'more';
  if (role === 'one') return one;
  if (role === 'more') return more;
  const count = ({ text }: PoString) => text.match(placeholder)?.length ?? 0;
  return count(target) === count(one) ? one : more;
}

/** The lines of the header, by their names in small letters. */
function headerOf(entry: PoEntry | undefined): Map<string, string> {
  const lines = (entry?.strings[0]?.text ?? '').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/u.exec(line) ?? [];
      return name && value.trim() ? [[name.toLowerCase(), value.trim()] as const] : [];
    }),
  );
}

/** By the header's own `charset`; UTF-8 where it names none, UTF-16 where a byte order mark says so. @throws InterlinearError `input.encoding` */
function decodePo(bytes: Uint8Array): string {
  const marked =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 20_000));
  const declared = /"Content-Type:[^"]*charset=([\w.:-]+)/iu.exec(head)?.[1];
  const encoding = marked ?? (declared === undefined || declared === TEMPLATE ? 'utf-8' : declared);
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new InterlinearError('input.encoding', { encoding, byte: 0 });
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new InterlinearError('input.encoding', { encoding, byte: brokenAt(bytes, encoding) });
  }
}

/** Offset of the first byte that cannot be decoded, by halving. */
function brokenAt(bytes: Uint8Array, encoding: string): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      // A character may be cut off here: that alone is no fault.
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return good;
}
