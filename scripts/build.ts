/**
 * Compiles the product to dist/ for the npm package (Node strips types everywhere but under node_modules).
 *
 * dist/ has the shape of the checkout: dist/src, dist/workers, dist/web (the review desk), dist/locales, dist/examples and dist/package.json. A file found by
 * `new URL('../../locales/', import.meta.url)` is therefore found from both trees.
 *
 * Usage: node scripts/build.ts [ROOT]   (ROOT is the checkout, by default the one this file is in)
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url)));
const dist = join(root, 'dist');

/** Folders whose files go along as they are; TypeScript in the first two is compiled instead. */
const copied = ['src', 'workers', 'locales', 'examples', 'package.json'];

rmSync(dist, { recursive: true, force: true });
compile();
buildDesk();
for (const name of copied) copyAssets(name);
refuseUrlsOfSources();

/** Runs `tsc -p tsconfig.build.json`, which strips types and does not check them: `npm run check` does, and takes five times as long. */
function compile(): void {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** The review desk, as files that a browser reads, in dist/web. */
function buildDesk(): void {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin', 'vite.js');
  const options = ['build', '--config', 'src/web/vite.config.ts', '--logLevel', 'warn', 'src/web'];
  const { status } = spawnSync(process.execPath, [vite, ...options], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function copyAssets(name: string): void {
  if (!existsSync(join(root, name))) return;
  cpSync(join(root, name), join(dist, name), {
    recursive: true,
    filter: (path) => !/\.tsx?$/.test(path) && !path.startsWith(join(root, 'src', 'web')),
  });
}

/** A module addressed as `new URL('./x.ts', import.meta.url)` runs in the checkout and fails when installed: tsc does not rewrite it. */
function refuseUrlsOfSources(): void {
  const url = /new URL\(\s*['"`][^'"`]*\.ts['"`]\s*,\s*import\.meta\.url/;
  const files = globSync('**/*.js', { cwd: dist }).filter((file) => url.test(readFileSync(join(dist, file), 'utf8')));
  if (files.length === 0) return;
  process.stderr.write(`build: a .ts file addressed by URL does not exist in dist/: ${files.join(', ')}\n`);
  process.exit(1);
}
