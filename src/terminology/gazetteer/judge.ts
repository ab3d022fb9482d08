import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import { contextOf } from './context.ts';
import type { Entity, EntitySource, Form } from './entity.ts';
import { type Gate, gateOf } from './gates.ts';
import { type AliasOptions, holds, houseForms, inStyle } from './house.ts';
import type { NameSpan } from './scan.ts';
import type { Sighting } from './spellings.ts';

/** What is wrong with a name and what should stand there. */
export interface Verdict {
  entity: Entity;
  /**
   * `foreign`: as another language writes it. `outdated`: right at another time. `deprecated`: never right here. `style`: right, but the
   * house writes otherwise.
   */
  why: 'foreign' | 'outdated' | 'deprecated' | 'style';
  /** The languages that write so; for the other reasons the text's own. */
  from: LanguageTag[];
  /** The forms that should stand there, the house form first; never empty. */
  forms: Form[];
  /** Whether the spelling can only be this name: certain enough to be replaced unasked. */
  certain: boolean;
}

/** What judging a name needs to know of its text. */
export interface Passage {
  /** Evened. */
  text: string;
  language: LanguageTag;
  /** Everything is in capitals. */
  capitals: boolean;
  /** Ids of the entities that the text names in full. */
  present: ReadonlySet<string>;
  options: AliasOptions;
}

const trust: Record<EntitySource, number> = { curated: 0, cldr: 1, geonames: 2 };

/** CLDR's countries are as well tended as curated rows; its cities only stand for time zones. */
function trustIn({ source, type }: Entity): number {
  return type === 'country' ? 0 : trust[source];
}

/** The verdict on a name of a text, or undefined where it is right, or may be. */
export function judge(name: NameSpan, passage: Passage): Verdict | undefined {
  const { own } = name.spelling;
  const { style, date } = passage.options;
  const valid = own.filter(({ form }) => holds(form, date));
  if (valid.some(({ form }) => inStyle(form, style))) {
    // A name of a small place somewhere does not excuse a name of the news that is out of date or of another language.
    const curated = own.filter(({ entity }) => entity.source === 'curated');
    const lapsed = curated.length > 0 && curated.every(({ form }) => !holds(form, date));
    if (lapsed) return lapsedVerdict(curated, passage, false);
    return valid.every(isMinor) ? foreignVerdict(name, passage, false) : undefined;
  }
  if (valid.length > 0) return styleVerdict(name, valid, passage);
  if (own.length > 0) return lapsedVerdict(own, passage, true);
  return foreignVerdict(name, passage, true);
}

/** A row of GeoNames that has an English name only: a place that no other language speaks of. */
function isMinor({ entity }: Sighting): boolean {
  return entity.source === 'geonames' && [...entity.forms.keys()].filter((language) => language !== 'ar').length === 1;
}

function styleVerdict(name: NameSpan, valid: Sighting[], passage: Passage): Verdict | undefined {
  const { style } = passage.options;
  for (const { entity, form } of valid) {
    const forms = houseForms(entity, passage.language, form, passage.options).filter((house) => inStyle(house, style));
    if (forms.length === 0) continue;
    const sameLetters = forms[0]?.text.toLowerCase() === name.spelling.text.toLowerCase();
    const certain = form.kind === 'acronym' && sameLetters && !passage.capitals;
    return { entity, why: 'style', from: [passage.language], forms, certain };
  }
  return undefined;
}

function lapsedVerdict(own: Sighting[], passage: Passage, alone: boolean): Verdict | undefined {
  const [{ entity, form } = { entity: undefined, form: undefined }] = own;
  if (!entity || isHistory(form, entity, passage)) return undefined;
  const forms = houseForms(entity, passage.language, form, passage.options).filter((house) => house.text !== form.text);
  if (forms.length === 0) return undefined;
  const why = form.status === 'deprecated' ? 'deprecated' : 'outdated';
  return { entity, why, from: [passage.language], forms, certain: alone && why === 'deprecated' };
}

/** Years for which a name that was given up is a slip; later, who writes it means the past. */
const memory = 25;

/** The year from which a text without a date counts. */
const present = 2025;

/** `Persia`, `Zaire`: given up long ago, and no language writes so today from which it could have slipped in (French has `Bombay`). */
function isHistory({ text, to }: Form, entity: Entity, { options: { date } }: Passage): boolean {
  const year = date ? Number(date.slice(0, 4)) : present;
  if (!to || year - Number(to.slice(0, 4)) <= memory) return false;
  return ![...entity.forms.values()].some((forms) => forms.some((form) => form.text === text && holds(form, date)));
}

