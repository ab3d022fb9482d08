import type { TermRow } from '../model/term.ts';
import { NumberTable } from './number-table.ts';
import { tokenize } from './tokens.ts';

/** Something that a person should look at in a glossary. */
export interface GlossaryFinding {
  kind: 'duplicate' | 'contradiction' | 'two-preferred' | 'elsewhere-wrong' | 'one-letter' | 'punctuation' | 'pattern';
  line: number;
  /** The line that it repeats or contradicts. */
  first?: number;
  concept: string;
  language: string;
  text: string;
}

/** What a row says of its wording, in three bits. */
const statusBits = { preferred: 0, admitted: 1, superseded: 2, deprecated: 3 } as const;
const FORBIDDEN = 4;
const BITS = 8;

/**
 * Looks at the rows of a glossary one after the other. It keeps three pairs of numbers a row and none of the texts: some 100 MB for a
 * million rows, in a process that peaks at 420 MB.
 */
export class GlossaryLint {
  /** Wording of a concept in a language: its line and what it says. */
  readonly #wordings = new NumberTable();
  /** Concept in a language: the line of its preferred wording. */
  readonly #preferred = new NumberTable();
  /** Wording in a language, whatever the concept: the line where it was first seen, and whether it was right there. */
  readonly #texts = new NumberTable();

  see({ line, concept, term }: TermRow): GlossaryFinding[] {
    const { language, text, status, forbidden } = term;
    const found: GlossaryFinding[] = [];
    const say = (kind: GlossaryFinding['kind'], first?: number) =>
      found.push({ kind, line, ...(first !== undefined ? { first } : {}), concept, language, text });
    const says = statusBits[status] + (forbidden ? FORBIDDEN : 0);
    const wording = hash(`${concept}\n${language}\n${text}`);
    const known = this.#wordings.get(wording);
    if (known !== undefined) say(known % BITS === says ? 'duplicate' : 'contradiction', Math.floor(known / BITS));
    else this.#wordings.set(wording, line * BITS + says);

    const timeless = !term.styles && !term.validFrom && !term.validTo;
    if (status === 'preferred' && timeless && known === undefined) {
      const group = hash(`${concept}\n${language}`);
      const other = this.#preferred.get(group);
      if (other !== undefined) say('two-preferred', other);
      else this.#preferred.set(group, line);
    }

    const right = says <= statusBits.admitted;
    const anywhere = hash(`${language}\n${text}`);
    const elsewhere = this.#texts.get(anywhere);
    if (elsewhere === undefined) this.#texts.set(anywhere, line * 2 + Number(right));
    else if (known === undefined && Boolean(elsewhere % 2) !== right) say('elsewhere-wrong', Math.floor(elsewhere / 2));

    const words = tokenize(text);
    if (words.length === 0) say('punctuation');
    else if (words.length === 1 && [...text.trim()].length === 1) say('one-letter');
    if (words.length > 0 && looksLikePattern(text)) say('pattern');
    return found;
  }
}

/** Whether somebody may have meant a regular expression or a wildcard; it is matched as it is written all the same. */
function looksLikePattern(text: string): boolean {
  return (
    /\\[bdswBDSWpP.]|[[(][^\])]*[\])][*+?]|\.[*+]|^\^|\$$|[*?]$|\w\|\w/u.test(text) && !/^C\+\+$|[?!]$/u.test(text)
  );
}

/** A text as a number of 53 bits: two hashes of FNV-1a with different beginnings. Two of a million texts share one with odds of 1 in 18,000. */
function hash(text: string): number {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ unit, 0x5bd1e995) ^ (b >>> 13);
  }
  return (a >>> 0) * 0x200000 + (b >>> 11) + 1;
}
