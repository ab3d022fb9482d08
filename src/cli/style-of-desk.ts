import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { InterlinearError, UsageError } from '../model/errors.ts';
import type { HouseStyle } from '../model/term.ts';
import type { Call } from './command.ts';
import { styleAtHand, wishedStyle } from './wished-style.ts';

/**
 * The house style that a call asks for, for a command that opens no database itself: it is opened only for a name that is neither the product's nor a file, and only
 * where there is one, to find the style among the desk's own.
 *
 * @param command what the process does, for those who find the data folder in use
 * @throws UsageError `style.unknown` {name, known}; InterlinearError `style.malformed`, or as `openDatabase`
 */
export async function wishedStyleOfDesk(call: Call, config: Config, command: string): Promise<HouseStyle> {
  const known = styleAtHand(config);
  if (known) return known;
  if (!config.databaseUrl && !existsSync(join(config.data, 'database'))) return wishedStyle(config);
  // Read only where it is needed: most calls name a style of the product's.
  const { withMemories } = await import('./memory-desk.ts');
  const { styleNamed } = await import('./desk-style.ts');
  return withMemories(call, command, async ({ tables, desk }) => {
    try {
      return await styleNamed(tables, desk, config.style);
    } catch (error) {
      if (error instanceof InterlinearError && error.code === 'style.unknown')
        throw new UsageError(error.code, error.parameters);
      throw error;
    }
  });
}
