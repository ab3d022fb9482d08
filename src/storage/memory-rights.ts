import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { Tables } from './database.ts';
import type { MemoryKind, OverwriteRule } from './schema.ts';

/** What a desk may do with a memory. Who may write may read. */
export type MemoryRight = 'none' | 'read' | 'write';

/** A memory with what belongs to it, as those who keep it up see it. */
export interface MemoryListing {
  id: string;
  name: string;
  kind: MemoryKind;
  /** The desk that it belongs to. */
  owner: string;
  priority: number;
  penalty: number;
  overwrite: OverwriteRule;
  units: number;
  /** Desks that may read or write it, by name. */
  rights: { desk: string; right: MemoryRight }[];
}

/**
 * The memories that belong to a desk or that it may read, by kind, priority and name.
 *
 * @param options.files those that were handed in with single runs too
 */
export async function listRights(
  tables: Tables,
  desk: string,
  options: { files?: boolean } = {},
): Promise<MemoryListing[]> {
  const { rows } = await sql<Omit<MemoryListing, 'rights'> & { rights: MemoryListing['rights'] | null }>`
    SELECT memory.id, memory.name, memory.kind, owner.name AS owner, memory.priority, memory.penalty, memory.overwrite,
      (SELECT count(*) FROM interlinear.memory_unit AS unit WHERE unit.memory_id = memory.id) AS units,
      (SELECT json_agg(json_build_object('desk', other.name, 'right', CASE WHEN held.can_write THEN 'write' ELSE 'read' END)
          ORDER BY other.name)
       FROM interlinear.memory_right AS held JOIN interlinear.desk AS other ON other.id = held.desk_id
       WHERE held.memory_id = memory.id AND (held.can_read OR held.can_write)) AS rights
    FROM interlinear.memory AS memory JOIN interlinear.desk AS owner ON owner.id = memory.desk_id
    WHERE (memory.kind <> 'file' OR ${options.files === true}) AND (memory.desk_id = ${desk} OR EXISTS (
      SELECT 1 FROM interlinear.memory_right AS own
      WHERE own.memory_id = memory.id AND own.desk_id = ${desk} AND own.can_read))
    ORDER BY memory.kind = 'file', memory.kind <> 'desk', memory.priority DESC, memory.name, memory.id`.execute(tables);
  return rows.map((row) => ({ ...row, units: Number(row.units), rights: row.rights ?? [] }));
}

/**
 * A memory that belongs to a desk: its settings and rights are that desk's to change.
 *
 * @throws InterlinearError `memory.not-own` {name, owner} for one that another desk lets it read; `memory.unknown` {name, known}
 */
export async function findOwnMemory(tables: Tables, desk: string, name: string): Promise<{ id: string; name: string }> {
  const rows = await tables
    .selectFrom('interlinear.memory as memory')
    .innerJoin('interlinear.desk as owner', 'owner.id', 'memory.desk_id')
    .leftJoin('interlinear.memory_right as right', (join) =>
      join.onRef('right.memory_id', '=', 'memory.id').on('right.desk_id', '=', desk),
    )
    .select(['memory.id', 'memory.name', 'owner.id as ownerId', 'owner.name as owner'])
    .where('memory.kind', '<>', 'file')
    .where(({ or, eb }) => or([eb('owner.id', '=', desk), eb('right.can_read', '=', true)]))
    .orderBy('memory.name')
    .execute();
  const own = rows.filter((row) => row.ownerId === desk);
  const found = own.find((row) => row.name === name);
  if (found) return { id: found.id, name: found.name };
  const foreign = rows.find((row) => row.name === name);
  if (foreign) throw new InterlinearError('memory.not-own', { name, owner: foreign.owner });
  throw new InterlinearError('memory.unknown', { name, known: own.map((row) => row.name).join(', ') || '-' });
}

/** Gives a desk a right to a memory, in place of what it had, with the audit row of the desk that gives it. */
export async function giveRight(
  tables: Tables,
  memory: string,
  desk: string,
  right: MemoryRight,
  by: { desk: string; actor: string; now: Date },
): Promise<void> {
  const held = { can_read: right !== 'none', can_write: right === 'write' };
  await tables.transaction().execute(async (transaction) => {
    const before = await transaction
      .selectFrom('interlinear.memory_right')
      .select(['can_read', 'can_write'])
      .where('memory_id', '=', memory)
      .where('desk_id', '=', desk)
      .executeTakeFirst();
    await transaction
      .insertInto('interlinear.memory_right')
      .values({ memory_id: memory, desk_id: desk, ...held })
      .onConflict((conflict) => conflict.columns(['desk_id', 'memory_id']).doUpdateSet(held))
      .execute();
    await transaction
      .insertInto('interlinear.audit')
      .values({
        id: newId(),
        desk_id: by.desk,
        actor: by.actor,
        act: 'memory.grant',
        subject: memory,
        before: before ? JSON.stringify({ desk, ...before }) : null,
        after: JSON.stringify({ desk, ...held }),
        at: by.now,
      })
      .execute();
  });
}
