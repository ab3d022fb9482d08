import type { Role } from '../../model/article.ts';
import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import type { NameDoubt } from '../../model/name.ts';
import type { TermMatch } from '../../model/term.ts';
import { evened } from '../gazetteer/evened.ts';
import { namesIn } from '../gazetteer/scan.ts';
import { capitalisedNames } from './capitalised.ts';
import { lookalike } from './likeness.ts';
import { type MentionDoubt, mentionDoubts } from './mentions.ts';
import { orders, type PlacedName, variants } from './witness.ts';

/** A piece of an article with the wordings that the term base knows in it. */
export interface NamedText {
  text: string;
  language: LanguageTag;
  role: Role;
  terms: TermMatch[];
}

/** What is known of the article's original. */
export interface OriginalOf {
  /** Declared or inferred. */
  language?: LanguageTag | undefined;
  /** Its text, where it is at hand. */
  text?: string;
  /** What is to be said of how the original itself introduces people and bodies: it is not said again of its translation. */
  mentions?: Pick<MentionDoubt, 'entity' | 'kind'>[];
}

const silent = new Set<Role>(['furniture', 'slug', 'credit']);

/**
 * What the names of an article say of one another, and what the convention of its original's press says of names that no table knows: one
 * list a text, in order. Pieces in another language than the article's are left out.
 */
export function nameDoubts(texts: NamedText[], language: LanguageTag, original: OriginalOf = {}): NameDoubt[][] {
  const base = baseLanguage(language);
  const own = texts.map(({ text, language: of, role }) => (baseLanguage(of) === base && !silent.has(role) ? text : ''));
  const names = own.map((text) => capitalisedNames(text, base));
  const wrong = ({ term }: TermMatch) => term.status === 'deprecated' || term.status === 'superseded';
  const free: PlacedName[] = names.flatMap((all, at) =>
    all.filter((name) => !overlaps(name, (texts[at]?.terms ?? []).filter(wrong))).map((name) => ({ ...name, at })),
  );
  const found: (NameDoubt & { at: number })[] = variants(free, base, original.language, original.text);
  if (base === 'en') found.push(...orders(own, (name, at) => houseForm(name, texts[at]?.terms ?? [])));
  const told = (doubt: MentionDoubt) =>
    original.mentions?.some(({ entity, kind }) => entity === doubt.entity && kind === doubt.kind) === true;
  for (const { entity: _, ...doubt } of mentionDoubts(texts, language).filter((one) => !told(one))) found.push(doubt);
  if (original.language) {
    const asked = new Map<string, NameDoubt | undefined>();
    const spoken = new Set(found.map(({ text }) => text));
    const known = own.map((text) => knownIn(text, base));
    for (const name of free) {
      // A family name that a table knows is but a part of a longer name; one that covers the name is it.
      const covering = (known[name.at] ?? []).filter(
        ({ start, end }) => start < name.start || end > name.end || end - start === name.end - name.start,
      );
      if (spoken.has(name.text) || overlaps(name, [...(texts[name.at]?.terms ?? []), ...covering])) continue;
      if (!asked.has(name.text)) asked.set(name.text, lookalike(name, base, original.language, original.text));
      const doubt = asked.get(name.text);
      if (doubt) found.push({ ...doubt, at: name.at, start: name.start, end: name.end });
    }
  }
  return texts.map((_, index) =>
    found.flatMap(({ at, ...doubt }) => (at === index ? [doubt] : [])).sort((a, b) => a.start - b.start),
  );
}

/** Where names of the gazetteer stand in a text that are right in its language. */
function knownIn(text: string, language: LanguageTag): { start: number; end: number }[] {
  const even = evened(text);
  return namesIn(even.text, language)
    .filter(({ spelling }) => spelling.own.length > 0)
    .map(({ start, end }) => ({ start: even.at(start), end: even.at(end) }));
}

function houseForm(name: string, terms: TermMatch[]): string {
  return terms.find(({ text }) => text === name)?.accepted[0] ?? name;
}

function overlaps({ start, end }: { start: number; end: number }, others: { start: number; end: number }[]): boolean {
  return others.some((other) => other.start < end && start < other.end);
}
