import type { Database } from '../../src/storage/database.ts';

const kept = new Map<string, Promise<Database>>();

/**
 * The storage with databases that stay open until `closeKept`: opening one takes longer than most commands, and what they store is in it
 * whoever opened it. The tests that vitest.config.ts calls `commands` have it in the place of the storage.
 */
export function keptOpen<Storage extends typeof import('../../src/storage/database.ts')>(real: Storage): Storage {
  return {
    ...real,
    async openDatabase(...[config, command]: Parameters<Storage['openDatabase']>) {
      const place = config.databaseUrl ?? config.data;
      const database = kept.get(place) ?? real.openDatabase(config, command);
      kept.set(place, database);
      // One that cannot be opened is nothing to keep.
      database.catch(() => kept.delete(place));
      return { ...(await database), close: async () => {} };
    },
  };
}

/** To be called before their data folders are removed. */
export async function closeKept(): Promise<void> {
  for (const database of kept.values()) await (await database).close();
  kept.clear();
}
