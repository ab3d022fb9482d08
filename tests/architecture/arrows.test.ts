import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { importsOf, violations } from './arrows.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

function check(sources: Record<string, string>): string[] {
  return violations(new Map(Object.entries(sources))).map(({ file, message }) => `${file}: ${message}`);
}

describe('the layout of the product', () => {
  it('has every arrow running one way, no circles, no barrels and no nameless files', () => {
    const files = globSync('{src,workers}/**/*.{ts,tsx}', { cwd: root })
      .map((file) => file.replaceAll('\\', '/'))
      .sort();
    expect(files).toContain('src/model/article.ts');
    const sources = new Map(files.map((file) => [file, readFileSync(`${root}/${file}`, 'utf8')]));
    expect(violations(sources).map(({ file, message }) => `${file}: ${message}`)).toEqual([]);
  });
});

describe('the reading of imports', () => {
  it('sees values, types, re-exports and dynamic imports, and no text that only looks like one', () => {
    const text = `
      import a from './a.ts';
      import type { B } from './b.ts';
      import './c.ts';
      export { d } from './d.ts';
      export * from './e.ts';
      const f = await import('./f.ts');
      const g = await import(name);
      // import h from './h.ts';
      const i = "import i from './i.ts'";
    `;
    expect(importsOf('src/x/y.ts', text)).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts', './f.ts']);
  });
});

describe('the rules of the layout', () => {
  it('lets the desk know the types of the service, and nothing that runs there', () => {
    const server = { 'src/server/jobs.ts': 'export interface Job {}; export const now = 1;' };
    expect(check({ ...server, 'src/web/a.tsx': "import type { Job } from '../server/jobs.ts';" })).toEqual([]);
    expect(check({ ...server, 'src/web/a.tsx': "import { type Job, now } from '../server/jobs.ts';" })).toEqual([
      'src/web/a.tsx: web may import only types from server (src/server/jobs.ts)',
    ]);
  });

  const violating: [string, Record<string, string>, string][] = [
    [
      'a stage that imports another stage',
      { 'src/checks/numbers.ts': `import { cut } from '../segmentation/cut.ts';` },
      'src/checks/numbers.ts: checks must not import segmentation (src/segmentation/cut.ts)',
    ],
    [
      'a stage without files of its own that reads a format',
      { 'src/engines/apertium.ts': `import { parse } from '../formats/tmx/tmx.ts';` },
      'src/engines/apertium.ts: engines must not import formats (src/formats/tmx/tmx.ts)',
    ],
    [
      'a model that knows a room, even by a type or when it runs',
      { 'src/model/article.ts': `import type { Config } from '../config.ts';` },
      'src/model/article.ts: model must not import config (src/config.ts)',
    ],
    [
      'a pipeline that knows the queue',
      { 'src/pipeline/run.ts': `export const q = () => import('../queue/flows.ts');` },
      'src/pipeline/run.ts: pipeline must not import queue (src/queue/flows.ts)',
    ],
    [
      'a storage that re-exports the queue',
      { 'src/storage/jobs.ts': `export * from '../queue/outbox.ts';` },
      'src/storage/jobs.ts: storage must not import queue (src/queue/outbox.ts)',
    ],
    [
      'anything that imports the desk in the browser',
      { 'src/server/server.ts': `import '../web/desk.tsx';` },
      'src/server/server.ts: server must not import web (src/web/desk.tsx)',
    ],
    [
      'a source that imports a worker',
      { 'src/queue/start.ts': `import { work } from '../../workers/batch.ts';` },
      'src/queue/start.ts: queue must not import workers (workers/batch.ts)',
    ],
    [
      'a stage that opens a database',
      { 'src/memory/lookup.ts': `import { sql } from 'kysely';` },
      'src/memory/lookup.ts: memory must stay pure, but imports kysely',
    ],
    ['a room that is not in the design', { 'src/stuff/a.ts': '' }, 'src/stuff/a.ts: stuff is no room of the design'],
    [
      'a file whose name says nothing',
      { 'src/checks/utils.ts': '' },
      'src/checks/utils.ts: "utils" does not say what is inside',
    ],
    [
      'a folder whose name says nothing',
      { 'src/formats/common/xml.ts': '' },
      'src/formats/common/xml.ts: "common" does not say what is inside',
    ],
    ['a barrel', { 'src/checks/index.ts': '' }, 'src/checks/index.ts: no barrel files: import from the file itself'],
    [
      'files that import each other in a circle',
      {
        'src/checks/a.ts': `import './b.ts';`,
        'src/checks/b.ts': `import type { C } from './c.ts';`,
        'src/checks/c.ts': `import './a.ts';`,
      },
      'src/checks/a.ts: circular imports: src/checks/a.ts -> src/checks/b.ts -> src/checks/c.ts -> src/checks/a.ts',
    ],
    [
      'a file that imports itself',
      { 'src/checks/a.ts': `import './a.ts';` },
      'src/checks/a.ts: circular imports: src/checks/a.ts -> src/checks/a.ts',
    ],
  ];

  it.each(violating)('catch %s', (_, sources, expected) => {
    expect(check(sources)).toEqual([expected]);
  });

  it('let through what the design allows', () => {
    expect(
      check({
        'src/model/article.ts': `import type { LanguageTag } from './language.ts';`,
        'src/model/language.ts': '',
        'src/formats/tmx/tmx.ts': `import '../../model/article.ts'; import { SaxesParser } from 'saxes';`,
        'src/memory/load.ts': `import '../formats/tmx/tmx.ts'; import '../model/article.ts';`,
        'src/pipeline/run.ts': `import '../memory/load.ts';`,
        'src/storage/units.ts': `import { sql } from 'kysely'; import '../config.ts';`,
        'src/queue/flows.ts': `import '../pipeline/run.ts'; import '../storage/units.ts';`,
        'workers/batch.ts': `import '../src/queue/flows.ts';`,
        'src/cli/main.ts': `import '../../workers/batch.ts'; import '../config.ts';`,
        'src/config.ts': `import './model/article.ts';`,
      }),
    ).toEqual([]);
  });
});
