import type { IncomingMessage } from 'node:http';
import type { Server } from './routes.ts';

/** Bytes a second that a body must come by once its first time is over: the slowest line that people work on is far faster. */
const LEAST_RATE = 2000;
const LATE = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * Ends requests whose bodies come by the drop. A large file over a slow line may take as long as it takes: after its first time each
 * 2,000 bytes give a body another second, as in Apache's mod_reqtimeout (`body=60,MinRate=2000`). Time in which the service itself is
 * behind with reading does not count.
 *
 * @param patience.body first time, in milliseconds
 * @param patience.look how often the server looks for those that are late, in milliseconds
 */
export function refuseSlowBodies(server: Server, { body, look }: { body: number; look: number }): void {
  const coming = new Map<IncomingMessage, { from: number; allowed: number; begun: number }>();
  const timer = setInterval(() => {
    const now = performance.now();
    for (const [request, one] of coming) {
      const { socket } = request;
      if (request.complete || socket.destroyed) {
        coming.delete(request);
        continue;
      }
      if (request.readableLength >= request.readableHighWaterMark) one.allowed += look;
      const earned = ((socket.bytesRead - one.from) / LEAST_RATE) * 1000;
      if (now - one.begun <= one.allowed + earned) continue;
      coming.delete(request);
      socket.end(LATE, () => socket.destroy());
    }
  }, look).unref();
  server.addHook('onClose', async () => clearInterval(timer));
  // What is over is not kept until the next look: hundreds of requests would outlive the young generation, and be copied by its collections.
  server.addHook('onResponse', (request, _reply, done) => {
    if (request.raw.complete) coming.delete(request.raw);
    done();
  });
  server.addHook('onRequest', async ({ raw }) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = raw.headers;
    const bodied = encoding !== undefined || Number(length) > 0;
    // What a test hands in without a connection is there at once.
    if (!bodied || raw.complete || typeof raw.socket.bytesRead !== 'number') return;
    coming.set(raw, { from: raw.socket.bytesRead, allowed: body, begun: performance.now() });
  });
}
