import { type Command, exit } from './command.ts';

/** `interlinear destinations`: where the desk publishes. Add a subcommand: its file, its sentences, a line here. */
export const destinations: Command = {
  name: 'destinations',
  usage: 'COMMAND [...]',
  options: {},
  examples: ['npx interlinear destinations add site --folder site', 'npx interlinear destinations list'],
  subcommands: {
    list: async () => (await import('./destinations-list.ts')).destinationsList,
    add: async () => (await import('./destinations-add.ts')).destinationsAdd,
    remove: async () => (await import('./destinations-remove.ts')).destinationsRemove,
  },
  run: async () => exit.usage,
};
