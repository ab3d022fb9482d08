import { v7 as newId } from 'uuid';
import type { Tables } from './database.ts';
import { takeMemory } from './memory-units.ts';
import type { OverwriteRule } from './schema.ts';
import { rekeyUnits } from './unit-rekeying.ts';

/** What can be set of a memory; what is absent stays as it is. */
export interface MemoryTuning {
  priority?: number;
  penalty?: number;
  /** Another rule than before gives the units it has new keys. */
  overwrite?: OverwriteRule;
}

/**
 * Sets priority, penalty and rule of a memory, all or nothing, with its audit row where somebody is named.
 *
 * @returns the settings as they are now
 */
export async function setMemory(
  tables: Tables,
  memory: string,
  { priority, penalty, overwrite }: MemoryTuning,
  by?: { desk: string; actor: string; now: Date },
): Promise<Required<MemoryTuning>> {
  return tables.transaction().execute(async (transaction) => {
    const { overwrite: rule } = await takeMemory(transaction, memory);
    const settings = () =>
      transaction
        .selectFrom('interlinear.memory')
        .select(['priority', 'penalty', 'overwrite'])
        .where('id', '=', memory)
        .executeTakeFirstOrThrow();
    const before = await settings();
    if (overwrite !== undefined && overwrite !== rule) await rekeyUnits(transaction, memory, overwrite);
    const given = Object.entries({ priority, penalty, overwrite }).filter(([, value]) => value !== undefined);
    if (given.length > 0)
      await transaction
        .updateTable('interlinear.memory')
        .set(Object.fromEntries(given))
        .where('id', '=', memory)
        .execute();
    const after = await settings();
    if (by)
      await transaction
        .insertInto('interlinear.audit')
        .values({
          id: newId(),
          desk_id: by.desk,
          actor: by.actor,
          act: 'memory.set',
          subject: memory,
          before: JSON.stringify(before),
          after: JSON.stringify(after),
          at: by.now,
        })
        .execute();
    return after;
  });
}
