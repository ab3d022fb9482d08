import { type Command, exit } from './command.ts';

/** `interlinear memory`: the translation memories of the desk. Add a subcommand: its file, its sentences, a line here. */
export const memory: Command = {
  name: 'memory',
  usage: 'COMMAND [...]',
  options: {},
  examples: ['npx interlinear memory import examples/idleb/memory.tmx', 'npx interlinear memory search --help'],
  subcommands: {
    import: async () => (await import('./memory-import.ts')).memoryImport,
    export: async () => (await import('./memory-export.ts')).memoryExport,
    search: async () => (await import('./memory-search.ts')).memorySearch,
    concordance: async () => (await import('./memory-concordance.ts')).memoryConcordance,
    analyse: async () => (await import('./memory-analyse.ts')).memoryAnalyse,
    list: async () => (await import('./memory-list.ts')).memoryList,
    set: async () => (await import('./memory-set.ts')).memorySet,
    grant: async () => (await import('./memory-grant.ts')).memoryGrant,
    stats: async () => (await import('./memory-stats.ts')).memoryStats,
    lint: async () => (await import('./memory-lint.ts')).memoryLint,
    dedupe: async () => (await import('./memory-dedupe.ts')).memoryDedupe,
    replace: async () => (await import('./memory-replace.ts')).memoryReplace,
    delete: async () => (await import('./memory-delete.ts')).memoryDelete,
    undo: async () => (await import('./memory-undo.ts')).memoryUndo,
  },
  run: async () => exit.usage,
};
