import { baseLanguage, type LanguageTag } from '../../model/language.ts';
import { type Entity, type Form, gazetteerLanguages } from './entity.ts';
import { evened } from './evened.ts';
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
}

/** A word as the scanner cuts it. */
export const word = /[\p{L}\p{M}\p{N}_]+/u;

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
  const at = (text: string): Spelling => {
    let spelling = byText.get(text);
    if (!spelling) {
      spelling = { text, own: [], foreign: [] };
      byText.set(text, spelling);
    }
    return spelling;
  };
  for (const entity of gazetteer()) {
    const own = entity.forms.get(language);
    if (!own) continue;
    const mine = new Set<string>();
    for (const form of own) {
      for (const text of variants(form.text, language, true)) {
        mine.add(text);
        at(text).own.push({ entity, form, language });
      }
    }
    // Only languages of one script can be mistaken for each other.
    if (language === 'ar') continue;
    for (const other of gazetteerLanguages) {
      if (other === language || other === 'ar') continue;
      for (const form of entity.forms.get(other) ?? []) {
        if (form.status === 'deprecated') continue;
        for (const text of variants(form.text, other)) {
          if (!mine.has(text)) at(text).foreign.push({ entity, form, language: other });
        }
      }
    }
  }
  return { byText, byFirstWord: firstWords(byText) };
}

/**
 * The ways in which copy writes one form: as it stands, with a capital where a sentence begins, and in French without the accent of its
 * first capital. `own` adds what only texts of the form's own language have.
 */
function variants(form: string, language: LanguageTag, own = false): string[] {
  const even = evened(form).text;
  const initial = even.charAt(0);
  const capital = initial.toUpperCase();
  const texts = capital === initial ? [even] : [even, capital + even.slice(1)];
  // `la Haye`, `el Cairo`; `au Caire`, `du Pirée`: the article has gone into the preposition.
  if (own && /^(?:L[ea]|El) \p{Lu}/u.test(even)) texts.push(even.charAt(0).toLowerCase() + even.slice(1));
  if (own && language === 'fr' && /^Le \p{Lu}.{3}/u.test(even)) texts.push(even.slice(3));
  if (language !== 'fr' || !/[ÀÂÉÈÊÎÔ]/.test(capital)) return texts;
  return [...texts, capital.normalize('NFD').charAt(0) + even.slice(1)];
}

function firstWords(byText: Map<string, Spelling>): Map<string, Spelling[]> {
  const byFirstWord = new Map<string, Spelling[]>();
  for (const spelling of byText.values()) {
    const first = word.exec(spelling.text)?.[0];
    if (first === undefined || !spelling.text.startsWith(first)) continue;
    const same = byFirstWord.get(first);
    if (same) same.push(spelling);
    else byFirstWord.set(first, [spelling]);
  }
  for (const same of byFirstWord.values()) same.sort((a, b) => b.text.length - a.text.length);
  return byFirstWord;
}
