import { segmentLanguage } from '../model/article.ts';
import type { LanguageTag } from '../model/language.ts';
import type { TermMatch, Terms } from '../model/term.ts';
import { namedIn } from '../terminology/gazetteer/aliases.ts';
import { GAZETTEER_ORIGIN } from '../terminology/gazetteer/matches.ts';
import { presentNames } from '../terminology/gazetteer/present.ts';
import { capitalisedNames } from '../terminology/names/capitalised.ts';
import { nameDoubts } from '../terminology/names/doubts.ts';
import { isOfPlace } from '../terminology/names/likeness.ts';
import type { Prepared } from './prepare.ts';

/** A name of an article. */
export interface ListedName {
  spelling: string;
  /** Id of the entity or concept; absent where no table knows the name. */
  entity?: string;
  /** What the house writes; absent where nobody knows. */
  house?: string;
  /**
   * Who says so. `glossary`: a glossary or a house style. `gazetteer`. `witness`: the article itself, which writes otherwise elsewhere.
   * `key`: the convention of the original's press, a guess. `none`: letters alone say that it is a name.
   */
  evidence: 'glossary' | 'gazetteer' | 'witness' | 'key' | 'none';
  /** How often it stands in the article. */
  count: number;
}

type Placed = Omit<ListedName, 'count' | 'spelling'> & { start: number; end: number; text: string };

/** The names of an article in the order in which they first stand there; furniture, credit lines and bylines are left out. */
export function listNames(
  { delivered, source, original }: Prepared,
  { findTerms }: Terms,
  usage: { style?: string; date?: string },
): ListedName[] {
  const segments = delivered.segments.flatMap((segment) => {
    const role = delivered.blocks[segment.block]?.role ?? 'body';
    const left = role === 'furniture' || role === 'slug' || role === 'credit';
    return left ? [] : [{ text: segment.text, language: segmentLanguage(delivered, segment), role }];
  });
  const mentioned = new Set(segments.flatMap(({ text, language }) => namedIn(text, language)));
  const from = original.language ? { from: [original.language] } : {};
  const texts = segments.map((segment) => ({
    ...segment,
    terms: findTerms(segment.text, segment.language, { mentioned, ...from }),
  }));
  const doubts = nameDoubts(texts, delivered.language, {
    language: original.language,
    ...(source ? { text: source.segments.map(({ text }) => text).join('\n') } : {}),
  });
  const listed = new Map<string, ListedName>();
  for (const [index, { text, language, terms }] of texts.entries()) {
    const guessed = (doubts[index] ?? []).flatMap(({ start, end, text: written, kind, other }): Placed[] =>
      kind !== 'variant' && kind !== 'looks-like'
        ? []
        : [{ start, end, text: written, house: other, evidence: kind === 'variant' ? 'witness' : 'key' }],
    );
    for (const { text: spelling, entity, house, evidence } of found(text, language, terms, guessed, usage)) {
      const key = JSON.stringify([spelling, entity, evidence]);
      const known = listed.get(key);
      if (known) known.count += 1;
      else
        listed.set(key, {
          spelling,
          ...(entity !== undefined ? { entity } : {}),
          ...(house !== undefined ? { house } : {}),
          evidence,
          count: 1,
        });
    }
  }
  return [...listed.values()];
}

/** The names of one text; where two overlap, who knows more of it is believed. */
function found(
  text: string,
  language: LanguageTag,
  terms: TermMatch[],
  guessed: Placed[],
  usage: { style?: string; date?: string },
): Placed[] {
  const present = presentNames(text, language, usage);
  // A rule of a style speaks of a wording; whose name it is the gazetteer may know.
  const entityAt = (start: number, concept: string) =>
    concept.startsWith('style:') ? (present.find((name) => name.start === start)?.entity ?? concept) : concept;
  const taken: Placed[] = [];
  const add = (names: Placed[]) => {
    const free = names.filter(({ start, end }) => taken.every((other) => other.end <= start || other.start >= end));
    taken.push(...free);
  };
  add(
    terms
      .filter(({ term }) => term.kind !== 'term')
      .map(({ start, end, text: written, concept, accepted, origin }) => ({
        ...{ start, end, text: written, entity: entityAt(start, concept), house: accepted[0] ?? written },
        evidence: origin === GAZETTEER_ORIGIN ? 'gazetteer' : 'glossary',
      })),
  );
  add(guessed);
  add(present.map((name) => ({ ...name, evidence: 'gazetteer' as const })));
  add(
    capitalisedNames(text, language)
      .filter((name) => !name.doubtful && !isOfPlace(name.text))
      .map(({ start, end, text: written }) => ({ start, end, text: written, evidence: 'none' as const })),
  );
  return taken.sort((a, b) => a.start - b.start);
}
