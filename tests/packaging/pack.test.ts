import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const description = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { version: string };
const folder = mkdtempSync(join(tmpdir(), 'interlinear-pack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The environment of somebody at a prompt: nothing of the npm that runs these tests, and not its Node first in PATH. */
const environment = Object.fromEntries(
  Object.entries(process.env)
    .filter(
      ([name]) =>
        !/^(npm_(package|lifecycle|command|config_local_prefix)|INIT_CWD$|NODE_OPTIONS$|NODE_ENV$|VITEST)/.test(name),
    )
    .map(([name, value]) => {
      if (name !== 'PATH') return [name, value];
      return [
        name,
        value
          ?.split(delimiter)
          .filter((part) => !part.includes('node_modules'))
          .join(delimiter),
      ];
    }),
) as Record<string, string>;

function run(cwd: string, command: string, ...args: string[]) {
  return spawnSync(command, args, { cwd, env: environment, encoding: 'utf8' });
}

describe('the npm package', () => {
  let packed: { filename: string; files: { path: string }[] };

  beforeAll(() => {
    const pack = run(root, 'npm', 'pack', '--json', '--pack-destination', folder);
    expect(pack.status, pack.stderr).toBe(0);
    // Whatever the build prints comes before the JSON.
    const json = JSON.parse(pack.stdout.slice(pack.stdout.search(/^[[{]$/m)));
    packed = (Array.isArray(json) ? json : Object.values(json))[0];
    // What `npm install` makes of it, with the dependencies of this checkout; tests/long installs them from the registry.
    const modules = join(folder, 'node_modules');
    const installed = join(modules, 'interlinear');
    mkdirSync(join(modules, '.bin'), { recursive: true });
    const unpacked = run(modules, 'tar', '-xzf', join(folder, packed.filename));
    expect(unpacked.status, unpacked.stderr).toBe(0);
    renameSync(join(modules, 'package'), installed);
    const { bin, dependencies } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
    chmodSync(join(installed, bin.interlinear), 0o755);
    symlinkSync(join(installed, bin.interlinear), join(modules, '.bin', 'interlinear'));
    for (const name of Object.keys(dependencies)) {
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(root, 'node_modules', name), join(modules, name));
    }
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
  }, 300_000);

  it('holds the compiled product, its sentences and its licence, and neither sources nor tests', () => {
    const files = packed.files.map((file) => file.path);
    expect(files).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'NOTICE',
        'README.md',
        'bin/interlinear.js',
        'dist/package.json',
        'dist/src/cli/main.js',
        'dist/locales/en/cli.json',
        'dist/examples/idleb/article.en.txt',
      ]),
    );
    expect(
      files.filter((file) => /(?<!\.d)\.tsx?$|^(src|workers|tests|bench|scripts|node_modules)\//.test(file)),
    ).toEqual([]);
  });

  it('gives a working command in an empty folder, whatever Node npm runs on', () => {
    const help = run(folder, 'npx', '--no-install', 'interlinear', '--help');
    // npm may have something to say about its own settings.
    expect(help.stderr.replace(/^npm (warn|notice).*$/gm, '').trim()).toBe('');
    expect(help.status).toBe(0);
    expect(help.stdout).toContain('translate');
    const version = run(folder, 'npx', '--no-install', 'interlinear', '--version');
    expect(version.stdout).toContain(description.version);
  });
});
