import { InterlinearError } from '../../model/errors.ts';

/** A string of an entry and where it begins. */
export interface PoString {
  text: string;
  /** 1-based line. */
  line: number;
}

/** An entry of a PO file. */
export interface PoEntry {
  /** 1-based line of its `msgid`. */
  line: number;
  context?: string;
  id: PoString;
  plural?: PoString;
  /** `msgstr`, or `msgstr[0]` and on. */
  strings: PoString[];
  /** From `#,` lines: `fuzzy`, `c-format`, `max-length:30`. */
  flags: string[];
  /** Commented out by `#~`: it is no part of the translation any more. */
  obsolete: boolean;
}

const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' };
const keyword = /^(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d{1,2})\])?)\s*(?=")/u;

interface OpenEntry extends Partial<Omit<PoEntry, 'strings'>> {
  strings: PoString[];
  flags: string[];
}

/**
 * Cuts a PO file into its entries (GNU gettext manual, chapter 3): strings of several lines are joined, C escapes replaced; comments are
 * passed over but for flags.
 *
 * @throws InterlinearError `bilingual.malformed` {line, reason} for a line that is none of a PO file, and for an entry without its parts
 */
export function poEntries(input: string): PoEntry[] {
  const entries: PoEntry[] = [];
  let entry: OpenEntry = { strings: [], flags: [] };
  let current: PoString | undefined;
  const refuse = (line: number, reason: string): never => {
    throw new InterlinearError('bilingual.malformed', { line, reason });
  };
  const close = (line: number) => {
    if (entry.id) {
      if (entry.strings.length === 0) refuse(line, 'bilingual.reason.po-msgstr');
      // A hole in the numbers of the forms.
      for (let form = 0; form < entry.strings.length; form++)
        if (!entry.strings[form]) refuse(entry.line ?? line, 'bilingual.reason.po-msgstr');
      entries.push({ ...entry, line: entry.line ?? line, id: entry.id, obsolete: entry.obsolete === true });
    } else if (entry.context !== undefined) refuse(line, 'bilingual.reason.po-msgid');
    entry = { strings: [], flags: [] };
    current = undefined;
  };
  let line = 0;
  let context: PoString | undefined;
  for (const written of input.split(/\r\n|\r|\n/u)) {
    line++;
    const obsolete = /^\s*#~/u.test(written);
    const text = written.replace(/^\s*#~\|?/u, '').trim();
    if (text === '' || (obsolete && /^\s*#~\|/u.test(written))) continue;
    if (text.startsWith('#')) {
      if (entry.strings.length > 0) close(line);
      if (text.startsWith('#,'))
        entry.flags.push(
          ...text
            .slice(2)
            .split(',')
            .map((flag) => flag.trim())
            .filter(Boolean),
        );
      continue;
    }
    const [found, word, form] = keyword.exec(text) ?? [];
    const string: PoString = {
      text: unquoted(text.slice(found?.length ?? 0), () => refuse(line, 'bilingual.reason.po-string')),
      line,
    };
    if (!word) {
      if (!current) return refuse(line, 'bilingual.reason.po-line');
      current.text += string.text;
      if (current === context) entry.context = current.text;
      continue;
    }
    current = string;
    if (entry.id ? word === 'msgctxt' || word === 'msgid' : word === 'msgctxt' && entry.context !== undefined)
      close(line);
    current = string;
    if (word === 'msgctxt') {
      context = string;
      entry.context = string.text;
    } else if (word === 'msgid') Object.assign(entry, { id: string, line, obsolete });
    else if (!entry.id) refuse(line, 'bilingual.reason.po-msgid');
    else if (word === 'msgid_plural') entry.plural = string;
    else if (entry.strings[Number(form ?? 0)]) refuse(line, 'bilingual.reason.po-twice');
    else entry.strings[Number(form ?? 0)] = string;
  }
  close(line);
  return entries;
}

/** The text of a string in double quotes. */
function unquoted(written: string, refuse: () => never): string {
  if (!/^"(?:[^"\\]|\\.)*"$/su.test(written)) return refuse();
  return written
    .slice(1, -1)
    .replaceAll(/\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.))/gsu, (_, hex?: string, octal?: string, other = '') =>
      hex !== undefined
        ? String.fromCharCode(Number.parseInt(hex, 16))
        : octal !== undefined
          ? String.fromCharCode(Number.parseInt(octal, 8) & 0xff)
          : (escapes[other] ?? other),
    );
}
