import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import type { Entity, Form } from './entity.ts';

/** What decides which of several right forms a text should have. */
export interface Usage {
  /** The house style (`ap`, `un`, a desk's own); absent: any form that some style writes is right. */
  style?: string | undefined;
  /** The article's date, `2022-07-14` or its beginning; absent: forms that hold until today. */
  date?: string | undefined;
}

/** What is known about a text whose names are looked at. */
export interface AliasOptions extends Usage {
  /** The languages that the text may have its names from, such as the original's; absent: every language of the gazetteer. */
  from?: readonly LanguageTag[] | undefined;
  /** Ids of entities that the article names in full elsewhere: their family names alone are then theirs. */
  mentioned?: Iterable<string> | undefined;
}

/** Whether a form is right at the date. Both ends count: in the month of a change either form is right. */
export function holds({ status, from, to }: Form, date: string | undefined): boolean {
  if (status === 'deprecated') return false;
  if (date === undefined) return to === undefined;
  const month = date.slice(0, 7);
  // A date that is only a year is in a form's time when some month of it is.
  return !(from && month < from.slice(0, month.length)) && !(to && month > to.slice(0, month.length));
}

/** Whether a style writes the form; forms that name no style are everybody's. */
export function inStyle({ styles }: Form, style: string | undefined): boolean {
  return style === undefined || styles === undefined || styles.includes(style);
}

/**
 * The forms of an entity that a text in the language should have, the best first: those of one group (full name for full name, family name
 * for family name), valid at the date, in the style; a form that the style names itself before the others, and a form for a time that has
 * both ends before one that always holds (`Nur-Sultan` in 2020). A style for which no form is left takes what every other style writes.
 * Without a form in the group the other groups serve, but a full name never stands for a family name.
 */
export function houseForms(
  entity: Entity,
  language: LanguageTag,
  like: Pick<Form, 'group' | 'kind'>,
  usage: Usage = {},
): Form[] {
  const valid = (entity.forms.get(baseLanguage(language)) ?? []).filter((form) => holds(form, usage.date));
  const same = valid.filter(({ group }) => group === like.group);
  const pool = same.length > 0 || like.kind === 'surname' ? same : valid.filter(({ kind }) => kind !== 'surname');
  const styled = pool.filter((form) => inStyle(form, usage.style));
  return (styled.length > 0 ? styled : pool).toSorted((a, b) => rank(a, usage) - rank(b, usage));
}

function rank(form: Form, { style }: Usage): number {
  const named =
    style !== undefined && form.styles?.includes(style) ? 0 : form.status === 'preferred' ? 2 : form.styles ? 6 : 4;
  return named + (form.from && form.to && !form.styles ? -3 : 0);
}
