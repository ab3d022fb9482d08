import type { Selectable } from 'kysely';
import { v7 as newId } from 'uuid';
import type { TermRow } from '../model/term.ts';
import type { Schema, TermDetails } from './schema.ts';

/** A wording as a row of the database. */
export function storedRow(row: TermRow, place: { desk: string; glossary: string; ordinal: number }) {
  const { concept, domain, term } = row;
  return {
    id: newId(),
    desk_id: place.desk,
    glossary_id: place.glossary,
    ordinal: place.ordinal,
    concept,
    domain: domain ?? null,
    language: term.language,
    text: term.text,
    status: term.status,
    kind: term.kind,
    note: term.note ?? null,
    details: JSON.stringify(detailsOf(row)),
  };
}

/** A row of the database as a wording. */
export function termRow(stored: Selectable<Schema['interlinear.term']>): TermRow {
  const { doNotTranslate, ...details } = stored.details;
  return {
    line: 0,
    concept: stored.concept,
    ...(stored.domain ? { domain: stored.domain } : {}),
    ...(doNotTranslate ? { doNotTranslate } : {}),
    term: {
      language: stored.language,
      text: stored.text,
      status: stored.status,
      kind: stored.kind,
      ...(stored.note ? { note: stored.note } : {}),
      ...details,
    },
  };
}

/** Details in one order, so that equal ones are equal as JSON. */
export function detailsOf({ doNotTranslate, term }: TermRow): TermDetails {
  const { partOfSpeech, caseRule, inflection, forbidden, source, validFrom, validTo, styles } = term;
  return {
    ...(partOfSpeech ? { partOfSpeech } : {}),
    ...(caseRule ? { caseRule } : {}),
    ...(inflection !== undefined ? { inflection } : {}),
    ...(forbidden ? { forbidden } : {}),
    ...(source ? { source } : {}),
    ...(validFrom ? { validFrom } : {}),
    ...(validTo ? { validTo } : {}),
    ...(styles && styles.length > 0 ? { styles } : {}),
    ...(doNotTranslate ? { doNotTranslate } : {}),
  };
}
