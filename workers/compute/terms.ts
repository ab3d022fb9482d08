import type { CreditWording } from '../../src/model/credit.ts';
import type { CalqueRow, Concept, HouseStyle, Terms } from '../../src/model/term.ts';
import { creditFinder } from '../../src/terminology/credits.ts';
import { datedTerms } from '../../src/terminology/dated.ts';

/** The terms of a submission as data. The concepts, of which there may be a hundred thousand, are known by a key. */
export interface TermsData {
  /** The same for the same glossaries, as they stand, under the same style. */
  key: string;
  style?: HouseStyle;
  credits: CreditWording[];
  publisher?: string;
  calques: CalqueRow[];
}

/** Sets of terms that a process, or a thread of it, keeps ready. */
export const KEPT = 20;

/** Term finders by the key of their terms: building one costs more than the text it is used on. */
export class ReadyTerms {
  readonly #ready = new Map<string, (day: string) => Terms>();

  has(key: string): boolean {
    return this.#ready.has(key);
  }

  /** The terms on a day. @param concepts needed where they are not ready */
  onDay({ key, style, credits, publisher, calques }: TermsData, concepts?: Concept[]): (day: string) => Terms {
    let terms = this.#ready.get(key);
    if (!terms) {
      if (!concepts) throw new Error('terms without their concepts');
      terms = datedTerms(concepts, style);
      if (this.#ready.size >= KEPT) this.#ready.clear();
      this.#ready.set(key, terms);
    }
    const onDay = terms;
    const findCredit = creditFinder(credits, publisher);
    return (day) => ({ ...onDay(day), findCredit, calques });
  }
}
