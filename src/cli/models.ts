import { type Command, exit } from './command.ts';

/** `interlinear models`: the neural models that Bergamot translates with. Add a subcommand: its file, its sentences, a line here. */
export const models: Command = {
  name: 'models',
  usage: 'COMMAND [...]',
  options: {},
  examples: ['npx interlinear models list', 'npx interlinear models pull fr en', 'npx interlinear models verify'],
  subcommands: {
    list: async () => (await import('./models-list.ts')).modelsList,
    pull: async () => (await import('./models-pull.ts')).modelsPull,
    remove: async () => (await import('./models-remove.ts')).modelsRemove,
    verify: async () => (await import('./models-verify.ts')).modelsVerify,
  },
  run: async () => exit.usage,
};
