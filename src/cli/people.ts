import { type Command, exit } from './command.ts';

/** `interlinear people`: who may sign in, and what they are at the desks. Add a subcommand: its file, its sentences, a line here. */
export const people: Command = {
  name: 'people',
  usage: 'COMMAND [...]',
  options: {},
  examples: ['npx interlinear people add ana@example.org --role reviewer', 'npx interlinear people list'],
  subcommands: {
    add: async () => (await import('./people-add.ts')).peopleAdd,
    list: async () => (await import('./people-list.ts')).peopleList,
    role: async () => (await import('./people-role.ts')).peopleRole,
    link: async () => (await import('./people-link.ts')).peopleLink,
    disable: async () => (await import('./people-disable.ts')).peopleDisable,
  },
  run: async () => exit.usage,
};
