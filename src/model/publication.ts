import type { LanguageTag } from './language.ts';

/** What an edition says of its text to readers, as ninjs has it (`pubstatus`, IPTC ninjs 2.1). */
export const editionStatuses = ['usable', 'withheld', 'canceled'] as const;
export type EditionStatus = (typeof editionStatuses)[number];

/**
 * Where a publication stands: asked for, what readers see, followed by another one, or given up. Of one article in one language at one
 * destination at most one is `live`.
 */
export const publicationStatuses = ['waiting', 'live', 'replaced', 'failed'] as const;
export type PublicationStatus = (typeof publicationStatuses)[number];

/**
 * How a language version stands at a destination, by the newest act of publishing there: on its way, what readers find, what they find
 * although there is a newer text or a newer source, withdrawn, or given up (what was there before is there still).
 */
export const publicationStates = ['waiting', 'live', 'outdated', 'withdrawn', 'failed'] as const;
export type PublicationState = (typeof publicationStates)[number];

/** A file of an edition. */
export interface EditionFile {
  /** No folder: `index.html`. */
  name: string;
  mediaType: string;
  content: Uint8Array;
}

/** One edition of a language version on its way to readers: (article, language, source revision, edition) names it for ever. */
export interface OutgoingEdition {
  article: string;
  language: LanguageTag;
  /** Which revision of the source it was made from, from 1. */
  revision: number;
  /** Counts the editions of the article in this language, from 1. */
  edition: number;
  /** `canceled`: it takes the place of what was withdrawn. */
  status: EditionStatus;
  /** When it was made. */
  at: Date;
  /** What names the article at the destination, the same for all its languages: letters, digits and hyphens. */
  place: string;
  files: EditionFile[];
  /** Grows with every act on this article in this language at this destination: of two the higher one holds. */
  fence: number;
}
