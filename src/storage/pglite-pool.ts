import { EventEmitter } from 'node:events';
import type { PGlite } from '@electric-sql/pglite';
import { PgliteStatements } from './pglite-statements.ts';

/** What node-postgres answers, as far as Kysely and BullMQ read it. */
interface QueryAnswer {
  command: string;
  rowCount: number;
  // biome-ignore lint/suspicious/noExplicitAny: rows have whatever shape the statement gives them, as in node-postgres.
  rows: any[];
}

/** Statements between two turns of the event loop. */
const BREATH = 8;

/**
 * A `pg.Pool` over one embedded PGlite, so that Kysely's PostgreSQL dialect and BullMQ's PostgreSQL backend run unchanged in both set-ups.
 *
 * PGlite is a single session. Statements of different clients may interleave, transactions must not: a client that says BEGIN holds the
 * session until its COMMIT or ROLLBACK, and everybody else waits in line. A transaction must therefore await nothing but the database.
 */
export class PglitePool extends EventEmitter {
  /** BullMQ asks here whether sockets are kept alive; there is no socket that could die unseen. */
  readonly options = { keepAlive: true };
  readonly #database: PGlite;
  readonly #statements: PgliteStatements;
  #asked = 0;
  /** The end of the line of those who wait for the session. */
  #line: Promise<void> = Promise.resolve();

  constructor(database: PGlite) {
    super();
    this.#database = database;
    this.#statements = new PgliteStatements(database);
  }

  async connect(): Promise<PgliteClient> {
    return new PgliteClient(this.#database, this.#statements, () => this.takeSession());
  }

  async query(text: string, values?: readonly unknown[]): Promise<QueryAnswer> {
    const release = await this.takeSession();
    try {
      return await run(this.#statements, text, values);
    } finally {
      release();
    }
  }

  /** Waits for the session; the function it resolves to hands it to the next in line. */
  private takeSession(): Promise<() => void> {
    const before = this.#line;
    let release = () => {};
    this.#line = new Promise((resolve) => {
      release = resolve;
    });
    return before.then(() => this.breathe()).then(() => release);
  }

  /** PGlite answers within the microtasks of one turn: now and then timers (locks that are renewed) and signals get theirs. */
  private async breathe(): Promise<void> {
    this.#asked++;
    if (this.#asked % BREATH === 0) await new Promise((resolve) => setImmediate(resolve));
  }

  /** The database is closed by whoever opened it. */
  async end(): Promise<void> {}
}

/** One checked-out client: holds the session from BEGIN to COMMIT, and carries LISTEN subscriptions. */
class PgliteClient extends EventEmitter {
  readonly #database: PGlite;
  readonly #statements: PgliteStatements;
  readonly #takeSession: () => Promise<() => void>;
  #release: (() => void) | undefined;
  #unlisten: (() => Promise<void>)[] = [];

  constructor(database: PGlite, statements: PgliteStatements, takeSession: () => Promise<() => void>) {
    super();
    this.#database = database;
    this.#statements = statements;
    this.#takeSession = takeSession;
  }

  async query(text: string, values?: readonly unknown[]): Promise<QueryAnswer> {
    const statement = firstWords(text);
    if (statement.startsWith('listen ')) return this.listen(statement.slice(7));
    if (this.#release) {
      try {
        return await run(this.#statements, text, values);
      } finally {
        if (endsTransaction(statement)) this.freeSession();
      }
    }
    const release = await this.#takeSession();
    if (statement.startsWith('begin') || statement.startsWith('start transaction')) {
      this.#release = release;
      try {
        return await run(this.#statements, text, values);
      } catch (error) {
        this.freeSession();
        throw error;
      }
    }
    try {
      return await run(this.#statements, text, values);
    } finally {
      release();
    }
  }

  /** A client that is handed back in the middle of a transaction (its owner threw) must not keep the others waiting. */
  release(): void {
    for (const unlisten of this.#unlisten.splice(0)) void unlisten().catch(() => {});
    if (!this.#release) return;
    const free = this.#release;
    this.#release = undefined;
    void this.#database
      .exec('ROLLBACK')
      .catch(() => {})
      .then(free);
  }

  private freeSession(): void {
    this.#release?.();
    this.#release = undefined;
  }

  private async listen(rest: string): Promise<QueryAnswer> {
    const channel = rest.replace(/[";\s].*$/s, '') || rest.replaceAll('"', '');
    this.#unlisten.push(
      await this.#database.listen(channel, (payload) => this.emit('notification', { channel, payload })),
    );
    return { command: 'LISTEN', rowCount: 0, rows: [] };
  }
}

async function run(statements: PgliteStatements, text: string, values?: readonly unknown[]): Promise<QueryAnswer> {
  const result = await statements.run(text, values);
  const command = (firstWords(text).split(/[\s;(]/, 1)[0] ?? '').toUpperCase();
  return { command, rowCount: result?.affectedRows || result?.rows.length || 0, rows: result?.rows ?? [] };
}

/** The statement in lower case without leading comments (BullMQ's statements begin with one that says why they are so). */
function firstWords(text: string): string {
  return text.replace(/^(\s|--[^\n]*\n?|\/\*.*?\*\/)+/s, '').toLowerCase();
}

function endsTransaction(statement: string): boolean {
  return /^(commit|end|abort|rollback(?!\s+to\b))/.test(statement);
}
