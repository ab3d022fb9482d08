import { createHash } from 'node:crypto';
import type { LanguageTag } from '../model/language.ts';
import { sameLanguage } from '../model/language.ts';
import type { Concept } from '../model/term.ts';
import { acceptedForms } from './entry.ts';

/** The entries of a pair as a service's glossary has them. */
export interface GlossaryEntries {
  /** Hash of the entries. */
  key: string;
  entries: { source: string; target: string }[];
}

/**
 * Everything that some concepts prescribe for a pair: each source wording with the preferred target form. Where two concepts have one
 * wording the first one counts, as in the finder. Made once for a list of concepts and a pair.
 */
export function glossaryEntries(concepts: Concept[], from: LanguageTag, to: LanguageTag): GlossaryEntries {
  let pairs = made.get(concepts);
  if (!pairs) {
    pairs = new Map();
    made.set(concepts, pairs);
  }
  const pair = `${from}>${to}`;
  let result = pairs.get(pair);
  if (!result) {
    const targets = new Map<string, string>();
    for (const concept of concepts) {
      const preferred = acceptedForms(concept, to)[0];
      for (const { language, text } of concept.terms) {
        // A brand or a title stands in every language as it does in the source.
        const target = preferred ?? (concept.doNotTranslate ? text : undefined);
        if (target !== undefined && sameLanguage(language, from) && !targets.has(text)) targets.set(text, target);
      }
    }
    const entries = [...targets].map(([source, target]) => ({ source, target }));
    const key = createHash('sha256')
      .update(JSON.stringify([...targets]))
      .digest('hex');
    result = { key, entries };
    pairs.set(pair, result);
  }
  return result;
}

const made = new WeakMap<Concept[], Map<string, GlossaryEntries>>();
