import { type Expression, type SqlBool, sql } from 'kysely';
import { baseLanguage } from '../model/language.ts';
import type { Tables } from './database.ts';

/** Which units of a memory are meant; every condition has to hold. */
export interface UnitSelection {
  /** Text in any language, as it stands. */
  containing?: string;
  author?: string;
  origin?: 'human' | 'mt';
  /** Made before. */
  before?: Date;
  /** Having a text in this language, whatever its region. */
  language?: string;
  /** These rows. */
  ids?: string[];
}

/** How many units a selection holds. */
export async function countUnits(tables: Tables, memory: string, selection: UnitSelection): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*) AS count FROM interlinear.memory_unit AS unit WHERE ${selected(memory, selection)}`.execute(tables);
  return Number(rows[0]?.count ?? 0);
}

/** The selection as a condition on the table that a statement calls `unit`. */
export function selected(memory: string, selection: UnitSelection): Expression<SqlBool> {
  const { containing, author, origin, before, language, ids } = selection;
  const conditions = [sql<SqlBool>`unit.memory_id = ${memory}`];
  if (ids) conditions.push(sql`unit.id = ANY (${ids}::uuid[])`);
  if (author !== undefined) conditions.push(sql`unit.author = ${author}`);
  if (origin !== undefined) conditions.push(sql`unit.origin = ${origin}`);
  if (before !== undefined) conditions.push(sql`unit.created_at < ${before}`);
  const hasVariant = (condition: Expression<SqlBool>) =>
    sql<SqlBool>`EXISTS (SELECT 1 FROM interlinear.memory_variant AS variant WHERE variant.unit_id = unit.id AND ${condition})`;
  if (containing !== undefined) conditions.push(hasVariant(sql`strpos(variant.text, ${containing}) > 0`));
  if (language !== undefined) conditions.push(hasVariant(sql`variant.base_language = ${baseLanguage(language)}`));
  return sql.join(conditions, sql` AND `) as unknown as Expression<SqlBool>;
}
