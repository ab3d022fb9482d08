import { type Command, exit } from './command.ts';

/** `interlinear styles`: the house styles that a desk brought itself. Add a subcommand: its file, its sentences, a line here. */
export const styles: Command = {
  name: 'styles',
  usage: 'COMMAND [...]',
  options: {},
  examples: ['npx interlinear styles import house.tsv', 'npx interlinear styles list'],
  subcommands: {
    list: async () => (await import('./styles-list.ts')).stylesList,
    import: async () => (await import('./styles-import.ts')).stylesImport,
    export: async () => (await import('./styles-export.ts')).stylesExport,
    remove: async () => (await import('./styles-remove.ts')).stylesRemove,
  },
  run: async () => exit.usage,
};
