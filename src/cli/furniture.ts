import { type Command, exit } from './command.ts';

/** `interlinear furniture`: the desk's own files of page furniture. Add a subcommand: its file, its sentences, a line here. */
export const furniture: Command = {
  name: 'furniture',
  usage: 'COMMAND [...]',
  options: {},
  examples: ['npx interlinear furniture lint desk-furniture.tsv'],
  subcommands: {
    lint: async () => (await import('./furniture-lint.ts')).furnitureLint,
  },
  run: async () => exit.usage,
};
