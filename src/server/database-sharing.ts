import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { receive, send } from '../storage/frames.ts';
import {
  SHARED_DATABASE,
  SHARED_PATH,
  type SharedAnswer,
  type SharedStatement,
  VERSION_HEADER,
} from '../storage/shared-database.ts';
import { version } from '../version.ts';
import { isLoopback } from './identity/client.ts';
import { bearer } from './identity/identity.ts';
import { sameSecret } from './identity/secret.ts';
import type { Server } from './routes.ts';
import type { Service } from './service.ts';

/**
 * Lets the owner of the data folder work in its database while this process has it open: other commands of theirs send their statements
 * here. Nobody else may: it takes the token that only the owner can read, shown from this machine. They could stop the server and open the
 * folder themselves.
 *
 * @returns what ends it, before the server closes
 */
export function shareDatabase(server: Server, service: Pick<Service, 'database' | 'localToken' | 'log'>): () => void {
  const { database, localToken } = service;
  if (database.kind !== 'embedded' || localToken === undefined) return () => {};
  const open = new Set<Duplex>();
  server.server.on('upgrade', (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    connection.on('error', () => connection.destroy());
    // Connections of a server stay half open until somebody ends them.
    connection.on('end', () => connection.destroy());
    const refuse = (status: string) => {
      connection.resume();
      connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    };
    if (request.url !== SHARED_PATH || request.headers.upgrade !== SHARED_DATABASE) return refuse('404 Not Found');
    const shown = bearer(request.headers.authorization);
    const here = isLoopback(request.socket.remoteAddress) && request.headers['x-forwarded-for'] === undefined;
    if (!here || shown === undefined || !sameSecret(shown, localToken)) return refuse('403 Forbidden');
    if (request.headers[VERSION_HEADER] !== version) return refuse('409 Conflict');
    open.add(connection);
    connection.on('close', () => open.delete(connection));
    connection.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${SHARED_DATABASE}\r\n\r\n`);
    if (head.length > 0) connection.unshift(head);
    serve(connection, database).catch((error: unknown) => {
      service.log.warn({ err: error }, 'a command lost the database');
      connection.destroy();
    });
  });
  return () => {
    for (const connection of open) connection.destroy();
  };
}

/** Runs the statements of one connection, one after the other; what it leaves open is taken back when it ends. */
async function serve(connection: Duplex, database: Service['database']): Promise<void> {
  const client = await database.queuePool().connect();
  let last: Promise<void> = Promise.resolve();
  let ended = false;
  const run = async ({ text, values }: SharedStatement): Promise<void> => {
    if (ended) return;
    let said: SharedAnswer;
    try {
      const { command, rowCount, rows } = await client.query(text, values as unknown[] | undefined);
      said = { answer: { command, rowCount: rowCount ?? 0, rows } };
    } catch (error) {
      const { message, code, detail, constraint, table, column } = error as Record<string, unknown>;
      said = { error: { message: String(message), code, detail, constraint, table, column } };
    }
    if (!connection.destroyed) send(connection, said);
  };
  connection.on('close', () => {
    ended = true;
    void last.then(() => client.release());
  });
  receive(
    connection,
    (value) => {
      last = last.then(() => run(value as SharedStatement));
    },
    (error) => connection.destroy(error),
  );
}
