import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import { evened } from './evened.ts';
import { holds, houseForms, type Usage } from './house.ts';
import { namesIn } from './scan.ts';

/** A name of the gazetteer that stands in a text as the text's language writes it. Half-open UTF-16 offsets. */
export interface PresentName {
  start: number;
  end: number;
  /** The name as it is spelled. */
  text: string;
  /** Id of the entity; of several that are called so, the most trusted one. */
  entity: string;
  /** The form of the house. */
  house: string;
}

/** The names of a text that are right in its language at the date, in text order, without overlaps. */
export function presentNames(text: string, language: LanguageTag, usage: Usage = {}): PresentName[] {
  const even = evened(text);
  return namesIn(even.text, baseLanguage(language)).flatMap(({ start, end, spelling, contracted }) => {
    const meant = spelling.own.find(({ form }) => holds(form, usage.date)) ?? spelling.own[0];
    if (!meant) return [];
    const [at, until] = [even.at(start), even.at(end)];
    // `للقاهرة` has `القاهرة` in it, without its first letter.
    const written = contracted ? spelling.text : text.slice(at, until);
    const forms = houseForms(meant.entity, language, meant.form, usage).map((form) => form.text);
    return [{ start: at, end: until, text: written, entity: meant.entity.id, house: forms[0] ?? written }];
  });
}
