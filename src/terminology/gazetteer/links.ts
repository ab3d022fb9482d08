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
