import { type Command, exit } from './command.ts';

/** `interlinear calques`: the desk's own files of word-for-word translations. Add a subcommand: its file, its sentences, a line here. */
export const calques: Command = {
  name: 'calques',
  usage: 'COMMAND [...]',
  options: {},
  examples: ['npx interlinear calques lint desk-calques.tsv'],
  subcommands: {
    lint: async () => (await import('./calques-lint.ts')).calquesLint,
  },
  run: async () => exit.usage,
};
