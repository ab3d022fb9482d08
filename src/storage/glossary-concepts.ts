import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { Term, TermRow } from '../model/term.ts';
import type { Tables } from './database.ts';
import { namedGlossaries, namedGlossary, type StoredGlossary } from './glossaries.ts';
import type { Doer } from './memory-desk.ts';
import { storedRow, termRow } from './term-rows.ts';

/** A wording with its row. */
export type StoredTerm = Term & { id: string };

/** A concept as it is stored. */
export interface StoredConcept {
  id: string;
  domain?: string;
  doNotTranslate?: boolean;
  terms: StoredTerm[];
  /** Changes with everything that it says: whoever changes a concept says which version was read. */
  version: string;
}

/** A concept as it shall be; a wording without an id is a new one. */
export type WantedConcept = Omit<StoredConcept, 'version' | 'terms'> & { terms: (Term & { id?: string })[] };

/** A glossary of a desk by its id. @throws InterlinearError `not-found.glossary` {id} */
export async function glossaryWithId(tables: Tables, desk: string, id: string): Promise<StoredGlossary> {
  const found = (await namedGlossaries(tables, desk)).find((glossary) => glossary.id === id);
  if (!found) throw new InterlinearError('not-found.glossary', { id });
  return found;
}

/** Makes an empty glossary, with its audit row. @throws InterlinearError `glossary.exists` {name} */
export async function createGlossary(tables: Tables, name: string, by: Doer): Promise<StoredGlossary> {
  if ((await namedGlossaries(tables, by.desk)).some((glossary) => glossary.name === name))
    throw new InterlinearError('glossary.exists', { name });
  const made = await namedGlossary(tables, by.desk, name, by.now);
  await record(tables, 'glossary.create', made.id, null, { name }, by);
  return made;
}

/** What is in a glossary. */
export async function glossarySize(
  tables: Tables,
  glossary: string,
): Promise<{ concepts: number; terms: number; languages: string[] }> {
  const { rows } = await sql<{ concepts: string; terms: string; languages: string[] | null }>`
    SELECT count(DISTINCT concept) AS concepts, count(*) AS terms,
      array_agg(DISTINCT language ORDER BY language) AS languages
    FROM interlinear.term WHERE glossary_id = ${glossary}`.execute(tables);
  const [row] = rows;
  return { concepts: Number(row?.concepts ?? 0), terms: Number(row?.terms ?? 0), languages: row?.languages ?? [] };
}

/**
 * Concepts in the order of their ids.
 *
 * @param range.containing in a wording, whatever its case
 * @param range.kinds of a wording: names, acronyms, terms
 */
