import type { ParseArgsConfig } from 'node:util';
import type { LanguageTag } from '../model/language.ts';
import type { Messages } from '../model/ports.ts';

/** Exit statuses of every command. */
export const exit = { done: 0, failed: 1, usage: 2, partial: 3, interrupted: 130 } as const;

/** How a command was called, and where it writes. */
export interface Call {
  positionals: string[];
  values: Record<string, string | boolean | string[] | undefined>;
  messages: Messages;
  interfaceLanguage: LanguageTag;
  /** A line of the result. */
  out(line: string): void;
  /** A line about the work: progress, notices, errors. */
  note(line: string): void;
}

/** An option as `--help` shows it; its sentence is `COMMAND.option.NAME` in locales/, or `option.NAME` for one that many commands share. */
export interface Option {
  type: 'string' | 'boolean';
  multiple?: boolean;
  /** What stands for its value in the help: `LANG,LANG`. */
  value?: string;
}

/** A command of `interlinear`. Add one: its file, its sentences, a line in commands.ts. */
export interface Command {
  name: string;
  /** What follows the name, in the notation of man pages. */
  usage: string;
  options: Record<string, Option>;
  /** Command lines that work as they stand, for the help. */
  examples: string[];
  /** Commands that follow its name, in the order in which help lists them: `memory import`. */
  subcommands?: Record<string, () => Promise<Command>>;
  /** @returns the exit status */
  run(call: Call): Promise<number>;
}

/** The name of a command as the keys of its sentences have it: `memory.import`. */
export function keyOf(command: Pick<Command, 'name'>): string {
  return command.name.replaceAll(' ', '.');
}

/** The options of a command in the shape of util.parseArgs. */
export function parseConfig(command: Command): NonNullable<ParseArgsConfig['options']> {
  return Object.fromEntries(
    Object.entries({ ...command.options, help: { type: 'boolean' as const } }).map(([name, option]) => [
      name,
      { type: option.type, ...('multiple' in option && option.multiple ? { multiple: true } : {}) },
    ]),
  );
}

/** Options that choose database, queue and data folder. */
export const placeOptions: Record<string, Option> = {
  data: { type: 'string', value: 'DIR' },
  'database-url': { type: 'string', value: 'URL' },
  'redis-url': { type: 'string', value: 'URL' },
};

/** The single-valued options of a call, as settings take them. */
export function flagsOf(call: Call): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(call.values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
