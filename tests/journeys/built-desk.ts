import { spawnSync } from 'node:child_process';
import { existsSync, globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './interlinear.ts';

/** Builds the desk's page where there is none, or where its sources are newer. */
export function buildDesk(): void {
  const built = join(root, 'dist/web/index.html');
  const sources = globSync(['src/web/**/*', 'locales/*/desk.json'], { cwd: root });
  const newest = Math.max(...sources.map((file) => statSync(join(root, file)).mtimeMs));
  if (existsSync(built) && statSync(built).mtimeMs > newest) return;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const options = ['build', '--config', 'src/web/vite.config.ts', '--logLevel', 'warn', 'src/web'];
  // As it is delivered: a test's own NODE_ENV would build the libraries' development versions.
  const env = { ...process.env, NODE_ENV: 'production' };
  const { status, stderr } = spawnSync(process.execPath, [vite, ...options], { cwd: root, encoding: 'utf8', env });
  if (status !== 0) throw new Error(stderr);
}
