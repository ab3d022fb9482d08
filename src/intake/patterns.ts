import { readFileSync } from 'node:fs';
import type { Role } from '../model/article.ts';
import { Kept } from '../model/kept.ts';
import { LineTexts } from './line-texts.ts';
import { folded, neededText } from './needed-text.ts';

/** A pattern for whole blocks. */
export interface Pattern {
  /** `any` place; `edge`: among the first or last blocks; `tail`: after the story's last paragraph, or beside other furniture. */
  where: string;
  /** Whether a whole line (at most `longestLine` UTF-16 units) is of this kind. */
  fits(line: string): boolean;
}

export interface LinePattern extends Pattern {
  role: Role;
}

/** Longer blocks are never tested: no line of these kinds is longer, and patterns stay cheap. */
export const longestLine = 420;

const rows = (file: string) =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.trim() && !line.startsWith('#'));

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

const agency = `(?:${rows('./agencies.txt')
  .sort((a, b) => b.length - a.length)
  .map(literally)
  .join('|')})`;

let monthNames: Set<string> | undefined;

/** Month names as CLDR has them, in the languages that lines.tsv speaks. */
function months(): Set<string> {
  if (monthNames) return monthNames;
  const names = new Set<string>();
  for (const language of ['en', 'fr', 'es', 'ca', 'de', 'ar', 'pt', 'it'])
    for (const month of ['long', 'short'] as const)
      for (let number = 0; number < 12; number++) {
        const date = new Date(Date.UTC(2024, number, 15));
        const parts = new Intl.DateTimeFormat(language, { month, day: 'numeric', timeZone: 'UTC' }).formatToParts(date);
        names.add(parts.find((part) => part.type === 'month')?.value.replace(/\.$/, '') ?? '');
      }
  monthNames = new Set([...names].filter((name) => /\p{L}/u.test(name)));
  return monthNames;
}

/** Each of the patterns with a date asks. */
const datedLines = new Kept<boolean>(50);
let lastWords: Set<string> | undefined;

/** Whether a line has what every date has: figures between marks, or a figure and the name of a month. */
function mayHaveDate(line: string): boolean {
  if (!/\d/.test(line)) return false;
  if (/\d[./-]\d/.test(line)) return true;
  const lastWord = (name: string) =>
    name
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu)
      ?.at(-1) ?? '';
  lastWords ??= new Set([...months()].map(lastWord));
  const words = lastWords;
  return (
    line
      .toLowerCase()
      .match(/[\p{L}\p{M}]+/gu)
      ?.some((word) => words.has(word)) === true
  );
}

const nameWord = `(?:\\p{Lu}[\\p{L}\\p{M}.'’-]*|\\p{Lo}[\\p{L}\\p{M}-]+)`;
const particle =
  '(?:de|del|da|van|von|der|den|bin|ibn|al|el|la|le|du|di|dos|das|ter|zu|y|and|et|i|und|with|avec|con|amb|mit)';

const clock = '\\d{1,2}(?:[:.h]\\d{2}|h)?(?: ?(?:[ap]\\.?m\\.?|h|Uhr|[A-Z]{2,4}))?';

let writtenDate: string | undefined;

/** A day and a month, written out at the first call: naming the months takes longer than many an article. */
function date(): string {
  if (writtenDate === undefined) {
    const names = [...months()].map(literally).sort((a, b) => b.length - a.length);
    const month = `(?i:${names.join('|')})\\.?`;
    writtenDate = `(?:\\d{1,2}\\.?º?(?:er)? (?:de |d['’])?${month}|${month} \\d{1,2})`;
  }
  return writtenDate;
}

const day = () => `(?:${date()}(?:,? (?:de |del )?\\d{4})?|\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4})`;

