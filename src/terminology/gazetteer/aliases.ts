import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import { isAllCapitals } from './context.ts';
import { evened } from './evened.ts';
import type { AliasOptions } from './house.ts';
import { judge, type Verdict } from './judge.ts';
import { type NameSpan, namesIn } from './scan.ts';

/** A name in a text that the text's language, style or date has otherwise. */
export interface Alias extends Verdict {
  /** Half-open UTF-16 offsets in the text. */
  start: number;
  end: number;
  text: string;
}

/**
 * Finds the names of a text that are written as another language writes them (`Idleb` in English), as nobody writes them any more, or as
 * the house does not, each with the forms that should stand there. Whole words, longest name first, no overlaps, in text order; case
 * counts. Right names are passed over, and so are spellings that are right for another entity.
 *
 * @param language of the text; a language that the gazetteer does not have gives no aliases.
 */
export function aliasesIn(text: string, language: LanguageTag, options: AliasOptions = {}): Alias[] {
  const base = baseLanguage(language);
  const even = evened(text);
  const names = namesIn(even.text, base);
  const present = new Set([...(options.mentioned ?? []), ...names.flatMap(namedInFull)]);
  const capitals = isAllCapitals(even.text);
  const aliases: Alias[] = [];
  for (const name of names) {
    // No form could be put into such a word as it stands.
    if (name.contracted) continue;
    const verdict = judge(name, { text: even.text, language: base, capitals, present, options });
    if (!verdict) continue;
    const [start, end] = [even.at(name.start), even.at(name.end)];
    aliases.push({ start, end, text: text.slice(start, end), ...verdict });
  }
  return aliases;
}

/** Ids of the entities that a text names in full, in whatever language: what `mentioned` takes. */
export function namedIn(text: string, language: LanguageTag): string[] {
  return namesIn(evened(text).text, baseLanguage(language)).flatMap(namedInFull);
}

/** Ids of the entities whose name in full the spelling is, in whatever language. */
function namedInFull({ spelling: { own, foreign } }: NameSpan): string[] {
  return [...own, ...foreign].filter(({ form }) => form.kind !== 'surname').map(({ entity }) => entity.id);
}
