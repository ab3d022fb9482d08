import { v7 as newId } from 'uuid';
import { InterlinearError } from '../model/errors.ts';
import type { Tables } from './database.ts';
import { listMemories, type MemorySettings, namedMemory, type StoredMemory } from './memories.ts';

/** Who does something for a desk, and when: what an audit row says. */
export interface Doer {
  desk: string;
  actor: string;
  now: Date;
}

/**
 * A memory that a desk reads, by its id.
 *
 * @param options.toChange units are to be changed: the desk must have the right to write
 * @param options.toKeep settings or rights are to be changed, or files to be read in: it must be the desk's own
 * @throws InterlinearError `not-found.memory` {id}; `memory.read-only` {name}; `memory.not-own` {name, owner}
 */
export async function memoryWithId(
  tables: Tables,
  desk: string,
  id: string,
  options: { toChange?: boolean; toKeep?: boolean } = {},
): Promise<StoredMemory> {
  const found = (await listMemories(tables, desk)).find((memory) => memory.id === id);
  if (!found) throw new InterlinearError('not-found.memory', { id });
  const { name } = found;
  if (options.toKeep && found.otherDesk)
    throw new InterlinearError('memory.not-own', { name, owner: await ownerOf(tables, id) });
  if (options.toChange && !found.canWrite) throw new InterlinearError('memory.read-only', { name });
  return found;
}

async function ownerOf(tables: Tables, memory: string): Promise<string> {
  const { name } = await tables
    .selectFrom('interlinear.memory as memory')
    .innerJoin('interlinear.desk as desk', 'desk.id', 'memory.desk_id')
    .select('desk.name')
    .where('memory.id', '=', memory)
    .executeTakeFirstOrThrow();
  return name;
}

/** Makes a memory of a desk, with its audit row. @returns its id @throws InterlinearError `memory.exists` {name} */
export async function createMemory(tables: Tables, name: string, settings: MemorySettings, by: Doer): Promise<string> {
  const taken = (await listMemories(tables, by.desk)).some((memory) => memory.name === name && !memory.otherDesk);
  if (taken) throw new InterlinearError('memory.exists', { name });
  const id = await namedMemory(tables, by.desk, name, settings, by.now);
  await recordMemoryAct(tables, 'memory.create', id, { name, ...settings }, by);
  return id;
}

/** Records what was done with a memory. */
export async function recordMemoryAct(
  tables: Tables,
  act: string,
  memory: string,
  after: object,
  { desk, actor, now }: Doer,
): Promise<void> {
  await tables
    .insertInto('interlinear.audit')
    .values({
      id: newId(),
      desk_id: desk,
      actor,
      act,
      subject: memory,
      before: null,
      after: JSON.stringify(after),
      at: now,
    })
    .execute();
}

/** A change of many units, as it can be taken back. */
export interface RecordedChange {
  id: string;
  kind: 'delete' | 'replace' | 'fix' | 'dedupe';
  actor: string;
  units: number;
  at: Date;
  undoneAt: Date | null;
}

/** The changes that a desk made to a memory, the latest first. */
export async function memoryChanges(
  tables: Tables,
  desk: string,
  memory: string,
  { before, limit }: { before?: string; limit: number },
): Promise<RecordedChange[]> {
  return tables
    .selectFrom('interlinear.memory_change')
    .select(['id', 'kind', 'actor', 'units', 'at', 'undone_at as undoneAt'])
    .where('desk_id', '=', desk)
    .where('memory_id', '=', memory)
    .$if(before !== undefined, (query) => query.where('id', '<', before as string))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