function foreignVerdict(name: NameSpan, passage: Passage, alone: boolean): Verdict | undefined {
  const { text, language, options } = passage;
  const bases = options.from?.map(baseLanguage);
  const known = name.spelling.foreign
    .filter((sighting) => !bases || bases.includes(sighting.language))
    .filter((sighting) => mayBeAlias(sighting, name, passage));
  const best = Math.min(...known.map(({ entity }) => trustIn(entity)));
  const meant = known.filter(({ entity }) => trustIn(entity) === best);
  const [first] = meant;
  if (!first) return undefined;
  const gate = gateOf(name.spelling.text, language);
  const { capitalExpected, partOfName } = contextOf(text, name.start, name.end, language);
  if (gate === 'never' || (gate === 'word' && capitalExpected)) return undefined;
  if (gate === 'from' && !options.from) return undefined;
  if (gate === 'person' && !passage.present.has(first.entity.id)) return undefined;
  if (partOfName && (first.entity.type === 'place' || !name.spelling.text.includes(' '))) return undefined;
  if (first.entity.source === 'geonames' && (!alone || gate || partOfName)) return undefined;
  const forms = unique(meant.flatMap(({ entity, form }) => houseForms(entity, language, form, options)));
  if (forms.length === 0) return undefined;
  const entities = new Set(meant.map(({ entity }) => entity.id));
  const certain = alone && entities.size === 1 && !partOfName && isCertain(first, gate, passage);
  return { entity: first.entity, why: 'foreign', from: [...new Set(meant.map((one) => one.language))], forms, certain };
}

/** Whether a spelling may be reported as an alias of an entity at all. */
function mayBeAlias({ entity, form, language }: Sighting, { spelling }: NameSpan, passage: Passage): boolean {
  const own = entity.forms.get(passage.language) ?? [];
  if (form.kind === 'acronym' && passage.capitals) return false;
  if (form.kind === 'surname' && (form.text.length < 4 || !own.some(({ kind }) => kind === 'surname'))) return false;
  if (entity.source === 'geonames') {
    // Catalan names of GeoNames, short ones, and those that say no more than another transliteration.
    const plain = transliterated(spelling.text);
    // Where two languages agree and this one alone differs, this one's name is as likely the odd one.
    const agreed = spelling.foreign.filter((other) => other.entity === entity && other.language !== 'ca').length > 1;
    return !agreed && language !== 'ca' && plain.length >= 4 && !own.some(({ text }) => transliterated(text) === plain);
  }
  // `Everest` is in `Mount Everest`, and `Mawasi` in `Al Mawasi`.
  const part = entity.type !== 'person' && own.some(({ text }) => ` ${text} `.includes(` ${spelling.text} `));
  if (part) return false;
  const almost = own.filter(({ text }) => bare(text) === bare(spelling.text));
  return almost.length === 0 || (trustIn(entity) === 0 && marksAreForeign(spelling.text, almost, entity));
}

/**
 * Whether a spelling that differs from the right one in marks, hyphens and case alone is worth a remark. Many English desks keep the accents
 * of people's names, none the diaeresis with which French transliterates (`Kaïs`); places whose accents are their own have both forms in
 * the table. Hyphens count in places (`Tel-Aviv`), but not those of the Arabic article.
 */
function marksAreForeign(spelling: string, own: Form[], { type }: Entity): boolean {
  const letters = unmarked(spelling).replaceAll(/[ -]/g, '').toLowerCase();
  const marked = own.every(
    ({ text }) => text.replaceAll(/[ -]/g, '').toLowerCase() !== spelling.replaceAll(/[ -]/g, '').toLowerCase(),
  );
  if (marked) return type !== 'person' || /[ïë]/.test(spelling);
  return (
    type === 'place' &&
    !/^(?:al|el|as|ar|ez)/.test(letters) &&
    own.every(({ text }) => text.toLowerCase() !== spelling.toLowerCase())
  );
}

function isCertain(
  { entity, form }: Sighting,
  gate: Gate | undefined,
  { present, language, options }: Passage,
): boolean {
  if ((gate && gate !== 'person') || entity.source !== 'curated') return false;
  const almost = entity.forms.get(language)?.some(({ text }) => bare(text) === bare(form.text));
  if (almost && entity.type !== 'place' && !/[ïë]/.test(form.text)) return false;
  if (form.kind === 'surname') return present.has(entity.id);
  // Letters in capitals may stand for anything; where the text is said to come from the language that has them, four are enough.
  if (form.kind === 'acronym')
    return form.text.length >= 4 && (/\p{Ll}/u.test(form.text) || options.from !== undefined);
  return form.text.length >= 4;
}

function unmarked(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '');
}

/** The letters of a name, without marks, case, hyphens and blanks; `Saint` is `St.` */
function bare(text: string): string {
  return unmarked(text)
    .replaceAll(/[\s'.-]/g, '')
    .toLowerCase()
    .replace(/^saint/, 'st');
}

/** `Koziatyn` and `Kozyatyn` are both English. */
function transliterated(text: string): string {
  return bare(text).replaceAll('y', 'i');
}

function unique(forms: Form[]): Form[] {
  return [...new Map(forms.map((form) => [form.text, form])).values()];
}
