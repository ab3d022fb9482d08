import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.ts';

/** What a worker process says of itself, `/healthz` and `/metrics`, to whoever reaches its port. @returns what ends it, and its port */
export async function listenForScrapes(
  metrics: Metrics,
  { host, port }: { host: string; port: number },
): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/healthz') response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
    else if (path === '/metrics')
      try {
        const text = await metrics.text();
        response.writeHead(200, { 'content-type': metrics.mediaType }).end(text);
      } catch {
        response.writeHead(500).end();
      }
    else response.writeHead(404).end();
  });
  server.requestTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
