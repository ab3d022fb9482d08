import { type Command, exit } from './command.ts';

/** `interlinear engines`: machine translation. Add a subcommand: its file, its sentences, a line here. */
export const enginesCommand: Command = {
  name: 'engines',
  usage: 'COMMAND [...]',
  options: {},
  examples: ['npx interlinear engines list', 'npx interlinear engines cost --help'],
  subcommands: {
    list: async () => (await import('./engines-list.ts')).enginesList,
    cost: async () => (await import('./engines-cost.ts')).enginesCost,
    budget: async () => (await import('./engines-budget.ts')).enginesBudget,
    outside: async () => (await import('./engines-outside.ts')).enginesOutside,
  },
  run: async () => exit.usage,
};