const macros: Record<string, () => string> = {
  '{agency}': () => agency,
  '{agencies}': () => `${agency}(?:(?:,|/| ?-| and| et| y| i| und|&| و) ?${agency})*`,
  '{name}': () => `${nameWord}(?:,? (?:${particle} )*${nameWord}){1,8}`,
  '{outlet}': () => "(?:\\p{Lu}|\\p{Lo})[\\p{L}\\p{M}\\d'’.&-]*(?: [\\p{L}\\p{M}\\d'’.&-]+){0,3}",
  '{date}': date,
  '{stamp}': () => `(?:\\p{L}+,? )?${day()}(?:(?:,| -| [–—|])? ?(?:(?:at|à|a las|a les|um|الساعة) )?${clock})?`,
  '{any}': () => '[^\\s.!?]+(?: [^\\s.!?]+){0,7}',
  '{plain}': () => '[^\\s.!?,;:]+(?: [^\\s.!?,;:]+){0,5}',
  '{some}': () => '[^\\s.!?]+(?: [^\\s.!?]+){0,5}',
  '{brand}': () => "[\\p{L}\\d'’&-]+(?: [\\p{L}\\d'’&-]+){0,3}",
};

/**
 * Writes `(?i:...)` out, letter by letter. V8 (13.6, Node 24) compiles such groups wrongly once an expression runs as machine code, from its
 * second use on: one that matches a capital letter beside the group then matches nothing.
 */
function spellOut(source: string): string {
  let written = '';
  const groups: boolean[] = [];
  let inClass = false;
  for (const [token] of source.matchAll(/\\[pP]\{[^}]*\}|\\.|\(\?(?:<?[=!]|i?:)|\(|\)|\[|\]|./gsu)) {
    if (token === '[') inClass = true;
    else if (token === ']') inClass = false;
    else if (!inClass && token.startsWith('(')) groups.push(token === '(?i:' || (groups.at(-1) ?? false));
    else if (!inClass && token === ')') groups.pop();
    const lower = token.toLowerCase();
    const upper = token.toUpperCase();
    const both = groups.at(-1) && lower !== upper && [...upper].length === 1 && [...token].length === 1;
    if (token === '(?i:') written += '(?:';
    else if (!both) written += token;
    else written += inClass ? lower + upper : `[${lower}${upper}]`;
  }
  return written;
}

/** The texts that the product's patterns need: a line is asked about all of them. */
const ownTexts = new LineTexts(folded);
const ofProduct = (texts: readonly string[]) => ownTexts.asking(texts);

const foldedLines = new Kept<string>(50);
const ofDesk = (texts: readonly string[]) => (line: string) => {
  const text = foldedLines.get(line, () => folded(line));
  return texts.some((one) => text.includes(one));
};

/**
 * A test that is compiled when it is first needed: compiling all of them takes longer than reading an article, and few lines have the words
 * of one. Those with a date are the longest (150 names of months, twice, letter by letter).
 */
function pattern(
  written: string,
  flags: string,
  tail: string,
  mayHave: (texts: readonly string[]) => (line: string) => boolean,
): (line: string) => boolean {
  const dated = /\{(?:date|stamp)\}/.test(written);
  const needed = neededText(written.replace(/\{[a-z]+\}/g, '.'));
  const mayFit = needed && mayHave(needed);
  let expression: RegExp | undefined;
  return (line) => {
    if (mayFit?.(line) === false) return false;
    if (dated && !datedLines.get(line, () => mayHaveDate(line))) return false;
    expression ??= new RegExp(`^(?:${spellOut(expand(written))})${tail}$`, flags);
    return expression.test(line);
  };
}

/** The macros that a pattern may have. */
export const macroNames: readonly string[] = Object.keys(macros);

const expand = (written: string) => written.replace(/\{[a-z]+\}/g, (macro) => macros[macro]?.() ?? macro);

/** A pattern for lines of page furniture, as furniture.tsv writes it. @throws SyntaxError when it is first tried, for what is no regular expression */
export function furniturePattern(where: string, written: string): Pattern {
  return { where, fits: pattern(written, 'iu', FURNITURE_TAIL, ofDesk) };
}

const FURNITURE_TAIL = '\\s*[.!:…»>→›]*';

/** Lines of page furniture, of furniture.tsv. */
export const furniturePatterns: Pattern[] = rows('./furniture.tsv').map((row) => {
  const [, where = 'any', , written = ''] = row.split('\t');
  return { where, fits: pattern(written, 'iu', FURNITURE_TAIL, ofProduct) };
});

/** Lines that say what they are, of lines.tsv. */
export const linePatterns: LinePattern[] = rows('./lines.tsv').map((row) => {
  const [role = '', , where = 'any', written = ''] = row.split('\t');
  return { role: role as Role, where, fits: pattern(written, 'u', '\\s*\\.?', ofProduct) };
});
