import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import type { Entity, Form } from './entity.ts';
import { gazetteer } from './tables.ts';

/** A form and whose it is. */
export interface Sighting {
  entity: Entity;
  form: Form;
  /** The language that writes so. */
  language: LanguageTag;
}

/** What a spelling is in texts of one language. */
export interface Spelling {
  text: string;
  /** As this language writes, rightly or, by date and status, no longer. */
  own: Sighting[];
  /** As another language writes an entity that this language calls otherwise. */
  foreign: Sighting[];
}

/** The spellings of one language, by their text and by their first word. */
export interface Spellings {
  byText: Map<string, Spelling>;
  /** The longest first. */
  byFirstWord: Map<string, Spelling[]>;
  /** 1 for each UTF-16 unit that one of the first words begins with. */
  beginnings: Uint8Array;
}

const built = new Map<LanguageTag, Spellings>();

/** The spellings that matter in texts of a language; made at the first call for it and kept. */
export function spellingsOf(language: LanguageTag): Spellings {
  const base = baseLanguage(language);
  let spellings = built.get(base);
  if (!spellings) {
    spellings = build(base);
    built.set(base, spellings);
  }
  return spellings;
}

function build(language: LanguageTag): Spellings {
  const byText = new Map<string, Spelling>();
  for (const entity of gazetteer()) {
    const own = entity.forms.get(language);
    if (!own) continue;
    for (const form of own) {
      const sighting = { entity, form, language };
      for (const text of variants(form.text, language, true)) spelling(byText, text).own.push(sighting);
    }
    // Only languages of one script can be mistaken for each other.
    if (language !== 'ar') addForeign(byText, entity, own, language);
  }
  const byFirstWord = firstWords(byText);
  const beginnings = new Uint8Array(0x10000);
  for (const first of byFirstWord.keys()) if (first !== '') beginnings[first.charCodeAt(0)] = 1;
  return { byText, byFirstWord, beginnings };
}

function addForeign(byText: Map<string, Spelling>, entity: Entity, own: Form[], language: LanguageTag): void {
  for (const [other, forms] of entity.forms) {
    if (other === language || other === 'ar') continue;
    for (const form of forms) {
      if (form.status === 'deprecated' || own.some(({ text }) => text === form.text)) continue;
      const sighting = { entity, form, language: other };
      for (const text of variants(form.text, other)) {
        const { own: right, foreign } = spelling(byText, text);
        if (!right.some((one) => one.entity === entity)) foreign.push(sighting);
      }
    }
  }
}

function spelling(byText: Map<string, Spelling>, text: string): Spelling {
  const known = byText.get(text);
  if (known) return known;
  const made: Spelling = { text, own: [], foreign: [] };
  byText.set(text, made);
  return made;
}

/**
 * The ways in which copy writes one form (the tables hold evened forms, see Evened): as it stands, with a capital where a sentence begins,
 * and in French without the accent of its first capital. `own` adds what only texts of the form's own language have.
 */
function variants(form: string, language: LanguageTag, own = false): string[] {
  const initial = form.charAt(0);
  const capital = initial.toUpperCase();
  const texts = capital === initial ? [form] : [form, capital + form.slice(1)];
  // `la Haye`, `el Cairo`; `au Caire`, `du Pirée`: the article has gone into the preposition.
  if (own && (initial === 'L' || initial === 'E') && /^(?:L[ea]|El) \p{Lu}/u.test(form)) {
    texts.push(initial.toLowerCase() + form.slice(1));
    if (language === 'fr' && form.startsWith('Le ') && form.length > 6) texts.push(form.slice(3));
  }
  if (language === 'fr' && accented.includes(capital)) texts.push(capital.normalize('NFD').charAt(0) + form.slice(1));
  return texts;
}

const accented = 'ÀÂÉÈÊÎÔ';

const notWord = /[^\p{L}\p{M}\p{N}_]/u;

function firstWords(byText: Map<string, Spelling>): Map<string, Spelling[]> {
  const byFirstWord = new Map<string, Spelling[]>();
  for (const one of byText.values()) {
    const end = one.text.search(notWord);
    const first = end < 0 ? one.text : one.text.slice(0, end);
    const same = byFirstWord.get(first);
    if (same) same.push(one);
    else byFirstWord.set(first, [one]);
  }
  for (const same of byFirstWord.values()) if (same.length > 1) same.sort((a, b) => b.text.length - a.text.length);
  return byFirstWord;
}
