import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { Tables } from './database.ts';
import { type MemoryTuning, setMemory } from './memory-settings.ts';
import { addUnits, type NewUnit, type TextMeasure } from './memory-units.ts';
import type { MemoryKind, OverwriteRule } from './schema.ts';

/** The name of the memory that takes a desk's own work. */
export const OWN_MEMORY = 'desk';

/** A memory as a desk sees it. */
export interface StoredMemory {
  id: string;
  name: string;
  kind: MemoryKind;
  priority: number;
  penalty: number;
  overwrite: OverwriteRule;
  revision: number;
  /** Whether another desk owns it. */
  otherDesk: boolean;
  canWrite: boolean;
}

/** Settings of a memory that can be given when it is made or imported into; what is absent stays as it is. */
export interface MemorySettings extends MemoryTuning {
  /** Whether the desk's people may change it (replace, delete, mend), beside importing into it. */
  writable?: boolean;
}

/** Stores a memory once: the same content handed in again gives the memory that is there. @returns its id */
export async function importMemory(
  tables: Tables,
  desk: string,
  name: string,
  units: NewUnit[],
  measure: TextMeasure,
  now: Date,
): Promise<string> {
  const key = createHash('sha256')
    .update(JSON.stringify([name, units]))
    .digest('hex');
  return tables.transaction().execute(async (transaction) => {
    const memory = newId();
    const inserted = await transaction
      .insertInto('interlinear.memory')
      .values({ id: memory, desk_id: desk, name, kind: 'file', content_key: key, created_at: now })
      .onConflict((conflict) =>
        conflict.columns(['desk_id', 'content_key']).where('content_key', 'is not', null).doNothing(),
      )
      .returning('id')
      .executeTakeFirst();
    if (!inserted) {
      const there = await transaction
        .selectFrom('interlinear.memory')
        .select('id')
        .where('desk_id', '=', desk)
        .where('content_key', '=', key)
        .executeTakeFirstOrThrow();
      return there.id;
    }
    await grant(transaction, memory, desk, { can_read: true, can_write: false });
    await addUnits(transaction, memory, units, measure);
    return memory;
  });
}

/** The memory into which a desk's own confirmed work goes. @returns its id */
export async function ownMemory(tables: Tables, desk: string, now: Date): Promise<string> {
  const found = await tables
    .selectFrom('interlinear.memory')
    .select('id')
    .where('desk_id', '=', desk)
    .where('kind', '=', 'desk')
    .executeTakeFirst();
  return found?.id ?? makeMemory(tables, desk, OWN_MEMORY, 'desk', { writable: true }, now);
}

/** A memory by its name, which is made where it is missing; settings that are given take effect. @returns its id */
export async function namedMemory(
  tables: Tables,
  desk: string,
  name: string,
  settings: MemorySettings,
  now: Date,
): Promise<string> {
  if (name === OWN_MEMORY) return ownMemory(tables, desk, now);
  const memory = await makeMemory(tables, desk, name, 'named', settings, now);
  const { writable, ...tuning } = settings;
  if (Object.values(tuning).some((value) => value !== undefined)) await setMemory(tables, memory, tuning);
  if (writable !== undefined) await grant(tables, memory, desk, { can_read: true, can_write: writable });
  return memory;
}

async function makeMemory(
  tables: Tables,
  desk: string,
  name: string,
  kind: MemoryKind,
  settings: MemorySettings,
  now: Date,
): Promise<string> {
  return tables.transaction().execute(async (transaction) => {
    const made = await transaction
      .insertInto('interlinear.memory')
      .values({ id: newId(), desk_id: desk, name, kind, content_key: null, created_at: now })
      // Two processes may make it at once. The condition is the index's own, and no parameter: a prepared statement would not see that it is.
      .onConflict((conflict) => conflict.columns(['desk_id', 'name']).where(sql<boolean>`kind <> 'file'`).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made) {
      await grant(transaction, made.id, desk, { can_read: true, can_write: settings.writable ?? false });
      return made.id;
    }
    const there = await transaction
      .selectFrom('interlinear.memory')
      .select('id')
      .where('desk_id', '=', desk)
      .where('name', '=', name)
      .where('kind', '<>', 'file')
      .executeTakeFirstOrThrow();
    return there.id;
  });
}

/** Gives a desk rights to a memory, in place of those it had. */
export async function grant(
  tables: Tables,
  memory: string,
  desk: string,
  rights: { can_read: boolean; can_write: boolean },
): Promise<void> {
  await tables
    .insertInto('interlinear.memory_right')
    .values({ memory_id: memory, desk_id: desk, ...rights })
    .onConflict((conflict) => conflict.columns(['desk_id', 'memory_id']).doUpdateSet(rights))
    .execute();
}

/** The memories that a desk keeps up or may read, without those handed in with single runs: its own first, then by priority and name. */
export async function listMemories(tables: Tables, desk: string): Promise<StoredMemory[]> {
  const rows = await tables
    .selectFrom('interlinear.memory_right as right')
    .innerJoin('interlinear.memory as memory', 'memory.id', 'right.memory_id')
    .select([
      'memory.id',
      'memory.name',
      'memory.kind',
      'memory.priority',
      'memory.penalty',
      'memory.overwrite',
      'memory.revision',
      'memory.desk_id',
      'right.can_write',
    ])
    .where('right.desk_id', '=', desk)
    .where('right.can_read', '=', true)
    .where('memory.kind', '<>', 'file')
    .execute();
  const rank = (row: (typeof rows)[number]) => (row.kind === 'desk' && row.desk_id === desk ? 1 : 0);
  return rows
    .sort((a, b) => rank(b) - rank(a) || b.priority - a.priority || (a.name < b.name ? -1 : 1))
    .map(({ desk_id, can_write, ...row }) => ({
      ...row,
      revision: Number(row.revision),
      otherDesk: desk_id !== desk,
      canWrite: can_write,
    }));
}

/**
 * A memory that a desk reads, by name.
 *
 * @throws InterlinearError `memory.unknown` {name, known}; `memory.read-only` {name} where it is to be changed and may not be
 */
export async function findMemory(
  tables: Tables,
  desk: string,
  name: string,
  options: { toChange?: boolean } = {},
): Promise<StoredMemory> {
  const memories = await listMemories(tables, desk);
  const found = memories.find((memory) => memory.name === name);
  if (!found)
    throw new InterlinearError('memory.unknown', {
      name,
      known: memories.map((memory) => memory.name).join(', ') || '-',
    });
  if (options.toChange && !found.canWrite) throw new InterlinearError('memory.read-only', { name });
  return found;
}

/** The memories that a run looks into: the desk's own, those it keeps up or may read, then those handed in with it. */
export async function memoriesInForce(tables: Tables, desk: string, handedIn: string[], now: Date): Promise<string[]> {
  await ownMemory(tables, desk, now);
  const listed = await listMemories(tables, desk);
  return [...new Set([...listed.map((memory) => memory.id), ...handedIn])];
}
