import { UsageError } from '../model/errors.ts';
import type { Command } from './command.ts';

/** The commands in the order in which help lists them. Each is read when it is called: the translation of an article needs a database, `--help` does not. */
const commands: Record<string, () => Promise<Command>> = {
  translate: async () => (await import('./translate.ts')).translate,
  submit: async () => (await import('./submit.ts')).submit,
  watch: async () => (await import('./watch.ts')).watch,
  status: async () => (await import('./status.ts')).status,
  cancel: async () => (await import('./cancel.ts')).cancel,
  redrive: async () => (await import('./redrive.ts')).redrive,
  publish: async () => (await import('./publish.ts')).publish,
  withdraw: async () => (await import('./withdraw.ts')).withdraw,
  destinations: async () => (await import('./destinations.ts')).destinations,
  estimate: async () => (await import('./estimate.ts')).estimateCommand,
  check: async () => (await import('./check.ts')).check,
  checks: async () => (await import('./checks.ts')).checksCommand,
  findings: async () => (await import('./findings.ts')).findingsCommand,
  names: async () => (await import('./names.ts')).names,
  memory: async () => (await import('./memory.ts')).memory,
  desk: async () => (await import('./desk.ts')).desk,
  glossary: async () => (await import('./glossary.ts')).glossary,
  styles: async () => (await import('./styles.ts')).styles,
  credits: async () => (await import('./credits.ts')).credits,
  calques: async () => (await import('./calques.ts')).calques,
  furniture: async () => (await import('./furniture.ts')).furniture,
  models: async () => (await import('./models.ts')).models,
  engines: async () => (await import('./engines-command.ts')).enginesCommand,
  demo: async () => (await import('./demo.ts')).demo,
  setup: async () => (await import('./setup-command.ts')).setupCommand,
  doctor: async () => (await import('./doctor.ts')).doctor,
  people: async () => (await import('./people.ts')).people,
  keys: async () => (await import('./keys.ts')).keys,
  worker: async () => (await import('./worker.ts')).worker,
  serve: async () => (await import('./serve.ts')).serve,
  migrate: async () => (await import('./migrate.ts')).migrate,
  backup: async () => (await import('./backup.ts')).backup,
  restore: async () => (await import('./backup.ts')).restore,
};

export const commandNames: string[] = Object.keys(commands);

/** A command by its name; undefined where there is none of that name. */
export async function loadCommand(name: string): Promise<Command | undefined> {
  return Object.hasOwn(commands, name) ? commands[name]?.() : undefined;
}

/**
 * The command that a command line begins with, and what follows it.
 *
 * @throws UsageError `command.unknown` {name, known}
 */
export async function resolveCommand(words: string[]): Promise<{ command: Command; rest: string[] }> {
  const [name = '', ...rest] = words;
  const command = await loadCommand(name);
  if (!command) throw new UsageError('command.unknown', { name, known: commandNames.join(', ') });
  const { subcommands } = command;
  const [next] = rest;
  if (!subcommands || next === undefined || next.startsWith('-')) return { command, rest };
  const load = Object.hasOwn(subcommands, next) ? subcommands[next] : undefined;
  if (!load)
    throw new UsageError('command.unknown', {
      name: `${name} ${next}`,
      known: Object.keys(subcommands)
        .map((known) => `${name} ${known}`)
        .join(', '),
    });
  return { command: await load(), rest: rest.slice(1) };
}
