import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const checkout = fileURLToPath(new URL('../../', import.meta.url));

/** The version that the package must say it is. */
export const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as { version: string };

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

/** Runs a command to its end, as somebody at a prompt. */
export function run(cwd: string, command: string, ...args: string[]) {
  return spawnSync(command, args, { cwd, env: environment, encoding: 'utf8' });
}

/** What the compiler, the bundler and npm read of a checkout. */
const parts = [
  ...['bin', 'docs', 'examples', 'locales', 'scripts', 'src', 'workers'],
  ...['package.json', 'tsconfig.json', 'tsconfig.build.json', 'CHANGELOG.md', 'LICENSE', 'NOTICE', 'README.md'],
];

/** The packed product, in a folder that goes with `remove`. */
export interface Packed {
  folder: string;
  /** The archive, in the folder. */
  filename: string;
  /** Paths of the files in it. */
  files: string[];
  remove(): void;
}

/** `npm pack`, in a copy of the checkout: packing it builds dist/ anew, out of which other tests serve pages. */
export function packProduct(): Packed {
  const folder = mkdtempSync(join(tmpdir(), 'interlinear-pack-'));
  const copy = mkdtempSync(join(tmpdir(), 'interlinear-checkout-'));
  try {
    for (const part of parts) cpSync(join(checkout, part), join(copy, part), { recursive: true });
    symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
    const pack = run(copy, 'npm', 'pack', '--json', '--pack-destination', folder);
    expect(pack.status, pack.stderr).toBe(0);
    // Whatever the build prints comes before the JSON.
    const json = JSON.parse(pack.stdout.slice(pack.stdout.search(/^[[{]$/m)));
    const packed: { filename: string; files: { path: string }[] } = (
      Array.isArray(json) ? json : Object.values(json)
    )[0];
    return {
      folder,
      filename: packed.filename,
      files: packed.files.map(({ path }) => path),
      remove: () => rmSync(folder, { recursive: true, force: true }),
    };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The compiled product, its sentences and its licence, and neither sources nor tests. */
export function expectProduct({ files }: Packed): void {
  expect(files).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'NOTICE',
      'README.md',
      'bin/interlinear.js',
      'dist/package.json',
      'dist/src/cli/main.js',
      'dist/web/index.html',
      'dist/locales/en/cli.json',
      'dist/examples/idleb/article.en.txt',
    ]),
  );
  expect(
    files.filter((file) => /(?<!\.d)\.tsx?$|^(src|workers|tests|bench|scripts|node_modules)\//.test(file)),
  ).toEqual([]);
}

/** A working command in the folder that the package was installed in, whatever Node npm runs on. */
export function expectCommand(folder: string): void {
  const help = run(folder, 'npx', '--no-install', 'interlinear', '--help');
  // npm may have something to say about its own settings.
  expect(help.stderr.replace(/^npm (warn|notice).*$/gm, '').trim()).toBe('');
  expect(help.status).toBe(0);
  expect(help.stdout).toContain('translate');
  expect(run(folder, 'npx', '--no-install', 'interlinear', '--version').stdout).toContain(version);
}
