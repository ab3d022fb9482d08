import type { Concept, TermRefusal, TermRow } from '../model/term.ts';

/** What was read: a wording, or why there is none. */
export type ReadTerm = { row: TermRow } | { refusal: TermRefusal };

/** Writes a glossary concept by concept, so that a big one needs no room. */
export interface GlossaryWriter {
  start(): string;
  concept(concept: Concept): string;
  end(): string;
  /** What the format could not hold, each with how often: keys under `glossary.dropped` in the `cli` namespace. */
  readonly dropped: ReadonlyMap<string, number>;
}

/** Languages of a format that knows one pair: OmegaT's. */
export interface GlossaryPair {
  from: string;
  to: string;
}

/** A format that glossaries come in and go out in. Add one: a folder with its files, its test, and a line in glossary-registry.ts. */
export interface GlossaryFormat {
  name: string;
  /** Lower-case file name extensions, with the dot. */
  extensions: string[];
  /** Whether a file holds one pair of languages and does not say which. */
  needsPair: boolean;
  /**
   * Reads decoded text piece by piece, in memory that does not grow with the file.
   *
   * @throws InterlinearError `glossary.malformed` {name, line, reason, value} where the file as a whole cannot be read; every row before
   * that point has been handed over
   */
  read(pieces: AsyncIterable<string> | Iterable<string>, name: string, pair?: GlossaryPair): AsyncGenerator<ReadTerm>;
  writer(pair?: GlossaryPair): GlossaryWriter;
}

/** Rows in order, as concepts: those with one id belong together, in order of first appearance. */
export function conceptsOf(rows: Iterable<TermRow>, origin: string): Concept[] {
  const concepts = new Map<string, Concept>();
  for (const { concept: id, domain, doNotTranslate, term } of rows) {
    let concept = concepts.get(id);
    if (!concept) {
      concept = { id, terms: [], origin };
      concepts.set(id, concept);
    }
    if (domain !== undefined) concept.domain ??= domain;
    if (doNotTranslate) concept.doNotTranslate = true;
    concept.terms.push(term);
  }
  return [...concepts.values()];
}
