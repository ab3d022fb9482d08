import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './port.ts';
import { ServerProcess } from './process.ts';
import { findProgram } from './program.ts';

/** A Redis of one's own, on a free loopback port, with its data in a temporary folder. */
export interface RedisServer {
  /** `redis://127.0.0.1:PORT` */
  readonly url: string;
  /** Process id of the running server; changes at a restart, -1 while stopped. */
  readonly pid: number;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would; returns at once. */
  kill9(): void;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
}

/** What a queue needs: every acknowledged write is on disk, and nothing is evicted. */
const safe = { appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' };

/** Why no private Redis can be started here; `undefined` where one can. */
export function available(): string | undefined {
  return program() ? undefined : 'neither redis-server nor valkey-server is installed';
}

/**
 * Starts a private Redis (or Valkey).
 *
 * @param settings redis.conf settings over the safe ones, such as `{ 'maxmemory-policy': 'allkeys-lru' }`
 * @throws Error when it is not installed or does not start.
 */
export async function startRedis(settings: Record<string, string> = {}): Promise<RedisServer> {
  const executable = program();
  if (!executable) throw new Error(available());
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'interlinear-redis-'));
    const all = { ...safe, save: '', bind: '127.0.0.1', port: String(port), dir: folder, ...settings };
    const server = new ServerProcess({
      program: executable,
      arguments: Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]),
      options: { cwd: folder },
      folder,
      signals: { stop: 'SIGTERM', abort: 'KILL' },
      ready: () => ping(port),
    });
    try {
      await server.start();
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      if (attempt === 3) throw error;
      continue;
    }
    return {
      url: `redis://127.0.0.1:${port}`,
      get pid() {
        return server.pid;
      },
      stop: () => server.stop(),
      kill9: () => server.kill9(),
      restart: () => server.restart(),
    };
  }
}

function program(): string | undefined {
  return findProgram('redis-server') ?? findProgram('valkey-server');
}

/** Whether the server answers PING with PONG (it says LOADING while it reads its append-only file). */
function ping(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    socket.setTimeout(1000, () => socket.destroy(new Error('silent')));
    socket.once('data', (answer) => {
      socket.destroy();
      resolve(answer.toString().startsWith('+PONG'));
    });
    socket.once('error', reject);
  });
}
