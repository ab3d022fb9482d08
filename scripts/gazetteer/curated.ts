import { type Entity, gazetteerLanguages } from '../../src/terminology/gazetteer/entity.ts';
import { latin, type Row } from './row.ts';

/** The places that are known already: a generated row that speaks of one of them is left out, since the curated row decides. */
export class Curated {
  /** Spelling in a language -> the places so called. */
  readonly #places = new Map<string, Set<string>[]>();

  constructor(entities: Entity[]) {
    for (const { forms } of entities) {
      const place = new Set([...forms].flatMap(([language, list]) => list.map(({ text }) => `${language} ${text}`)));
      this.#add(place);
    }
  }

  without(rows: Row[]): Row[] {
    return rows.filter((row) => !this.has(row));
  }

  /** The same with further rows known. */
  and(rows: Row[]): Curated {
    const more = new Curated([]);
    for (const place of new Set([...this.#places.values()].flat())) more.#add(place);
    for (const { names } of rows)
      more.#add(new Set(Object.entries(names).map(([language, name]) => `${language} ${name}`)));
    return more;
  }

  /**
   * Whether a known place is meant: one that shares the English name, or two others, and that the row does not show to be a namesake:
   * `Valencia` in French is not the Spanish city, which is `Valence`.
   */
  has({ names }: Row): boolean {
    const own = latin.flatMap((language) => (names[language] ? [`${language} ${names[language]}`] : []));
    const asked = [...own, ...gazetteerLanguages.map((language) => `${language} ${names.en}`)];
    const candidates = new Set(asked.flatMap((spelling) => this.#places.get(spelling) ?? []));
    for (const place of candidates) {
      const shared = own.filter((spelling) => place.has(spelling));
      const english = shared.some((spelling) => spelling.startsWith('en '));
      const namesake = latin.some((language) => {
        const name = names[language];
        const others = [...place].filter((spelling) => spelling.startsWith(`${language} `));
        return language !== 'en' && name === names.en && others.length > 0 && !place.has(`${language} ${name}`);
      });
      // GeoNames now and then has another language's name as the English one.
      const alias = gazetteerLanguages.some((language) => place.has(`${language} ${names.en}`));
      const borneOut = shared.length >= 1 || place.has(`ar ${names.ar}`);
      if (!namesake && (english || shared.length >= 2 || (alias && borneOut))) return true;
    }
    return false;
  }

  #add(place: Set<string>): void {
    for (const spelling of place) {
      const same = this.#places.get(spelling);
      if (same) same.push(place);
      else this.#places.set(spelling, [place]);
    }
  }
}
