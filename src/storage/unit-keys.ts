import { createHash } from 'node:crypto';
import type { InlineCode } from '../model/article.ts';

/** What the keys of a unit are made from; the first variant is its source. */
export interface KeyedUnit {
  origin: 'human' | 'mt';
  variants: {
    language: string;
    text: string;
    codes: InlineCode[];
    previous?: string | null;
    next?: string | null;
  }[];
}

/**
 * The two keys of a unit.
 *
 * `unit` is unique in a memory, so that two processes that add the same unit end with one. Where a unit may take the place of another
 * (rule `context`: its neighbours are known; rule `source`: always) it is made from languages and source, else from all texts: then only
 * the very same unit is the same. `content` tells whether anything of a unit's texts, codes or origin has changed.
 *
 * Stored rows carry these keys: another way of making them is another migration.
 */
export function unitKeys(unit: KeyedUnit, rule: 'context' | 'source' | 'never'): { unit: string; content: string } {
  const [source, ...targets] = unit.variants.map(({ language, text, codes }) => ({
    language,
    // Ids are numbered anew in every text.
    content: [language, text.normalize('NFC'), codes.map(({ kind, at, data }) => [kind, at, data])],
  }));
  const others = targets.sort((a, b) => compare(JSON.stringify(a.content), JSON.stringify(b.content)));
  const texts = [source?.content, ...others.map((target) => target.content)];
  const { previous = null, next = null } = unit.variants[0] ?? {};
  const known = previous !== null && next !== null;
  const languages = others.map((target) => target.language).sort();
  const replaces = rule === 'source' || (rule === 'context' && known);
  return {
    unit: replaces
      ? hash(['source', source?.content, languages, rule === 'source' ? null : [previous, next]])
      : hash(['texts', texts, known ? [previous, next] : null]),
    content: hash([unit.origin, texts]),
  };
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
