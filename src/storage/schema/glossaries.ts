import type { Generated, JSONColumnType } from 'kysely';
import type { StyleRule, Term, TermStatus } from '../../model/term.ts';
import type { Json, Timestamp } from './columns.ts';

/** What a wording may say beyond the columns that every one has. */
export type TermDetails = Partial<
  Pick<Term, 'partOfSpeech' | 'caseRule' | 'inflection' | 'forbidden' | 'source' | 'validFrom' | 'validTo' | 'styles'>
> & { doNotTranslate?: boolean };

/** Tables of glossaries. */
export interface GlossarySchema {
  'interlinear.glossary': {
    id: string;
    desk_id: string;
    name: string;
    /** `named` is kept up by hand and in force for every submission; `file` was handed in with a run and never changes. */
    kind: Generated<'named' | 'file'>;
    /** Grows with every change. */
    revision: Generated<number>;
    /** Hash of name and content of a `file`. */
    content_key: string | null;
    created_at: Timestamp;
  };
  /** House styles that desks brought; the product's own are files. */
  'interlinear.house_style': {
    desk_id: string;
    /** In small letters. */
    name: string;
    /** The table as it came. */
    content: string;
    rules: Json<StyleRule[]>;
    /** Grows with every change. */
    version: Generated<number>;
    updated_by: string;
    updated_at: Timestamp;
  };
  'interlinear.term': {
    id: string;
    desk_id: string;
    glossary_id: string;
    ordinal: number;
    concept: string;
    domain: string | null;
    language: string;
    text: string;
    status: TermStatus;
    kind: 'term' | 'name' | 'acronym';
    note: string | null;
    /** What else is known of the wording, and whether its concept is translated at all. */
    details: JSONColumnType<TermDetails, string | undefined, string>;
  };
}
