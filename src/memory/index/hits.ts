import type { SearchBounds } from './search.ts';

/** A unit that was found. */
export interface IndexHit {
  key: string;
  group: number;
  /** How alike the texts are, 0..1: 1 identical text and codes, as `similarity` says for all others. */
  similarity: number;
  /** `similarity` less the penalty of its group. */
  score: number;
}

/** A unit with the text looked for. */
export interface ExactHit {
  key: string;
  group: number;
  /** Whether the codes are the same too. */
  sameCodes: boolean;
  /** Whether the text before it, and the one after it, are those asked for. Unknown ones are not. */
  previous: boolean;
  next: boolean;
}

export interface SearchOptions extends SearchBounds {
  /** Most hits. */
  limit: number;
}
