import { basename, dirname, posix } from 'node:path';
import { parseSync } from 'oxc-parser';

/** Source files by path relative to the project, with slashes: `src/model/article.ts`. */
export type Sources = ReadonlyMap<string, string>;

/** A rule of the layout that a file breaks. */
export interface Violation {
  file: string;
  /** What is wrong, for the person who has to mend it. */
  message: string;
}

const stages = [
  'intake',
  'detection',
  'segmentation',
  'memory',
  'terminology',
  'engines',
  'alignment',
  'checks',
  'outputs',
];
/** The stages that read or write files of translators: articles, memories, glossaries, results. */
const stagesWithFormats = ['intake', 'outputs', 'terminology', 'memory'];
const everythingButWeb = [
  'model',
  'formats',
  'config',
  'i18n',
  'version',
  ...stages,
  'publishing',
  'pipeline',
  'storage',
  'queue',
  'server',
  'cli',
  'workers',
];

/**
 * Which rooms a room may import from, besides itself. A room is a folder of src/, a file that stands in src/ itself, or workers/.
 * A room that is not in this table does not exist: add it here, with its arrows, when the design gets one.
 */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  model: [],
  formats: ['model'],
  ...Object.fromEntries(
    stages.map((stage) => [stage, stagesWithFormats.includes(stage) ? ['model', 'formats'] : ['model']]),
  ),
  publishing: ['model', 'formats'],
  pipeline: ['model', 'formats', ...stages],
  config: ['model'],
  i18n: ['model'],
  version: [],
  storage: ['model', 'config'],
  queue: ['model', 'config', 'storage', 'pipeline'],
  server: everythingButWeb,
  cli: everythingButWeb,
  workers: everythingButWeb,
  // Of the server only types, which leave nothing behind: see `typesOnly`.
  web: ['model', 'server'],
};

/** Arrows along which only types may travel. */
const typesOnly: readonly (readonly [from: string, to: string])[] = [['web', 'server']];

/** Packages that only the rooms around the stages may use: a stage is text in, data out. */
const worldly = ['kysely', 'pg', '@electric-sql/pglite', 'bullmq', 'ioredis', 'fastify'];
const pure = ['model', 'formats', ...stages];

/** Names that say nothing about what is inside. */
const nameless = /^(utils?|helpers?|common|misc)$/i;

/** Every breach of the layout, in file order. */
export function violations(sources: Sources): Violation[] {
  const found: Violation[] = [];
  const graph = new Map<string, string[]>();
  for (const [file, text] of sources) {
    for (const message of nameFaults(file)) found.push({ file, message });
    const from = roomOf(file);
    if (!(from in arrows)) found.push({ file, message: `${from} is no room of the design` });
    const targets: string[] = [];
    const valueImports = new Set(importsOf(file, text, { types: false }));
    for (const request of importsOf(file, text)) {
      if (!request.startsWith('.')) {
        const owner = worldly.find((name) => request === name || request.startsWith(`${name}/`));
        if (owner && pure.includes(from)) found.push({ file, message: `${from} must stay pure, but imports ${owner}` });
        continue;
      }
      const target = posix.join(dirname(file), request);
      const to = roomOf(target);
      if (to !== from && !arrows[from]?.includes(to)) {
        found.push({ file, message: `${from} must not import ${to} (${target})` });
      }
      if (typesOnly.some(([one, other]) => one === from && other === to) && valueImports.has(request)) {
        found.push({ file, message: `${from} may import only types from ${to} (${target})` });
      }
      targets.push(target);
    }
    graph.set(file, targets);
  }
  for (const cycle of cycles(graph)) {
    found.push({ file: cycle[0] as string, message: `circular imports: ${[...cycle, cycle[0]].join(' -> ')}` });
  }
  return found;
}

/** The modules that a file imports or re-exports, as written; type imports (unless `types` is false) and dynamic imports with a fixed name count as well. */
export function importsOf(file: string, text: string, { types = true } = {}): string[] {
  const parsed = parseSync(file, text);
  if (parsed.errors.length > 0) throw new Error(`${file}: ${parsed.errors[0]?.message}`);
  const { staticImports, staticExports, dynamicImports } = parsed.module;
  return [
    ...staticImports
      .filter(({ entries }) => types || entries.length === 0 || entries.some((entry) => !entry.isType))
      .map((statement) => statement.moduleRequest.value),
    ...staticExports.flatMap((statement) => statement.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
    ...dynamicImports
      .map((expression) => text.slice(expression.moduleRequest.start, expression.moduleRequest.end))
      .flatMap((request) => /^(['"`])([^'"`$]*)\1$/.exec(request)?.[2] ?? []),
  ];
}

function roomOf(file: string): string {
  const [top, second = ''] = file.split('/');
  return top === 'src' ? second.replace(/\.[cm]?[jt]sx?$/, '') : (top ?? '');
}

function nameFaults(file: string): string[] {
  const faults = file
    .split('/')
    .map((part) => part.replace(/\.[^.]*$/, ''))
    .filter((part) => nameless.test(part))
    .map((part) => `"${part}" does not say what is inside`);
  // A page of the desk may need an index.html; a barrel file only hides where things are.
  return /^index\.[cm]?[jt]sx?$/.test(basename(file))
    ? [...faults, 'no barrel files: import from the file itself']
    : faults;
}

/** Circles of imports, each as the shortest way round; a file is named in one of them at most. */
function cycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const waysBack = new Map([...graph.keys()].map((file) => [file, shortestWayBack(graph, file)]));
  const seen = new Set<string>();
  const found: string[][] = [];
  for (const [file, way] of waysBack) {
    if (!way || seen.has(file)) continue;
    for (const member of way) seen.add(member);
    found.push(way);
  }
  return found;
}

/** The shortest list of files that leads from a file back to itself by imports (breadth first); `undefined` where there is none. */
function shortestWayBack(graph: ReadonlyMap<string, readonly string[]>, start: string): string[] | undefined {
  const ways: string[][] = [[start]];
  const visited = new Set<string>();
  for (const way of ways) {
    for (const next of graph.get(way.at(-1) as string) ?? []) {
      if (next === start) return way;
      if (visited.has(next) || !graph.has(next)) continue;
      visited.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}
