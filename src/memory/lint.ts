import type { InlineCode } from '../model/article.ts';
import { baseLanguage, type LanguageTag, UNDETERMINED } from '../model/language.ts';
import { sourceKey } from './key.ts';

/** What can be wrong with a unit. `duplicate` says no more than a unit that is named in `other`; `inconsistent` translates its source otherwise. */
export type LintKind = 'empty' | 'same' | 'codes' | 'language' | 'duplicate' | 'inconsistent';

export interface LintFinding {
  kind: LintKind;
  unit: string;
  language: LanguageTag;
  text: string;
  /** The unit that stays, for `duplicate`; one that says otherwise, for `inconsistent`. */
  other?: string;
}

/** A unit as it is examined; the source first. */
export interface LintedUnit {
  id: string;
  usageCount: number;
  changedAt: Date | null;
  createdAt: Date | null;
  variants: {
    language: LanguageTag;
    text: string;
    codes: InlineCode[];
    previous: string | null;
    next: string | null;
  }[];
}

/** Shorter texts say too little about their language. */
const TELLING = 40;

interface Seen {
  unit: string;
  language: LanguageTag;
  text: string;
  context: string | undefined;
  worth: number;
}

/**
 * Examines the units of a memory: each by itself as it is seen, and all of them together at the end.
 *
 * Units with the same texts in different places of an article are no duplicates, for in-context matches live on them; one without context
 * beside them is.
 */
export class MemoryLint {
  readonly #detect: (text: string, stated: LanguageTag) => LanguageTag;
  readonly #same = new Map<string, Seen[]>();
  readonly #targets = new Map<string, Seen[]>();

  /** @param detect the language of a text, `und` where nobody can know */
  constructor(detect: (text: string, stated: LanguageTag) => LanguageTag) {
    this.#detect = detect;
  }

  see(unit: LintedUnit): LintFinding[] {
    const [source, ...targets] = unit.variants;
    if (!source) return [];
    const context = source.previous === null ? undefined : `${source.previous} ${source.next}`;
    const worth = unit.usageCount * 1e15 + ((unit.changedAt ?? unit.createdAt)?.getTime() ?? 0);
    const seen = (language: LanguageTag, text: string): Seen => ({ unit: unit.id, language, text, context, worth });
    const texts = unit.variants.map(({ language, text }) => `${language} ${sourceKey(text)}`);
    remember(this.#same, texts.join('\n'), seen(source.language, source.text));
    const findings: LintFinding[] = [];
    const find = (kind: LintKind, { language, text }: { language: LanguageTag; text: string }) =>
      findings.push({ kind, unit: unit.id, language, text });
    for (const variant of unit.variants) {
      if (variant.text.trim() === '') find('empty', variant);
      if (unpaired(variant.codes)) find('codes', variant);
      if (this.#isForeign(variant)) find('language', variant);
    }
    for (const target of targets) {
      remember(
        this.#targets,
        `${source.language} ${sourceKey(source.text)}\n${target.language}`,
        seen(target.language, target.text),
      );
      const words = /\p{L}{2}.*\s.*\p{L}{2}/su;
      if (baseLanguage(target.language) !== baseLanguage(source.language) && words.test(target.text))
        if (sourceKey(target.text) === sourceKey(source.text)) find('same', target);
      if (markup(source.codes) !== markup(target.codes) && !findings.some(({ kind }) => kind === 'codes'))
        find('codes', target);
    }
    return findings;
  }

  /** What only all units together show. */
  end(): LintFinding[] {
    const findings: LintFinding[] = [];
    for (const group of this.#same.values()) {
      if (group.length < 2) continue;
      const best = group.toSorted(
        (a, b) => Number(b.context !== undefined) - Number(a.context !== undefined) || b.worth - a.worth,
      );
      const kept = new Map<string | undefined, string>();
      for (const { unit, language, text, context } of best) {
        const other = context === undefined ? [...kept.values()][0] : kept.get(context);
        if (other === undefined) kept.set(context, unit);
        else findings.push({ kind: 'duplicate', unit, language, text, other });
      }
    }
    for (const group of this.#targets.values()) {
      const [first, ...others] = group;
      const different = others.find(({ text }) => first && sourceKey(text) !== sourceKey(first.text));
      if (!first || !different) continue;
      const { unit, language, text } = different;
      findings.push({ kind: 'inconsistent', unit, language, text, other: first.unit });
    }
    return findings;
  }

  #isForeign({ language, text }: { language: LanguageTag; text: string }): boolean {
    if (text.length < TELLING) return false;
    const detected = this.#detect(text, language);
    return detected !== UNDETERMINED && baseLanguage(detected) !== baseLanguage(language);
  }
}

function remember(map: Map<string, Seen[]>, key: string, seen: Seen): void {
  const group = map.get(key);
  if (group) group.push(seen);
  else map.set(key, [seen]);
}

/** A code that names another end which is not there. */
function unpaired(codes: InlineCode[]): boolean {
  const ids = new Set(codes.map((code) => code.id));
  return codes.some((code) => code.pair !== undefined && !ids.has(code.pair));
}

/** The markup of a text, whatever its order: a translation needs the same. */
function markup(codes: InlineCode[]): string {
  return codes
    .map(({ kind, data }) => `${kind} ${data}`)
    .sort()
    .join('\n');
}
