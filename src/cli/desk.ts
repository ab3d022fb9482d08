import { type Command, exit } from './command.ts';

/** `interlinear desk`: the desks that share a database. Add a subcommand: its file, its sentences, a line here. */
export const desk: Command = {
  name: 'desk',
  usage: 'COMMAND [...]',
  options: {},
  examples: ['npx interlinear desk list', 'npx interlinear desk add sports --time-zone Europe/Paris'],
  subcommands: {
    add: async () => (await import('./desk-add.ts')).deskAdd,
    list: async () => (await import('./desk-list.ts')).deskList,
    set: async () => (await import('./desk-set.ts')).deskSet,
  },
  run: async () => exit.usage,
};
