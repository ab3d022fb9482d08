import { userInfo } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../config.ts';
import { InterlinearError, storedError, UsageError } from '../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../model/language.ts';
import { MemoryIndexes } from '../pipeline/memory-indexes.ts';
import { openDatabase, type Tables } from '../storage/database.ts';
import { fuzzyThreshold, workingDesk } from '../storage/desks.ts';
import { memoryFeed } from '../storage/memory-feed.ts';
import { version } from '../version.ts';
import { type Call, flagsOf } from './command.ts';
import { sentence } from './sentence.ts';

/** What a command on stored work that needs no queue works with. */
export interface OpenDesks {
  config: Config;
  tables: Tables;
  now: Date;
  /** Who asks, for the audit. */
  actor: string;
  indexes: MemoryIndexes;
}

/** Megabytes are 10^6 bytes. */
const MEGABYTE = 1e6;

/**
 * The indexes of the memories, for one process; whoever opened the database closes them before it.
 *
 * @param tell told of snapshots that cannot be used or written: InterlinearError `memory.snapshot`, `memory.snapshot-folder`
 */
export function openIndexes(config: Config, tables: Tables, tell: (trouble: InterlinearError) => void): MemoryIndexes {
  return new MemoryIndexes(memoryFeed(tables), {
    folder: join(config.data, 'indexes'),
    budget: config.memoryIndexMegabytes * MEGABYTE,
    tell,
  });
}

/** What a command on memories works with: the database as its desk sees it. */
export interface MemoryDesk extends OpenDesks {
  desk: string;
}

/** Opens the database for one command, and closes it when that is over. */
export async function withDesks<T>(call: Call, command: string, act: (desks: OpenDesks) => Promise<T>): Promise<T> {
  const config = readConfig(flagsOf(call));
  const database = await openDatabase(config, command, { through: { version } });
  const indexes = openIndexes(config, database.tables, (trouble) =>
    call.note(sentence(storedError(trouble), call.messages)),
  );
  try {
    const { tables, server } = database;
    // Links lead to the server that runs, wherever it listens.
    const publicUrl = config.publicUrl ?? server;
    const known = publicUrl === undefined ? config : { ...config, publicUrl };
    return await act({ config: known, tables, now: new Date(), actor: userName(), indexes });
  } finally {
    await indexes.close();
    await database.close();
  }
}

/** Opens the database for one command on memories of its desk, with what that desk settles for itself in the settings. */
export async function withMemories<T>(call: Call, command: string, act: (desk: MemoryDesk) => Promise<T>): Promise<T> {
  return withDesks(call, command, async (open) => {
    const { tables, config, now } = open;
    const desk = await workingDesk(tables, config.desk, now);
    const memoryThreshold = await fuzzyThreshold(tables, desk, config);
    return act({ ...open, desk, config: { ...config, memoryThreshold } });
  });
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'cli';
  }
}

/** The one positional argument that a command takes. @throws UsageError `memory.argument` {command, usage} */
export function oneArgument(call: Call, command: string, usage: string): string {
  const [argument] = call.positionals;
  if (argument === undefined || argument.trim() === '' || call.positionals.length > 1)
    throw new UsageError('memory.argument', { command, usage });
  return argument;
}

/** An option with a language. @throws UsageError `language.unknown`; `memory.language-missing` {option} where it is needed */
export function languageOption(call: Call, name: string): LanguageTag | undefined {
  const written = call.values[name] as string | undefined;
  if (written === undefined) return undefined;
  try {
    return parseLanguage(written);
  } catch (error) {
    if (error instanceof InterlinearError) throw new UsageError(error.code, error.parameters);
    throw error;
  }
}

export function neededLanguage(call: Call, name: string): LanguageTag {
  const language = languageOption(call, name);
  if (language === undefined) throw new UsageError('memory.language-missing', { option: `--${name}` });
  return language;
}

/** An option with a whole number. @throws UsageError `config.value` {name, value} */
export function wholeOption(call: Call, name: string, least: number, most: number): number | undefined {
  const written = call.values[name] as string | undefined;
  if (written === undefined) return undefined;
  const value = Number(written);
  if (written.trim() === '' || !Number.isInteger(value) || value < least || value > most)
    throw new UsageError('config.value', { name: `--${name}`, value: written });
  return value;
}
