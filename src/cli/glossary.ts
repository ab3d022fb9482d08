import { type Command, exit } from './command.ts';

/** `interlinear glossary`: the glossaries of the desk. Add a subcommand: its file, its sentences, a line here. */
export const glossary: Command = {
  name: 'glossary',
  usage: 'COMMAND [...]',
  options: {},
  examples: [
    'npx interlinear glossary lint examples/idleb/glossary.csv',
    'npx interlinear glossary import examples/idleb/glossary.csv --name desk',
    'npx interlinear glossary export desk --format tbx --out desk.tbx',
  ],
  subcommands: {
    import: async () => (await import('./glossary-import.ts')).glossaryImport,
    export: async () => (await import('./glossary-export.ts')).glossaryExport,
    lint: async () => (await import('./glossary-lint.ts')).glossaryLint,
    find: async () => (await import('./glossary-find.ts')).glossaryFind,
    list: async () => (await import('./glossary-list.ts')).glossaryList,
    remove: async () => (await import('./glossary-remove.ts')).glossaryRemove,
  },
  run: async () => exit.usage,
};
