import type { Role } from '../../model/article.ts';
import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import type { NameDoubt } from '../../model/name.ts';
import { contextOf, isAllCapitals } from '../gazetteer/context.ts';
import type { Entity, Form } from '../gazetteer/entity.ts';
import { evened } from '../gazetteer/evened.ts';
import { holds } from '../gazetteer/house.ts';
import { namesIn } from '../gazetteer/scan.ts';

/** A piece of an article. */
export interface MentioningText {
  text: string;
  language: LanguageTag;
  role: Role;
}

/** A doubt about how an article introduces somebody, and about whom. */
export interface MentionDoubt extends NameDoubt {
  /** Index of the text. */
  at: number;
  entity: string;
}

/** A name of the gazetteer in a text, as a text of its language may have it. */
interface Mention {
  at: number;
  start: number;
  end: number;
  text: string;
  entity: Entity;
  kind: Form['kind'];
  role: Role;
  /** In somebody's own words, or a part of a longer name: such a mention has its own reasons. */
  excused: boolean;
}

/** Bodies that every reader knows by their letters. */
const known = new Set(['org:nato', 'org:un', 'org:eu', 'org:afp', 'org:ap']);

/**
 * How an article introduces people and bodies: a family name before the full name (`short-first`); an acronym before it is expanded
 * (`acronym-first`), without ever being expanded (`unexpanded`), or expanded once more (`expanded-again`). Only running text is looked at, and
 * only what one entity of the gazetteer can be; what a quotation says is left alone, and full names in headlines count as introductions.
 */
export function mentionDoubts(texts: MentioningText[], language: LanguageTag): MentionDoubt[] {
  const mentions = texts.flatMap((text, at) => (sameBase(text.language, language) ? mentionsIn(text, at) : []));
  const doubts: MentionDoubt[] = [];
  for (const [, all] of Map.groupBy(mentions, ({ entity }) => entity.id)) {
    const entity = (all[0] as Mention).entity;
    if (entity.type === 'person') doubts.push(...shortFirst(all));
    else if (!known.has(entity.id)) doubts.push(...acronyms(all, entity, texts, language));
  }
  return doubts.sort((a, b) => a.at - b.at || a.start - b.start);
}

function sameBase(one: LanguageTag, other: LanguageTag): boolean {
  return baseLanguage(one) === baseLanguage(other);
}

function mentionsIn({ text, language, role }: MentioningText, at: number): Mention[] {
  if (role === 'furniture' || role === 'slug' || role === 'credit' || role === 'keywords') return [];
  const even = evened(text);
  if (isAllCapitals(even.text)) return [];
  const base = baseLanguage(language);
  return namesIn(even.text, base).flatMap(({ start, end, spelling, contracted }): Mention[] => {
    const sightings = spelling.own.length > 0 ? spelling.own : spelling.foreign;
    const [first] = sightings;
    if (!first || new Set(sightings.map(({ entity }) => entity.id)).size > 1) return [];
    const [from, to] = [even.at(start), even.at(end)];
    const excused = contracted || insideQuotation(text, from) || contextOf(even.text, start, end, base).partOfName;
    const { entity, form } = first;
    return [{ at, start: from, end: to, text: text.slice(from, to), entity, kind: form.kind, role, excused }];
  });
}

/** Whether a quotation is open before a place. Straight marks open and close in turn. */
function insideQuotation(text: string, place: number): boolean {
  const before = text.slice(0, place);
  const count = (mark: RegExp) => before.match(mark)?.length ?? 0;
  return count(/[“«„]/gu) > count(/[”»]/gu) || count(/"/gu) % 2 === 1;
}

function shortFirst(mentions: Mention[]): MentionDoubt[] {
  const full = mentions.findIndex(({ kind }) => kind !== 'surname');
  const introduction = mentions[full];
  if (introduction?.role !== 'body') return [];
  const [early] = mentions.slice(0, full).filter(({ role, excused }) => role === 'body' && !excused);
  return early ? [doubt(early, 'short-first', introduction.text, [introduction.text])] : [];
}

function acronyms(mentions: Mention[], entity: Entity, texts: MentioningText[], language: LanguageTag): MentionDoubt[] {
  const doubts: MentionDoubt[] = [];
  const full = mentions.findIndex(({ kind }) => kind === 'name');
  const introduction = mentions[full];
  const before = full < 0 ? mentions : mentions.slice(0, full);
  const early = before.find(({ kind, role, excused }) => kind === 'acronym' && role === 'body' && !excused);
  if (early && introduction) {
    // `OCHA (the Office for …)` is an expansion as well.
    const glossed = introduction.at === early.at && introduction.start - early.end < 8;
    if (!glossed && introduction.role === 'body')
      doubts.push(doubt(early, 'acronym-first', introduction.text, [`${introduction.text} (${early.text})`]));
  } else if (early) {
    const form = nameOf(entity, language);
    if (form !== undefined) doubts.push(doubt(early, 'unexpanded', form, [`${form} (${early.text})`]));
  }
  const expanded = mentions.flatMap((mention, index) => {
    const next = mentions[index + 1];
    const between = texts[mention.at]?.text.slice(mention.end, next?.start) ?? '';
    const expands = mention.kind === 'name' && next?.kind === 'acronym' && next.at === mention.at && between === ' (';
    return expands && mention.role === 'body' ? [{ mention, acronym: next }] : [];
  });
  for (const { mention, acronym } of expanded.slice(1)) {
    const text = texts[mention.at]?.text ?? '';
    if (mention.excused || text.charAt(acronym.end) !== ')') continue;
    const whole = { ...mention, end: acronym.end + 1, text: text.slice(mention.start, acronym.end + 1) };
    doubts.push(doubt(whole, 'expanded-again', acronym.text, [acronym.text]));
  }
  return doubts;
}

/** What a body is called in full today; absent where only its letters are known. */
function nameOf(entity: Entity, language: LanguageTag): string | undefined {
  const forms = entity.forms.get(baseLanguage(language)) ?? [];
  return forms.find((form) => form.kind === 'name' && form.text.includes(' ') && holds(form, undefined))?.text;
}

function doubt(mention: Mention, kind: NameDoubt['kind'], other: string, suggestions: string[]): MentionDoubt {
  const { at, start, end, text, entity } = mention;
  return { at, start, end, text, kind, other, suggestions, entity: entity.id };
}
