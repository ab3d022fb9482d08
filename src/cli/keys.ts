import { type Command, exit } from './command.ts';

/** `interlinear keys`: keys with which programs come to the desk. Add a subcommand: its file, its sentences, a line here. */
export const keys: Command = {
  name: 'keys',
  usage: 'COMMAND [...]',
  options: {},
  examples: ['npx interlinear keys add cms --scope submit', 'npx interlinear keys list'],
  subcommands: {
    add: async () => (await import('./keys-add.ts')).keysAdd,
    list: async () => (await import('./keys-list.ts')).keysList,
    revoke: async () => (await import('./keys-revoke.ts')).keysRevoke,
  },
  run: async () => exit.usage,
};
