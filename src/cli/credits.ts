import { type Command, exit } from './command.ts';

/** `interlinear credits`: what the desk prints for the credit lines of agencies. Add a subcommand: its file, its sentences, a line here. */
export const credits: Command = {
  name: 'credits',
  usage: 'COMMAND [...]',
  options: {},
  examples: [
    'npx interlinear credits set "Avec AFP" "(FRANCE 24 with AFP)" --to en --publisher "FRANCE 24"',
    'npx interlinear credits list',
  ],
  subcommands: {
    list: async () => (await import('./credits-list.ts')).creditsList,
    set: async () => (await import('./credits-set.ts')).creditsSet,
    remove: async () => (await import('./credits-remove.ts')).creditsRemove,
    import: async () => (await import('./credits-import.ts')).creditsImport,
  },
  run: async () => exit.usage,
};
