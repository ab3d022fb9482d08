import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { Concept } from '../model/term.ts';
import type { Tables } from './database.ts';

const ROWS = 1000;

/** Stores a glossary once: the same concepts handed in again give the glossary that is there. @returns its id */
export async function importGlossary(
  tables: Tables,
  desk: string,
  name: string,
  concepts: Concept[],
  now: Date,
): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([name, concepts]))
    .digest('hex');
  return tables.transaction().execute(async (transaction) => {
    const id = newId();
    const inserted = await transaction
      .insertInto('interlinear.glossary')
      .values({ id, desk_id: desk, name, content_key: key, created_at: now })
      .onConflict((conflict) => conflict.columns(['desk_id', 'content_key']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!inserted) {
      const there = await transaction
        .selectFrom('interlinear.glossary')
        .select('id')
        .where('desk_id', '=', desk)
        .where('content_key', '=', key)
        .executeTakeFirstOrThrow();
      return there.id;
    }
    const rows = concepts
      .flatMap((concept) => concept.terms.map((term) => ({ concept, term })))
      .map(({ concept, term }, ordinal) => ({
        id: newId(),
        desk_id: desk,
        glossary_id: id,
        ordinal,
        concept: concept.id,
        domain: concept.domain ?? null,
        language: term.language,
        text: term.text,
        status: term.status,
        kind: term.kind,
        note: term.note ?? null,
      }));
    for (let at = 0; at < rows.length; at += ROWS)
      await transaction
        .insertInto('interlinear.term')
        .values(rows.slice(at, at + ROWS))
        .execute();
    return id;
  });
}

/** The concepts of some glossaries, in the order of the ids and then of the file. */
export async function loadConcepts(tables: Tables, desk: string, glossaries: string[]): Promise<Concept[]> {
  const concepts: Concept[] = [];
  for (const glossary of glossaries) {
    const rows = await tables
      .selectFrom('interlinear.term')
      .innerJoin('interlinear.glossary', 'interlinear.glossary.id', 'interlinear.term.glossary_id')
      .selectAll('interlinear.term')
      .select('interlinear.glossary.name as glossary_name')
      .where('interlinear.term.desk_id', '=', desk)
      .where('glossary_id', '=', glossary)
      .orderBy('ordinal')
      .execute();
    const byId = new Map<string, Concept>();
    for (const row of rows) {
      let concept = byId.get(row.concept);
      if (!concept) {
        concept = {
          id: row.concept,
          terms: [],
          origin: row.glossary_name,
          ...(row.domain ? { domain: row.domain } : {}),
        };
        byId.set(row.concept, concept);
        concepts.push(concept);
      }
      concept.terms.push({
        language: row.language,
        text: row.text,
        status: row.status,
        kind: row.kind,
        ...(row.note ? { note: row.note } : {}),
      });
    }
  }
  return concepts;
}
