import type { Command } from './command.ts';

/** The commands in the order in which help lists them. Each is read when it is called: the translation of an article needs a database, `--help` does not. */
const commands: Record<string, () => Promise<Command>> = {
  translate: async () => (await import('./translate.ts')).translate,
  check: async () => (await import('./check.ts')).check,
  demo: async () => (await import('./demo.ts')).demo,
  setup: async () => (await import('./setup-command.ts')).setupCommand,
  doctor: async () => (await import('./doctor.ts')).doctor,
  worker: async () => (await import('./worker.ts')).worker,
  serve: async () => (await import('./serve.ts')).serve,
  migrate: async () => (await import('./migrate.ts')).migrate,
};

export const commandNames: string[] = Object.keys(commands);

/** A command by its name; undefined where there is none of that name. */
export async function loadCommand(name: string): Promise<Command | undefined> {
  return Object.hasOwn(commands, name) ? commands[name]?.() : undefined;
}
