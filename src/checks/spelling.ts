import type { Speller } from '../model/ports.ts';
import type { Remark, TextCheck, TextInput } from './check.ts';
import { proseOf } from './not-prose.ts';

/** Codes that stand in prose: handles, placeholders, file names. */
const codes = /[@#][\w.]+|%\w+|\b[\p{L}\p{N}_-]+\.[a-z]{2,4}\b/gu;
/** A word with what holds its parts together; figures and underscores make it a code. */
const word = /(?<![\p{L}\p{M}\p{N}_'’-])\p{L}[\p{L}\p{M}]*(?:['’-][\p{L}\p{M}]+)*(?![\p{L}\p{M}\p{N}_])/gu;
/** Words that lose their vowel before another one: `l’`, `qu’`, `jusqu’`. */
const elided = /^(?:\p{L}{1,2}|jusqu|lorsqu|puisqu|quoiqu|presqu|quelqu|dell|nell|dall|sull|all)$/iu;
/** A longer one is no word of prose; dictionaries take long over them. */
const LONGEST = 40;
/** A text with more unknown words is in another language, or of another kind. */
const MOST = 50;

/**
 * A word that the dictionary of the text's language does not know. Capitalised words may be names, words in capitals may be acronyms, and
 * terms are what the glossary says: they are excepted, and so is what is no prose.
 */
export const spelling: TextCheck = {
  id: 'spelling',
  type: 'misspelling',
  mqm: 'linguistic-conventions/spelling',
  severity: 'info',
  needs: 'text',
  run({ text, role, terms, speller }) {
    if (!speller || role === 'furniture' || role === 'slug') return [];
    const prose = proseOf(text).replaceAll(codes, (found) => ' '.repeat(found.length));
    const remarks: Remark[] = [];
    for (const { 0: found, index } of prose.matchAll(word)) {
      const [start, end] = [index, index + found.length];
      if (found.length > LONGEST || /\p{Lu}/u.test(found) || isKnown(found, speller)) continue;
      if (terms.some((term) => term.start < end && start < term.end)) continue;
      if (remarks.length >= MOST) return [];
      const suggestions = speller.suggestions(found);
      remarks.push({
        start,
        end,
        // One suggestion alone is what was meant; of several nobody can tell.
        ...(suggestions.length === 1 ? { suggestions } : {}),
        message: { key: 'spelling.unknown', parameters: { found } },
      });
    }
    return remarks;
  },
  examples: {
    valid: [
      { text: 'a tree' },
      { text: 'a treee', terms: [], role: 'slug', ...dictionary() },
      { text: 'a tree', ...dictionary() },
      { text: 'Treee, NATTO, www.treee.example, treee.txt', ...dictionary() },
      { text: 'l’arbre', language: 'fr', ...dictionary() },
    ],
    invalid: [
      {
        input: { text: 'a treee', ...dictionary() },
        remarks: [
          {
            start: 2,
            end: 7,
            suggestions: ['tree'],
            message: { key: 'spelling.unknown', parameters: { found: 'treee' } },
          },
        ],
      },
      {
        input: { text: 'a tre', ...dictionary() },
        remarks: [{ start: 2, end: 5, message: { key: 'spelling.unknown', parameters: { found: 'tre' } } }],
      },
    ],
  },
};

/** Compounds are known by their parts: `l’arbre`, `cease-fire`. */
function isKnown(found: string, speller: Speller): boolean {
  const straight = found.replaceAll('’', "'");
  if (speller.knows(found) || (straight !== found && speller.knows(straight))) return true;
  const parts = straight.split(/['-]/u);
  return (
    parts.length > 1 &&
    parts.every((part, at) => (at < parts.length - 1 && elided.test(part)) || part === 's' || speller.knows(part))
  );
}

/** The dictionary of the examples: three words. */
function dictionary(): Pick<TextInput, 'speller'> {
  const words = new Set(['a', 'tree', 'arbre']);
  return {
    speller: {
      knows: (word) => words.has(word),
      suggestions: (word) => (word === 'treee' ? ['tree'] : ['tree', 'the']),
    },
  };
}
