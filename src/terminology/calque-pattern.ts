import type { LanguageTag } from '../model/language.ts';

/** A pattern of the calque files as a regular expression, and which of its groups are its own words. */
export interface CompiledPattern {
  pattern: RegExp;
  fixed: boolean[];
}

/** The slots that a pattern may have. */
export const slotKinds: readonly string[] = ['Name', 'Names', 'Adjective', 'word', 'number', 'Day', 'Month'];

const particle = '(?:al|el|de|del|di|du|van|von|bin|ibn|abu)';
const capitalised = "\\p{Lu}[\\p{L}\\p{M}]*(?:-\\p{L}[\\p{L}\\p{M}]*|['’](?!s\\b)\\p{L}[\\p{L}\\p{M}]*)*";
const name = `(?:(?:Al|El|al|el)[- ])?${capitalised}(?: (?:${particle}[- ])?${capitalised}| ${particle}[- ]${capitalised}){0,3}`;

/** What stands for a slot. Month and day names are those of the text's language. */
function slot(kind: string, language: LanguageTag): string {
  switch (kind) {
    case 'Name':
      return name;
    case 'Names':
      return `${name}(?:, ${name})*,? (?:and|et|y|e|und) ${name}`;
    case 'Adjective':
      return capitalised;
    case 'word':
      return "[\\p{L}\\p{M}'’-]+";
    case 'number':
      return '\\p{Nd}[\\p{Nd}.,]*(?<![.,])%?';
    case 'Day':
      return calendarNames(language, { weekday: 'long' }, 7);
    case 'Month':
      return calendarNames(language, { month: 'long' }, 12);
    default:
      throw new Error(`no slot {${kind}} in calque patterns`);
  }
}

/** Names of the days from Monday 1 January 2024, or of the months of that year, by CLDR. */
function calendarNames(language: LanguageTag, options: Intl.DateTimeFormatOptions, count: number): string {
  const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
  return Array.from({ length: count }, (_, index) =>
    format.format(options.month ? Date.UTC(2024, index, 1) : Date.UTC(2024, 0, index + 1)),
  ).join('|');
}

/**
 * Compiles a pattern: words with spaces between; `a|b` either word; `word?` may be missing; slots in braces; `^` at the beginning of a
 * sentence, `$` at the end of the text. Small letters match in any case, every other character is meant as it is written.
 */
export function compilePattern(written: string, language: LanguageTag): CompiledPattern {
  const parts = written.trim().split(/\s+/);
  const first = parts[0] === '^';
  const last = parts.at(-1) === '$';
  const words = parts.slice(first ? 1 : 0, last ? -1 : undefined);
  const fixed: boolean[] = [];
  let source = '';
  let begun = false;
  for (const word of words) {
    const optional = word.length > 1 && word.endsWith('?');
    const piece = compileWord(optional ? word.slice(0, -1) : word, language, fixed);
    if (!begun) source += optional ? `(?:${piece}\\s+)?` : piece;
    else source += optional ? `(?:\\s+${piece})?` : `\\s+${piece}`;
    begun ||= !optional;
  }
  const before = first
    ? '(?<=^|[.!?…]["”»]?\\s|\\n|^["“«])'
    : /^[^\p{L}{]/u.test(words[0] ?? '')
      ? ''
      : '(?<![\\p{L}\\p{N}-])';
  const after = last ? '$' : /[^\p{L}}?]$/u.test(words.at(-1) ?? '') ? '' : '(?![\\p{L}\\p{N}])';
  return { pattern: new RegExp(`${before}${source}${after}`, 'gu'), fixed };
}

function compileWord(word: string, language: LanguageTag, fixed: boolean[]): string {
  if (word.includes('|') && !word.includes('{')) {
    fixed.push(true);
    return `(${word.split('|').map(literal).join('|')})`;
  }
  return word
    .split(/(\{[A-Za-z]+\})/)
    .map((part) => {
      const kind = /^\{([A-Za-z]+)\}$/.exec(part)?.[1];
      if (kind === undefined) return literal(part);
      fixed.push(false);
      return `(${slot(kind, language)})`;
    })
    .join('');
}

/** Letter by letter: V8 (13.6, Node 24) compiles groups with a flag of their own, `(?i:...)`, wrongly from their second use on. */
function literal(text: string): string {
  return [...text]
    .map((character) => {
      if (/['’]/.test(character)) return "['’]";
      const capital = character.toUpperCase();
      if (capital !== character && [...capital].length === 1) return `[${character}${capital}]`;
      return character.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
    })
    .join('');
}
