import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { installDebianPackages } from '../../src/cli/packages.ts';
import { enginePackages, runSetup } from '../../src/cli/setup.ts';
import type { Messages } from '../../src/model/ports.ts';

const path = process.env.PATH;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-'));
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true });
});

/**
 * Puts a machine in front of the product: its programs and nothing else. `state` lists the packages that dpkg has; apt-get installs by
 * adding to it what `archive` offers.
 */
function machine(programs: Record<string, string>, state: string[] = [], archive: string[] = []) {
  writeFileSync(join(folder, 'state'), state.map((name) => `${name} installed\n`).join(''));
  writeFileSync(join(folder, 'archive'), archive.map((name) => `Package: ${name}\n`).join(''));
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\nPATH=${path}\ncd ${folder}\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  process.env.PATH = folder;
}

const debian = {
  'dpkg-query': 'cat state',
  'apt-cache': 'cat archive',
  sudo: 'shift; test "$1" = true || exec ./"$@"',
  env: 'shift; exec ./"$@"',
  'apt-get': [
    'echo "$*" >> log',
    'test "$1" = install || exit 0',
    'shift 5',
    'for name in "$@"; do grep -q "Package: $name" archive || exit 100; echo "$name installed" >> state; done',
  ].join('\n'),
};
const log = () => (existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '');

/** What people see, as keys with what they interpolate. */
const messages: Messages = (key, parameters = {}) => [key, ...Object.values(parameters)].join(' ');

describe('Installing Debian packages', () => {
  test('does nothing when all are there', async () => {
    machine(debian, ['one', 'two']);
    const printed: string[] = [];
    const report = await installDebianPackages(['one', 'two'], (line) => printed.push(line));
    expect(report).toEqual({ installed: ['one', 'two'], missing: [] });
    expect(printed).toEqual([]);
    expect(log()).toBe('');
  });

  test('installs what is missing, and prints each command before it runs', async () => {
    machine(debian, ['one'], ['two']);
    const printed: string[] = [];
    const report = await installDebianPackages(['one', 'two'], (line) => {
      if (line.includes(' install ')) expect(log()).not.toContain('install');
      printed.push(line);
    });
    expect(report).toEqual({ installed: ['one', 'two'], missing: [] });
    expect(printed.at(-1)).toMatch(/^\$ .*apt-get install -y --no-install-recommends .*two$/);
    expect(printed.at(-1)).not.toContain('one');
  });

  test('fetches the lists once when a package is not in them, and installs the others', async () => {
    machine(debian, [], ['one']);
    const printed: string[] = [];
    const report = await installDebianPackages(['one', 'nowhere'], (line) => printed.push(line));
    expect(report).toEqual({ installed: ['one'], missing: [{ name: 'nowhere', why: 'not-in-archive' }] });
    expect(printed.filter((line) => line.endsWith('apt-get update'))).toHaveLength(1);
  });

  test('says so where there is no apt', async () => {
    machine({});
    expect(await installDebianPackages(['one'], () => {})).toEqual({
      installed: [],
      missing: [{ name: 'one', why: 'no-apt' }],
    });
  });

  test('says so where apt fails, in its own last words', async () => {
    machine({ ...debian, 'apt-get': 'test "$1" != install || { echo "E: disk full" >&2; exit 100; }' }, [], ['one']);
    expect((await installDebianPackages(['one'], () => {})).missing).toEqual([
      { name: 'one', why: 'apt-failed', detail: 'E: disk full' },
    ]);
  });

  test('says so where the user may not install', async () => {
    const { getuid } = process;
    process.getuid = () => 1000;
    try {
      machine({ ...debian, sudo: 'exit 1' }, [], ['one']);
      expect((await installDebianPackages(['one'], () => {})).missing).toEqual([{ name: 'one', why: 'no-rights' }]);
      expect(log()).not.toContain('install');
      machine(debian, [], ['one']);
      const printed: string[] = [];
      expect((await installDebianPackages(['one'], (line) => printed.push(line))).installed).toEqual(['one']);
      expect(printed.at(-1)).toMatch(/^\$ sudo -n /);
    } finally {
      if (getuid) process.getuid = getuid;
    }
  });
});

const apertium = 'case "$1" in -l) echo "  eng-spa"; echo "  spa-cat";; -V) echo "Apertium 3.8.3";; esac';

describe('interlinear setup', () => {
  async function setup(options: { yes: boolean; ask?: (question: string) => Promise<boolean> }) {
    const printed: string[] = [];
    const result = await runSetup({ ...options, print: (line) => printed.push(line), messages });
    return { ...result, printed };
  }

  test('installs the engine and prints its pairs', async () => {
    machine({ ...debian, apertium: `grep -q "apertium installed" state || exit 1\n${apertium}` }, [], enginePackages);
    const { engine, printed } = await setup({ yes: true });
    expect(engine).toBe(true);
    expect(printed[0]).toBe(`cli:setup.installing ${enginePackages.join(' ')}`);
    expect(printed.at(-1)).toBe('cli:setup.pairs 3 en>es, es>ca, en>es>ca');
  });

  test('says that there is nothing to do', async () => {
    machine({ ...debian, apertium }, enginePackages);
    expect((await setup({ yes: true })).printed).toEqual([
      `cli:setup.ready ${enginePackages.length}`,
      'cli:setup.pairs 3 en>es, es>ca, en>es>ca',
    ]);
    expect(log()).toBe('');
  });

  test('leaves an Apertium alone that did not come from packages', async () => {
    machine({ apertium });
    expect(await setup({ yes: true })).toMatchObject({
      engine: true,
      printed: ['cli:setup.elsewhere', expect.any(String)],
    });
  });

  test('where it cannot install: memory and glossary only, and the command for an administrator', async () => {
    machine({});
    expect(await setup({ yes: true })).toEqual({
      engine: false,
      printed: [
        `cli:setup.installing ${enginePackages.join(' ')}`,
        `cli:setup.why.no-apt ${enginePackages.join(', ')}`,
        `cli:setup.administrator sudo apt-get install --no-install-recommends ${enginePackages.join(' ')}`,
        'cli:setup.memory-only',
      ],
    });
  });

  test('installs nothing without a yes', async () => {
    machine(debian, [], enginePackages);
    const questions: string[] = [];
    for (const ask of [
      undefined,
      async (question: string) => {
        questions.push(question);
        return false;
      },
    ]) {
      const { engine, printed } = await setup({ yes: false, ...(ask ? { ask } : {}) });
      expect(engine).toBe(false);
      expect(printed.map((line) => line.split(' ')[0])).toEqual(['cli:setup.administrator', 'cli:setup.memory-only']);
    }
    expect(questions).toHaveLength(1);
    expect(log()).toBe('');
  });
});
