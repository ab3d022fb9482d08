import type { Duplex } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

/** The largest message between two processes of one machine: beyond it nobody means it. */
const LARGEST = 512 * 2 ** 20;

/** Values over a connection, each behind its length in four bytes: dates, bytes and large numbers stay what they are. */
export function send(connection: Duplex, value: unknown): void {
  const bytes = serialize(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  connection.cork();
  connection.write(length);
  connection.write(bytes);
  connection.uncork();
}

/** Calls `take` with each value that comes, in order. @param wrong called where what comes is none of ours */
export function receive(connection: Duplex, take: (value: unknown) => void, wrong: (error: Error) => void): void {
  let pieces: Buffer[] = [];
  let held = 0;
  let needed = 4;
  let inside = false;
  connection.on('data', (piece: Buffer) => {
    pieces.push(piece);
    held += piece.length;
    try {
      while (held >= needed) {
        const all = pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces);
        const part = all.subarray(0, needed);
        const rest = all.subarray(needed);
        pieces = rest.length > 0 ? [rest] : [];
        held = rest.length;
        inside = !inside;
        needed = inside ? part.readUInt32BE() : 4;
        if (needed > LARGEST) throw new Error('message too large');
        if (!inside) take(deserialize(part));
      }
    } catch (error) {
      wrong(error as Error);
    }
  });
}
