import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { TransientError } from '../model/errors.ts';
import { receive, send } from './frames.ts';

/** The protocol that a connection to the service is raised to: statements in, answers out, one after the other. */
export const SHARED_DATABASE = 'interlinear-database';
/** Where it is asked for, and the header that says which version asks: another one has another schema. */
export const SHARED_PATH = '/database';
export const VERSION_HEADER = 'interlinear-version';

/** A running server, the token that the owner of its data folder shows to it, and the version of whoever asks. */
export interface SharingServer {
  url: string;
  token: string;
  version: string;
}

/** A statement on its way, and what comes back. */
export interface SharedStatement {
  text: string;
  values?: readonly unknown[];
}
export type SharedAnswer =
  // biome-ignore lint/suspicious/noExplicitAny: rows have whatever shape the statement gives them, as in node-postgres.
  | { answer: { command: string; rowCount: number; rows: any[] } }
  | { error: Record<string, unknown> & { message: string } };

/**
 * A `pg.Pool`, as far as Kysely needs one, over the embedded database that a running server has open: only one process can open it, and the
 * other commands of the folder's owner go through that one.
 */
export class SharedPool {
  readonly #server: SharingServer;
  readonly #idle: SharedClient[] = [];
  readonly #all = new Set<SharedClient>();

  constructor(server: SharingServer) {
    this.#server = server;
  }

  /** @throws TransientError `database.down` where the server is there no more, or is of another version */
  async connect(): Promise<SharedClient> {
    const idle = this.#idle.pop();
    if (idle) return idle;
    const client = new SharedClient(await raised(this.#server), (open) => {
      if (open.free) this.#idle.push(open);
    });
    this.#all.add(client);
    return client;
  }

  async end(): Promise<void> {
    for (const client of this.#all) client.destroy();
    this.#all.clear();
    this.#idle.length = 0;
  }
}

class SharedClient {
  readonly #connection: Duplex;
  readonly #back: (client: SharedClient) => void;
  readonly #waiting: { resolve(answer: unknown): void; reject(error: Error): void }[] = [];
  #gone: Error | undefined;
  #inTransaction = false;

  constructor(connection: Duplex, back: (client: SharedClient) => void) {
    this.#connection = connection;
    this.#back = back;
    const lost = (reason: string) => {
      this.#gone ??= new TransientError('database.down', { reason });
      for (const one of this.#waiting.splice(0)) one.reject(this.#gone);
    };
    connection.on('error', (error) => lost(error.message));
    connection.on('close', () => lost('the server has ended'));
    receive(
      connection,
      (value) => {
        const answer = value as SharedAnswer;
        const one = this.#waiting.shift();
        if ('answer' in answer) one?.resolve(answer.answer);
        else one?.reject(Object.assign(new Error(answer.error.message), answer.error));
      },
      (error) => connection.destroy(error),
    );
  }

  /** Whether somebody else may have it. */
  get free(): boolean {
    return this.#gone === undefined && !this.#inTransaction;
  }

  async query(text: string, values?: readonly unknown[]): Promise<unknown> {
    if (this.#gone) throw this.#gone;
    const first = text.trimStart().slice(0, 20).toLowerCase();
    if (/^(begin|start transaction)/.test(first)) this.#inTransaction = true;
    const answer = new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
    send(this.#connection, { text, ...(values ? { values: [...values] } : {}) } satisfies SharedStatement);
    try {
      return await answer;
    } finally {
      if (/^(commit|rollback(?! to))/.test(first)) this.#inTransaction = false;
    }
  }

  /** One that is handed back in the middle of a transaction is closed: the server takes it back. */
  release(): void {
    if (!this.free) this.destroy();
    this.#back(this);
  }

  destroy(): void {
    this.#gone ??= new TransientError('database.down', { reason: 'closed' });
    this.#connection.destroy();
  }
}

/** A connection to the server that carries statements. */
function raised({ url, token, version }: SharingServer): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(SHARED_PATH, url), {
      headers: {
        ...{ connection: 'Upgrade', upgrade: SHARED_DATABASE, authorization: `Bearer ${token}` },
        [VERSION_HEADER]: version,
      },
    });
    const refused = (reason: string) => reject(new TransientError('database.down', { reason }));
    asked.on('upgrade', (_answer, connection, head) => {
      if (head.length > 0) connection.unshift(head);
      resolve(connection);
    });
    asked.on('response', (answer) => {
      answer.resume();
      refused(`HTTP ${answer.statusCode}`);
    });
    asked.on('error', (error) => refused(error.message));
    asked.end();
  });
}
