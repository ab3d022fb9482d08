import { type Command, exit } from './command.ts';

/** `interlinear findings`: what the checks found in stored articles. Add a subcommand: its file, its sentences, a line here. */
export const findingsCommand: Command = {
  name: 'findings',
  usage: 'COMMAND [...]',
  options: {},
  examples: [
    'npx interlinear findings list article.en.txt',
    'npx interlinear findings dismiss article.en.txt 3f2a --reason "The agency writes it so"',
  ],
  subcommands: {
    list: async () => (await import('./findings-list.ts')).findingsList,
    dismiss: async () => (await import('./findings-dismiss.ts')).findingsDismiss,
    restore: async () => (await import('./findings-restore.ts')).findingsRestore,
  },
  run: async () => exit.usage,
};
