import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './interlinear.ts';

const built = join(root, 'dist/web/index.html');
/** Is there while somebody builds: files of tests that run at the same time build once. */
const lock = join(root, 'dist/desk-is-being-built');
/** Nobody builds for longer: whoever made the lock was killed. In milliseconds. */
const ABANDONED = 120_000;

/** Builds the desk's page where there is none, or where its sources are newer. */
export function buildDesk(): void {
  mkdirSync(join(root, 'dist'), { recursive: true });
  while (isOld()) {
    try {
      mkdirSync(lock);
    } catch {
      if (Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()) > ABANDONED) unlock();
      // Somebody else is at it.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
      continue;
    }
    try {
      if (isOld()) build();
    } finally {
      unlock();
    }
  }
}

function isOld(): boolean {
  if (!existsSync(built) || existsSync(lock)) return true;
  const sources = globSync(['src/web/**/*', 'locales/*/desk.json'], { cwd: root });
  return statSync(built).mtimeMs <= Math.max(...sources.map((file) => statSync(join(root, file)).mtimeMs));
}

function unlock(): void {
  rmSync(lock, { recursive: true, force: true });
}

function build(): void {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const options = ['build', '--config', 'src/web/vite.config.ts', '--logLevel', 'warn', 'src/web'];
  // As it is delivered: a test's own NODE_ENV would build the libraries' development versions.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status, stderr } = spawnSync(process.execPath, [vite, ...options], { cwd: root, encoding: 'utf8', env });
  if (status !== 0) throw new Error(stderr);
}
