import { type Command, exit } from './command.ts';

/** `interlinear checks`: what the checks look for. Add a subcommand: its file, its sentences, a line here. */
export const checksCommand: Command = {
  name: 'checks',
  usage: 'COMMAND [...]',
  options: {},
  examples: ['npx interlinear checks list', 'npx interlinear checks show numbers'],
  subcommands: {
    list: async () => (await import('./checks-list.ts')).checksList,
    show: async () => (await import('./checks-show.ts')).checksShow,
  },
  run: async () => exit.usage,
};
