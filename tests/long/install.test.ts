import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
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

/** What npm says where there is no registry to ask. */
const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ENOTCACHED/;

describe('the npm package, installed with all that it needs', () => {
  let packed: { filename: string; files: { path: string }[] };
  let unreachable = false;

  beforeAll(() => {
    const pack = run(root, 'npm', 'pack', '--json', '--pack-destination', folder);
    expect(pack.status, pack.stderr).toBe(0);
    // Whatever the build prints comes before the JSON.
    const json = JSON.parse(pack.stdout.slice(pack.stdout.search(/^[[{]$/m)));
    packed = (Array.isArray(json) ? json : Object.values(json))[0];
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    const install = run(
      folder,
      'npm',
      'install',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      `./${packed.filename}`,
    );
    unreachable = install.status !== 0 && offline.test(install.stderr);
    if (!unreachable) expect(install.status, install.stderr).toBe(0);
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

  it('gives a working command in an empty folder, whatever Node npm runs on', (context) => {
    if (unreachable) return context.skip('no npm registry can be reached');
    const help = run(folder, 'npx', '--no-install', 'interlinear', '--help');
    // npm may have something to say about its own settings.
    expect(help.stderr.replace(/^npm (warn|notice).*$/gm, '').trim()).toBe('');
    expect(help.status).toBe(0);
    expect(help.stdout).toContain('translate');
    const version = run(folder, 'npx', '--no-install', 'interlinear', '--version');
    expect(version.stdout).toContain(description.version);
  });

  it('does without the packaged Node where Node 24 runs it, and gets it later where it was left out', (context) => {
    if (unreachable) return context.skip('no npm registry can be reached');
    const packaged = join(folder, 'node_modules', 'node', 'bin');
    rmSync(packaged, { recursive: true });
    const command = join(folder, 'node_modules', 'interlinear', 'bin', 'interlinear.js');
    expect(run(folder, process.execPath, command, '--version').stdout).toContain(description.version);

    const major = Number.parseInt(run(folder, 'node', '--version').stdout.slice(1), 10);
    if (major >= 24) return;
    const refused = run(folder, 'node', command, '--version');
    expect(refused.status).toBe(1);
    const remedies = [...refused.stderr.matchAll(/"npm ([^"]+)"/g)].map((match) => (match[1] ?? '').split(' '));
    expect(remedies).toHaveLength(2);
    for (const remedy of remedies) {
      const { status, stderr } = run(folder, 'npm', ...remedy);
      expect(status, stderr).toBe(0);
    }
    expect(run(folder, 'node', command, '--version').stdout).toContain(description.version);
  }, 120_000);
});
