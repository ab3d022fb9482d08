import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/**
 * Starts a server in a process of its own, kills that process with SIGKILL, and tells whether the server is gone within five seconds.
 */
export async function goesWithItsOwner(kind: 'redis' | 'postgres'): Promise<boolean> {
  const owner = spawn(process.execPath, [fileURLToPath(new URL('./orphan.ts', import.meta.url)), kind], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(owner.stdout, 'data')) as [Buffer];
  const { pid } = JSON.parse(line.toString()) as { pid: number };
  if (!alive(pid)) throw new Error('the server did not run in the first place');
  owner.kill('SIGKILL');
  for (let waited = 0; waited < 5000; waited += 100) {
    if (!alive(pid)) return true;
    await sleep(100);
  }
  process.kill(pid, 'SIGKILL');
  return false;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