export async function conceptsAfter(
  tables: Tables,
  glossary: string,
  range: { after?: string; limit: number; containing?: string; language?: string; kinds?: readonly string[] },
): Promise<StoredConcept[]> {
  const { after, limit, containing, language, kinds } = range;
  const conditions = [sql`glossary_id = ${glossary}`];
  if (after !== undefined) conditions.push(sql`concept COLLATE "C" > ${after}`);
  if (containing !== undefined) conditions.push(sql`strpos(lower(text), lower(${containing})) > 0`);
  if (language !== undefined) conditions.push(sql`language = ${language}`);
  if (kinds !== undefined) conditions.push(sql`kind = ANY (${[...kinds]}::text[])`);
  const { rows } = await sql<{ concept: string }>`
    SELECT DISTINCT concept COLLATE "C" AS concept FROM interlinear.term
    WHERE ${sql.join(conditions, sql` AND `)} ORDER BY 1 LIMIT ${limit}`.execute(tables);
  const ids = rows.map(({ concept }) => concept);
  const found = await readConcepts(tables, glossary, ids);
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** A concept of a glossary. @throws InterlinearError `not-found.concept` {id} */
export async function conceptWithId(tables: Tables, glossary: string, id: string): Promise<StoredConcept> {
  const found = (await readConcepts(tables, glossary, [id])).get(id);
  if (!found) throw new InterlinearError('not-found.concept', { id });
  return found;
}

/**
 * Changes a concept, makes it or takes it away, with its audit row: all of it or nothing, and only what was read before. Where another
 * wording was the preferred one of its language, it becomes an admitted one.
 *
 * @param version what was read; undefined where it does not matter
 * @param change the concept as it is, to the concept as it shall be; undefined where there is none
 * @throws InterlinearError `glossary.changed` {concept}; `glossary.term-exists` {text, language} for a wording given twice
 */
export async function changeConcept(
  tables: Tables,
  glossary: string,
  id: string,
  version: string | undefined,
  change: (there: StoredConcept | undefined) => WantedConcept | undefined,
  by: Doer,
): Promise<StoredConcept | undefined> {
  return tables.transaction().execute(async (transaction) => {
    await transaction
      .selectFrom('interlinear.glossary')
      .select('id')
      .where('id', '=', glossary)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const before = (await readConcepts(transaction, glossary, [id])).get(id);
    if (version !== undefined && version !== before?.version)
      throw new InterlinearError('glossary.changed', { concept: id });
    const wanted = change(before);
    if (wanted) onlyOnce(wanted);
    await writeConcept(transaction, { desk: by.desk, glossary }, before, wanted && onePreferred(wanted, before));
    await transaction
      .updateTable('interlinear.glossary')
      .set((update) => ({ revision: update('revision', '+', 1) }))
      .where('id', '=', glossary)
      .execute();
    const after = (await readConcepts(transaction, glossary, [id])).get(id);
    const act = !before ? 'create' : after ? 'change' : 'remove';
    await record(transaction, `glossary.concept.${act}`, glossary, before ?? null, after ?? { id }, by);
    return after;
  });
}

function onlyOnce({ terms }: WantedConcept): void {
  const seen = new Set<string>();
  for (const { language, text } of terms) {
    const key = JSON.stringify([language, text]);
    if (seen.has(key)) throw new InterlinearError('glossary.term-exists', { language, text });
    seen.add(key);
  }
}

/** A language has one preferred wording: the one that is new as such, else the first. */
function onePreferred(wanted: WantedConcept, before: StoredConcept | undefined): WantedConcept {
  const plain = (term: Term) => term.status === 'preferred' && !term.styles && !term.validFrom && !term.validTo;
  const wasPreferred = new Set(before?.terms.filter(plain).map(({ id }) => id));
  const terms = wanted.terms.map((term) => {
    if (!plain(term)) return term;
    const rivals = wanted.terms.filter((other) => plain(other) && other.language === term.language);
    const winner = rivals.find(({ id }) => id === undefined || !wasPreferred.has(id)) ?? rivals[0];
    return winner === term ? term : { ...term, status: 'admitted' as const };
  });
  return { ...wanted, terms };
}

async function writeConcept(
  transaction: Tables,
  place: { desk: string; glossary: string },
  before: StoredConcept | undefined,
  wanted: WantedConcept | undefined,
): Promise<void> {
  const keep = new Set(wanted?.terms.map(({ id }) => id));
  const gone = (before?.terms ?? []).filter(({ id }) => !keep.has(id)).map(({ id }) => id);
  if (gone.length > 0) await transaction.deleteFrom('interlinear.term').where('id', 'in', gone).execute();
  if (!wanted) return;
  const { id: concept, domain, doNotTranslate, terms } = wanted;
  let ordinal = await lastOrdinal(transaction, place.glossary);
  for (const { id, ...term } of terms) {
    const about = { ...(domain ? { domain } : {}), ...(doNotTranslate ? { doNotTranslate } : {}) };
    const row: TermRow = { line: 0, concept, ...about, term };
    const { id: fresh, ordinal: _, ...columns } = storedRow(row, { ...place, ordinal: 0 });
    if (id !== undefined) await transaction.updateTable('interlinear.term').set(columns).where('id', '=', id).execute();
    else
      await transaction
        .insertInto('interlinear.term')
        .values({ ...columns, id: fresh, ordinal: ++ordinal })
        .execute();
  }
}

async function lastOrdinal(transaction: Tables, glossary: string): Promise<number> {
  const last = await transaction
    .selectFrom('interlinear.term')
    .select((select) => select.fn.max('ordinal').as('ordinal'))
    .where('glossary_id', '=', glossary)
    .executeTakeFirst();
  return Number(last?.ordinal ?? -1);
}

async function readConcepts(tables: Tables, glossary: string, ids: string[]): Promise<Map<string, StoredConcept>> {
  const concepts = new Map<string, StoredConcept>();
  if (ids.length === 0) return concepts;
  const rows = await tables
    .selectFrom('interlinear.term')
    .selectAll()
    .where('glossary_id', '=', glossary)
    .where('concept', 'in', ids)
    .orderBy('ordinal')
    .execute();
  for (const stored of rows) {
    const { concept: id, domain, doNotTranslate, term } = termRow(stored);
    const concept = concepts.get(id) ?? { id, terms: [], version: '' };
    concepts.set(id, concept);
    if (domain) concept.domain ??= domain;
    if (doNotTranslate) concept.doNotTranslate = true;
    concept.terms.push({ id: stored.id, ...term });
  }
  for (const concept of concepts.values())
    concept.version = createHash('sha256').update(JSON.stringify(concept)).digest('base64url').slice(0, 22);
  return concepts;
}

async function record(
  tables: Tables,
  act: string,
  subject: string,
  before: object | null,
  after: object,
  { desk, actor, now }: Doer,
): Promise<void> {
  const [old, made] = [before && JSON.stringify(before), JSON.stringify(after)];
  await tables
    .insertInto('interlinear.audit')
    .values({ id: newId(), desk_id: desk, actor, act, subject, before: old, after: made, at: now })
    .execute();
}
