import type { LanguageTag } from '../../model/language.ts';
import type { AliasLookup } from '../names/aliases.ts';
import type { IndexedName } from '../names/linker.ts';
import { holds, houseForms, type Usage } from './house.ts';
import { lookup } from './lookup.ts';
import { gazetteer } from './tables.ts';

/** The gazetteer as the table that goes before every convention: spellings of any language, with the English forms of their entities. */
export function gazetteerAliases(usage: Usage = {}): AliasLookup {
  return {
    find: (spelling, language) =>
      lookup(spelling, language).flatMap(({ entity, form }) => {
        const [house] = houseForms(entity, 'en', form, usage);
        const accepted = houseForms(entity, 'en', form, { date: usage.date }).map(({ text }) => text);
        return house ? [{ house: house.text, accepted }] : [];
      }),
  };
}

/** Every form that is right in a language today, for linking spellings to. Family names alone are left out: many people share them. */
export function rightNames(language: LanguageTag): IndexedName[] {
  return gazetteer().flatMap((entity) =>
    (entity.forms.get(language) ?? [])
      .filter((form) => form.kind === 'name' && holds(form, undefined))
      .map(({ text }) => ({ name: text, type: entity.type, entity: entity.id })),
  );
}

/**
 * Whether two names of a language may be names of one entity of the gazetteer, whatever their dates: `Viktor Yanukovich` and
 * `Viktor Yanukovych`. Names are compared as `folded` writes them.
 */
export function namesOfOne(
  language: LanguageTag,
  folded: (name: string) => string,
): (one: string, other: string) => boolean {
  const entities = new Map<string, Set<string>>();
  for (const { id, forms } of gazetteer())
    for (const { text, status, kind } of forms.get(language) ?? []) {
      if (status === 'deprecated' || kind === 'surname') continue;
      const name = folded(text);
      entities.set(name, (entities.get(name) ?? new Set()).add(id));
    }
  return (one, other) => {
    const known = entities.get(folded(one));
    return known !== undefined && entities.get(folded(other))?.isDisjointFrom(known) === false;
  };
}
