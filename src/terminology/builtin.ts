import { readFileSync } from 'node:fs';
import type { LanguageTag } from '../model/language.ts';
import type { Concept, Term, TermStatus } from '../model/term.ts';

/** `origin` of every concept of the built-in table. A desk's glossary goes before it. */
export const BUILTIN_ORIGIN = 'builtin';

/**
 * The names and acronyms that newsrooms misspell most when an article crosses from one language to another: places, people, bodies, in
 * fr, en, es, ca, ar. Read from builtin.tsv beside this file; general knowledge, press usage first, other current forms admitted.
 *
 * In the table, `deprecated` marks a form that is wrong in that language and can be nothing else (`Idleb` in English): it may be replaced
 * unasked. `superseded` marks one that is wrong or outdated as this name but may be right as something else (`Damas` is a surname,
 * `Kiev` stands in dishes and football clubs): it is only pointed out.
 */
export function builtinConcepts(): Concept[] {
  return concepts;
}

const concepts = parseTable(readFileSync(new URL('./builtin.tsv', import.meta.url), 'utf8'));

function parseTable(table: string): Concept[] {
  const byId = new Map<string, Concept>();
  for (const line of table.split('\n').slice(1)) {
    const [id, kind, domain, language, text, status] = line.split('\t');
    if (!id || !kind || !domain || !language || !text || !status) continue;
    const concept = byId.get(id) ?? { id, domain, terms: [], origin: BUILTIN_ORIGIN };
    concept.terms.push({
      language: language as LanguageTag,
      text,
      status: status as TermStatus,
      kind: kind as Term['kind'],
    });
    byId.set(id, concept);
  }
  return [...byId.values()];
}
