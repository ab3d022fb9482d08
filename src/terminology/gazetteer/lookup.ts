import type { LanguageTag } from '../../model/language.ts';
import type { Entity, Form } from './entity.ts';
import { evened } from './evened.ts';
import { spellingsOf } from './spellings.ts';

/** An entity and which of its forms was asked for. */
export interface Found {
  entity: Entity;
  form: Form;
}

/**
 * The entities that a language calls so, the most trusted first: curated rows, CLDR, GeoNames. Case and diacritics count; apostrophes,
 * hyphens and composition do not, nor does a capital at the start, nor in French the accent of a first capital (`Etats-Unis`). Forms of
 * every status are found; a namesake gives several entities, an unknown name none.
 */
export function lookup(spelling: string, language: LanguageTag): Found[] {
  const own = spellingsOf(language).byText.get(evened(spelling).text)?.own ?? [];
  return own.map(({ entity, form }) => ({ entity, form }));
}
