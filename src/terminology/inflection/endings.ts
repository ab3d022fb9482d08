import { readFileSync } from 'node:fs';
import type { LanguageTag } from '../../model/language.ts';

/** The ways in which a wording's words change: nouns and adjectives are declined, verbs conjugated. */
export type Paradigm = 'noun' | 'verb';

/** Endings that one word takes. */
interface EndingClass {
  /** Fewest letters before the ending. */
  least: number;
  endings: string[];
}

/** How the words of one language change. */
export interface Endings {
  noun: EndingClass[];
  verb: EndingClass[];
  /** Whole words with the other forms of the same word. */
  whole: Map<string, string[]>;
  /** What may stand in place of an ending: the classes the other way round. */
  byEnding: Record<Paradigm, { replaced: Map<string, { least: number; other: string }[]>; longest: number }>;
}

/** The table of a language in endings.tsv; `undefined` where it has none. */
export function endingsOf(language: LanguageTag): Endings | undefined {
  return tables.get(language);
}

/**
 * Visits folded words of which a folded word could be a form. Most of them are no words at all: they are asked for in an index of words
 * that are. Nouns and adjectives both ways, because a glossary may list a plural where a text has the singular; verbs by their infinitive.
 */
export function eachRelative(word: string, endings: Endings, paradigm: Paradigm, visit: (other: string) => void): void {
  for (const other of endings.whole.get(word) ?? []) visit(other);
  const { replaced, longest } = endings.byEnding[paradigm];
  for (let length = Math.min(longest, word.length - 1); length >= 0; length--) {
    const at = word.length - length;
    const others = replaced.get(word.slice(at));
    if (!others) continue;
    const stem = word.slice(0, at);
    for (const { least, other } of others) if (at >= least) visit(stem + other);
  }
}

/** Whether two folded words are forms of one word. */
export function areForms(a: string, b: string, endings: Endings, paradigm: Paradigm): boolean {
  if (a === b || endings.whole.get(a)?.includes(b)) return true;
  let shared = 0;
  while (shared < a.length && a.charCodeAt(shared) === b.charCodeAt(shared)) shared++;
  if (shared === 0) return false;
  return endings[paradigm].some(
    ({ least, endings: list }) =>
      shared >= least &&
      list.some((ending) => {
        const stem = a.length - ending.length;
        if (stem < least || stem > shared || !a.endsWith(ending)) return false;
        const rest = b.slice(stem);
        return list.includes(rest);
      }),
  );
}

const tables = readTables(readFileSync(new URL('./endings.tsv', import.meta.url), 'utf8'));

function readTables(text: string): Map<LanguageTag, Endings> {
  const byLanguage = new Map<LanguageTag, Endings>();
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) continue;
    const [language, name, least, written] = line.split('\t');
    if (!language || !name || !least || !written) continue;
    let table = byLanguage.get(language);
    if (!table) {
      const empty = () => ({ replaced: new Map(), longest: 0 });
      table = { noun: [], verb: [], whole: new Map(), byEnding: { noun: empty(), verb: empty() } };
      byLanguage.set(language, table);
    }
    const endings = written.split(' ').map((ending) => (ending === '-' ? '' : ending));
    if (name === 'whole') for (const word of endings) table.whole.set(word, endings);
    else if (name === 'noun' || name === 'verb') addClass(table, name, { least: Number(least), endings });
  }
  return byLanguage;
}

function addClass(table: Endings, paradigm: Paradigm, added: EndingClass): void {
  table[paradigm].push(added);
  const index = table.byEnding[paradigm];
  for (const ending of added.endings) {
    index.longest = Math.max(index.longest, ending.length);
    const replaced = index.replaced.get(ending) ?? [];
    for (const other of paradigm === 'verb' ? added.endings.slice(0, 1) : added.endings) {
      const known = replaced.find((one) => one.other === other);
      if (known) known.least = Math.min(known.least, added.least);
      else if (other !== ending) replaced.push({ least: added.least, other });
    }
    index.replaced.set(ending, replaced);
  }
}
