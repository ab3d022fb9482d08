import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/interlinear.js', import.meta.url));

/** Milliseconds from the start of `interlinear serve` to its line with the address, on data that is there. */
export async function coldStart(environment: Record<string, string>): Promise<number> {
  const { PATH = '', HOME = '' } = process.env;
  const began = performance.now();
  const child = spawn(process.execPath, [program, 'serve', '--port', '0'], {
    env: { PATH, HOME, INTERLINEAR_LOG_LEVEL: 'silent', ...environment, INTERLINEAR_ENGINE: 'auto' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const took = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', () => resolve(performance.now() - began));
    child.once('exit', () => reject(new Error('serve ended')));
  });
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
  return took;
}
