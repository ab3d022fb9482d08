import { spawnSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './port.ts';
import { ServerProcess } from './process.ts';
import { findProgram } from './program.ts';

/** A PostgreSQL of one's own, on a free loopback port, with its data in a temporary folder. */
export interface PostgresServer {
  /** `postgres://interlinear@127.0.0.1:PORT/postgres`: the maintenance database. */
  readonly url: string;
  /** Process id of the running postmaster; changes at a restart, -1 while stopped. */
  readonly pid: number;
  /** Makes an empty database and returns its URL. Without a name it takes one that is not in use. */
  createDatabase(name?: string): Promise<string>;
  /** The URL of the migrated, empty database of a copied cluster. */
  readonly readyDatabase: string;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
  /** Stops it and leaves its data, for `startPostgres` to copy. @returns their folder, which the caller removes */
  keep(): Promise<string>;
  /** SIGKILL, as a crash would; returns at once. */
  kill9(): void;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
}

interface Options {
  autovacuum?: boolean;
  within?: string;
}

interface Account {
  uid: number;
  gid: number;
}

const USER = 'interlinear';
/** The database of a cluster that was made to be copied. */
const READY = 'ready';

/** Why no private PostgreSQL can be started here; `undefined` where one can. */
export function available(): string | undefined {
  if (!program('initdb') || !program('postgres')) return 'PostgreSQL (initdb, postgres) is not installed';
  if (account() === null)
    return 'PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as';
  return undefined;
}

/**
 * Starts a private PostgreSQL: UTF-8, collation C, trust for loopback, fsync on.
 *
 * Every caller has a whole server: which events may be read depends on the oldest transaction of a server, whichever database it is in.
 * For the same reason it does not vacuum by itself, at a moment that no test knows of.
 *
 * @param copied the folder of a cluster that `makeReadyCluster` made: copying one takes a fraction of making one
 * @param options.autovacuum has it look after its tables by itself all the same, as it comes
 * @param options.within the folder in which its data are
 * @throws Error when it is not installed or does not start.
 */
export async function startPostgres(copied?: string, options: Options = {}): Promise<PostgresServer> {
  const missing = available();
  if (missing) throw new Error(missing);
  const as = account() ?? undefined;
  const folder = mkdtempSync(join(options.within ?? tmpdir(), 'interlinear-postgres-'));
  if (as) chownSync(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  try {
    if (copied) copyCluster(join(copied, 'data'), data);
    else makeCluster(data, folder, as);
    return await startOn(data, folder, as, options);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Makes a cluster to copy, with a database that `migrate` has brought up to date. @returns its folder, which the caller removes */
export async function makeReadyCluster(migrate: (url: string) => Promise<unknown>): Promise<string> {
  const server = await startPostgres();
  try {
    await migrate(await server.createDatabase(READY));
    return await server.keep();
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** `cp -a` keeps the owner, whom PostgreSQL wants to be. */
function copyCluster(from: string, to: string): void {
  const made = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`the cluster could not be copied: ${made.stderr || made.error?.message}`);
}

function makeCluster(data: string, folder: string, as: Account | undefined): void {
  const made = spawnSync(
    program('initdb') as string,
    [
      '-D',
      data,
      '-U',
      USER,
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
      '--no-instructions',
      '--wal-segsize=1',
    ],
    { cwd: folder, ...as, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);
}

async function startOn(
  data: string,
  folder: string,
  as: Account | undefined,
  { autovacuum = false }: Options,
): Promise<PostgresServer> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const url = (database: string) => `postgres://${USER}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
    const server = new ServerProcess({
      program: program('postgres') as string,
      arguments: [
        '-D',
        data,
        '-h',
        '127.0.0.1',
        '-p',
        String(port),
        '-k',
        '',
        '-c',
        'max_connections=200',
        '-c',
        `autovacuum=${autovacuum ? 'on' : 'off'}`,
      ],
      options: { cwd: folder, ...as },
      folder,
      signals: { stop: 'SIGINT', abort: 'QUIT' },
      ready: async () => {
        await query(url('postgres'), 'select 1');
        return true;
      },
    });
    try {
      await server.start();
    } catch (error) {
      if (attempt === 3) throw error;
      continue;
    }
    let made = 0;
    return {
      url: url('postgres'),
      get pid() {
        return server.pid;
      },
      async createDatabase(name) {
        made += 1;
        const database = name ?? `test_${process.pid}_${made}`;
        await query(url('postgres'), `create database "${database.replaceAll('"', '""')}" template template0`);
        return url(database);
      },
      readyDatabase: url(READY),
      stop: () => server.stop(),
      async keep() {
        await server.halt();
        return folder;
      },
      kill9: () => server.kill9(),
      restart: () => server.restart(),
    };
  }
}

async function query(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  // A server that stops while a connection is open reports it here as well; the query's own rejection is what counts.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function program(name: string): string | undefined {
  return findProgram(name, [
    '/usr/lib/postgresql/*/bin',
    '/usr/local/opt/postgresql*/bin',
    '/opt/homebrew/opt/postgresql*/bin',
  ]);
}

/** Who runs the server: `undefined` the present user; for root, which PostgreSQL refuses, an unprivileged one; `null` if there is none. */
function account(): Account | undefined | null {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) =>
      Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout || NaN),
    );
    if (uid && gid) return { uid, gid };
  }
  return null;
}
