import { v7 as newId } from 'uuid';
import type { MergeResult, MergeRule } from '../model/glossary-merge.ts';
import type { TermRow } from '../model/term.ts';
import type { Tables } from './database.ts';
import { detailsOf, storedRow, termRow } from './term-rows.ts';

export type { MergeConflict, MergeResult, MergeRule } from '../model/glossary-merge.ts';

interface Known {
  id: string;
  row: TermRow;
}

/**
 * Adds rows to a glossary, all or none; each wording of a concept is kept once. Where a new preferred wording meets another one, the loser
 * becomes an admitted one: nothing that somebody wrote is lost.
 *
 * @param options.dryRun says what would come of it, and changes nothing
 */
export async function mergeTerms(
  tables: Tables,
  desk: string,
  glossary: string,
  rows: TermRow[],
  rule: MergeRule,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<MergeResult> {
  const result: MergeResult = { new: 0, same: 0, replaced: 0, conflicts: [] };
  if (rows.length === 0) return result;
  await tables.transaction().execute(async (transaction) => {
    // Two who change a glossary at once go one after the other.
    await transaction
      .selectFrom('interlinear.glossary')
      .select('id')
      .where('id', '=', glossary)
      .forUpdate()
      .executeTakeFirst();
    const stored = await transaction
      .selectFrom('interlinear.term')
      .selectAll()
      .where('glossary_id', '=', glossary)
      .where('concept', 'in', [...new Set(rows.map(({ concept }) => concept))])
      .orderBy('ordinal')
      .execute();
    const last = await transaction
      .selectFrom('interlinear.term')
      .select((select) => select.fn.max('ordinal').as('ordinal'))
      .where('glossary_id', '=', glossary)
      .executeTakeFirst();
    let ordinal = Number(last?.ordinal ?? -1);
    const known = new Map(
      stored.map((one): [string, Known] => [keyOf(termRow(one)), { id: one.id, row: termRow(one) }]),
    );
    const preferred = new Map<string, Known>();
    for (const one of known.values()) if (isPlainPreferred(one.row)) preferred.set(groupOf(one.row), one);
    const changed = new Map<string, TermRow>();
    const added = new Map<string, ReturnType<typeof storedRow>>();
    const write = (one: Known, row: TermRow) => {
      one.row = row;
      const place = added.get(one.id);
      if (place) added.set(one.id, { ...storedRow(row, { desk, glossary, ordinal: place.ordinal }), id: one.id });
      else changed.set(one.id, row);
    };
    for (const row of rows) {
      const { line, concept, term } = row;
      const { language, text } = term;
      const there = known.get(keyOf(row));
      if (there && saysTheSame(there.row, row)) {
        result.same++;
        continue;
      }
      if (there) {
        const conflict = { line, concept, language, text, kind: 'differs' as const };
        result.conflicts.push({ ...conflict, there: there.row.term.status, here: term.status });
        if (rule === 'keep') continue;
        result.replaced++;
      }
      let wanted = row;
      const other = isPlainPreferred(row) ? preferred.get(groupOf(row)) : undefined;
      if (other && other !== there) {
        const conflict = { line, concept, language, text, kind: 'two-preferred' as const };
        result.conflicts.push({
          ...conflict,
          other: other.row.term.text,
          there: other.row.term.status,
          here: term.status,
        });
        if (rule === 'keep') wanted = admitted(row);
        else write(other, admitted(other.row));
      }
      let kept = there;
      if (kept) write(kept, wanted);
      else {
        result.new++;
        const inserted = storedRow(wanted, { desk, glossary, ordinal: ++ordinal });
        kept = { id: inserted.id, row: wanted };
        added.set(inserted.id, inserted);
        known.set(keyOf(row), kept);
      }
      if (isPlainPreferred(wanted)) preferred.set(groupOf(wanted), kept);
    }
    if (dryRun) return;
    if (added.size > 0)
      await transaction
        .insertInto('interlinear.term')
        .values([...added.values()])
        .execute();
    for (const [id, row] of changed) {
      const { status, kind, note, domain, details } = storedRow(row, { desk, glossary, ordinal: 0 });
      await transaction
        .updateTable('interlinear.term')
        .set({ status, kind, note, domain, details })
        .where('id', '=', id)
        .execute();
    }
    if (added.size + changed.size > 0)
      await transaction
        .updateTable('interlinear.glossary')
        .set((update) => ({ revision: update('revision', '+', 1) }))
        .where('id', '=', glossary)
        .execute();
  });
  return result;
}

/** Takes a glossary out of force, with all its wordings. @returns how many there were */
export async function removeGlossary(
  tables: Tables,
  desk: string,
  glossary: { id: string; name: string },
  actor: string,
  now: Date,
): Promise<number> {
  return tables.transaction().execute(async (transaction) => {
    const { numDeletedRows } = await transaction
      .deleteFrom('interlinear.term')
      .where('glossary_id', '=', glossary.id)
      .executeTakeFirst();
    await transaction.deleteFrom('interlinear.glossary').where('id', '=', glossary.id).execute();
    const terms = Number(numDeletedRows);
    await audit(transaction, desk, actor, 'glossary.remove', glossary.id, { name: glossary.name, terms }, now);
    return terms;
  });
}

/** Records that a file came into a glossary. */
export async function recordImport(
  tables: Tables,
  desk: string,
  glossary: string,
  what: { file: string; rule: MergeRule; new: number; replaced: number },
  actor: string,
  now: Date,
): Promise<void> {
  await audit(tables, desk, actor, 'glossary.import', glossary, what, now);
}

async function audit(
  tables: Tables,
  desk: string,
  actor: string,
  act: string,
  subject: string,
  after: object,
  now: Date,
): Promise<void> {
  await tables
    .insertInto('interlinear.audit')
    .values({ id: newId(), desk_id: desk, actor, act, subject, before: null, after: JSON.stringify(after), at: now })
    .execute();
}

function keyOf({ concept, term }: TermRow): string {
  return JSON.stringify([concept, term.language, term.text]);
}

function groupOf({ concept, term }: TermRow): string {
  return JSON.stringify([concept, term.language]);
}

/** Preferred whatever the style and the day: a concept has one such wording in a language. */
function isPlainPreferred({ term }: TermRow): boolean {
  return term.status === 'preferred' && !term.styles && !term.validFrom && !term.validTo;
}

function admitted(row: TermRow): TermRow {
  return { ...row, term: { ...row.term, status: 'admitted' } };
}

function saysTheSame(a: TermRow, b: TermRow): boolean {
  const said = (row: TermRow) =>
    JSON.stringify([row.term.status, row.term.kind, row.term.note ?? null, row.domain ?? null, detailsOf(row)]);
  return said(a) === said(b);
}
