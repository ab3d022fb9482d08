import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { Concept, TermRow } from '../model/term.ts';
import type { Tables } from './database.ts';
import { storedRow, termRow } from './term-rows.ts';

const ROWS = 1000;

/** A glossary that a desk keeps under a name. */
export interface StoredGlossary {
  id: string;
  name: string;
  revision: number;
}

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
      .flatMap(({ id: concept, domain, doNotTranslate, terms }) =>
        terms.map(
          (term): TermRow => ({
            line: 0,
            concept,
            ...(domain ? { domain } : {}),
            ...(doNotTranslate ? { doNotTranslate } : {}),
            term,
          }),
        ),
      )
      .map((row, ordinal) => storedRow(row, { desk, glossary: id, ordinal }));
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
      const { concept: id, domain, doNotTranslate, term } = termRow(row);
      let concept = byId.get(id);
      if (!concept) {
        concept = { id, terms: [], origin: row.glossary_name };
        byId.set(id, concept);
        concepts.push(concept);
      }
      if (domain) concept.domain ??= domain;
      if (doNotTranslate) concept.doNotTranslate = true;
      concept.terms.push(term);
    }
  }
  return concepts;
}

/** How often each of some glossaries has changed, in the order of the ids. */
export async function glossaryRevisions(tables: Tables, desk: string, glossaries: string[]): Promise<number[]> {
  if (glossaries.length === 0) return [];
  const rows = await tables
    .selectFrom('interlinear.glossary')
    .select(['id', 'revision'])
    .where('desk_id', '=', desk)
    .where('id', 'in', glossaries)
    .execute();
  return glossaries.map((id) => rows.find((row) => row.id === id)?.revision ?? 0);
}

/** The glossaries that a desk keeps, the oldest first: they are in force for every submission. */
export async function namedGlossaries(tables: Tables, desk: string): Promise<StoredGlossary[]> {
  return tables
    .selectFrom('interlinear.glossary')
    .select(['id', 'name', 'revision'])
    .where('desk_id', '=', desk)
    .where('kind', '=', 'named')
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** A glossary of the desk by its name. @throws InterlinearError `glossary.unknown` {name, known} */
export async function findGlossary(tables: Tables, desk: string, name: string): Promise<StoredGlossary> {
  const all = await namedGlossaries(tables, desk);
  const found = all.find((glossary) => glossary.name === name);
  if (!found)
    throw new InterlinearError('glossary.unknown', { name, known: all.map((glossary) => glossary.name).join(', ') });
  return found;
}

/** A glossary of the desk by its name, made where there is none. */
export async function namedGlossary(tables: Tables, desk: string, name: string, now: Date): Promise<StoredGlossary> {
  await tables
    .insertInto('interlinear.glossary')
    .values({ id: newId(), desk_id: desk, name, kind: 'named', content_key: null, created_at: now })
    .onConflict((conflict) => conflict.columns(['desk_id', 'name']).where(sql<boolean>`kind = 'named'`).doNothing())
    .execute();
  return findGlossary(tables, desk, name);
}

/** Reads the wordings of a glossary in the order in which they came in, a thousand at a time. */
export async function* readTerms(tables: Tables, glossary: string): AsyncGenerator<TermRow[]> {
  let last = -1;
  for (;;) {
    const rows = await tables
      .selectFrom('interlinear.term')
      .selectAll()
      .where('glossary_id', '=', glossary)
      .where('ordinal', '>', last)
      .orderBy('ordinal')
      .limit(ROWS)
      .execute();
    last = rows.at(-1)?.ordinal ?? last;
    if (rows.length > 0) yield rows.map(termRow);
    if (rows.length < ROWS) return;
  }
}
