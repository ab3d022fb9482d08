import { type LanguageTag, parseLanguage } from '../../model/language.ts';

/** A translation direction that is installed: `eng-spa`, from `en` to `es`. */
export interface Mode {
  name: string;
  from: LanguageTag;
  to: LanguageTag;
}

/**
 * Reads what `apertium -l` prints, one mode a line. Modes are named by ISO 639-3 codes, older ones by ISO 639-1. Variants
 * (`eng-cat_valencia`, `eco-fr-es`) and modes for development (`eng-cat-tagger`) are left out: only plain pairs are translations that
 * a newsroom asks for by language. Where two modes serve one pair, the ISO 639-3 name wins: it is the maintained one.
 */
export function parseModes(listing: string): Mode[] {
  const byPair = new Map<string, Mode>();
  const names = listing.split('\n').map((line) => line.trim());
  for (const name of names.filter((candidate) => /^[a-z]{2,3}-[a-z]{2,3}$/.test(candidate)).sort()) {
    const [from, to] = name.split('-').map(tagOf);
    if (!from || !to || from === to) continue;
    const key = `${from}>${to}`;
    const known = byPair.get(key);
    if (!known || name.length > known.name.length) byPair.set(key, { name, from, to });
  }
  return [...byPair.values()];
}

/** The modes of a route, in order: `fr>es>en` is `fr-es`, `spa-eng`. */
export function modesOf(route: string, modes: Mode[]): Mode[] {
  const stops = route.split('>');
  return stops.slice(1).flatMap((to, index) => {
    const mode = modes.find((candidate) => candidate.from === stops[index] && candidate.to === to);
    return mode ? [mode] : [];
  });
}

function tagOf(code: string): LanguageTag | undefined {
  try {
    return parseLanguage(code);
  } catch {
    return undefined;
  }
}
