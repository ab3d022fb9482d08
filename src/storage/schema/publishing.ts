import type { Generated } from 'kysely';
import type { StoredError } from '../../model/errors.ts';
import type { EditionStatus, PublicationStatus } from '../../model/publication.ts';
import type { Bytes, Json, Timestamp } from './columns.ts';

/** Tables of what readers get: where, which editions there are, and which of them is live. */
export interface PublishingSchema {
  'interlinear.destination': {
    id: string;
    desk_id: string;
    name: string;
    /** Which member of publishing/ writes there, and what it was told. */
    kind: string;
    settings: Json<Record<string, string>>;
    created_by: string;
    created_at: Timestamp;
    /** What was published there stays in the record. */
    removed_at: Timestamp | null;
  };
  /** A language version as it was on its way to readers; never changed, but for `as_of`. */
  'interlinear.edition': {
    id: string;
    desk_id: string;
    article_id: string;
    language: string;
    revision_id: string;
    /** Counts the editions of an article in a language. */
    number: number;
    status: EditionStatus;
    /** Hash of its files: the same text is the same edition. */
    hash: string;
    created_by: string;
    created_at: Timestamp;
    /** Until then nothing was written in the language version that is not in the edition. */
    as_of: Timestamp;
  };
  'interlinear.edition_file': {
    edition_id: string;
    desk_id: string;
    name: string;
    media_type: string;
    content: Bytes;
  };
  /** Acts of publishing: one edition to one destination each. */
  'interlinear.publication': {
    id: string;
    desk_id: string;
    article_id: string;
    language: string;
    destination_id: string;
    edition_id: string;
    /** Grows with every act on the article in this language at this destination: of two the higher one holds. */
    fence: number;
    /** What names the article at the destination. */
    place: string;
    status: Generated<PublicationStatus>;
    /** Why it was withdrawn, for the desk. */
    reason: string | null;
    error: Json<StoredError> | null;
    /** As that of an article. */
    taken: Generated<number>;
    /** How often the queue was told of it, and when last; null while it is to be told. */
    dispatches: Generated<number>;
    dispatched_at: Timestamp | null;
    created_by: string;
    created_at: Timestamp;
    updated_at: Timestamp;
  };
}
