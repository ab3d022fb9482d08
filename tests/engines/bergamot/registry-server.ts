import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RegistryEntry, writeTestRegistry } from '../../../scripts/test-model/write.ts';

/** What a server does otherwise than it should, for paths that match; the last one that matches counts. */
export type Fault = (request: IncomingMessage, response: ServerResponse, bytes: Buffer | undefined) => boolean;

/** A loopback server with a registry in the layout of Mozilla's, which answers as Google's storage does. */
export interface RegistryServer {
  /** URL of its models.json. */
  url: string;
  /** The folder that it serves. */
  folder: string;
  /** Requests so far: path and range. */
  requests: { path: string; range: string | undefined }[];
  fault: Fault | undefined;
  close(): Promise<void>;
}

export async function registryServer(entries: RegistryEntry[]): Promise<RegistryServer> {
  const folder = mkdtempSync(join(tmpdir(), 'registry-'));
  const requests: RegistryServer['requests'] = [];
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    requests.push({ path, range: request.headers.range });
    let bytes: Buffer | undefined;
    try {
      bytes = readFileSync(join(folder, path));
    } catch {
      // Answered below.
    }
    if (!state.fault?.(request, response, bytes)) serve(request, response, bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  writeTestRegistry(folder, base, entries);
  const state: RegistryServer = {
    url: `${base}/db/models.json`,
    folder,
    requests,
    fault: undefined,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
  return state;
}

/** URL of a registry on a port where nobody listens. */
export async function registryThatIsAway(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/db/models.json`;
}

/** The whole file, or the range that is asked for as long as the file is the one that it was begun of (RFC 9110, section 14). */
export function serve(request: IncomingMessage, response: ServerResponse, bytes: Buffer | undefined): void {
  if (!bytes) {
    response.writeHead(404, { 'Content-Type': 'application/xml' }).end('<Error><Code>NoSuchKey</Code></Error>');
    return;
  }
  const etag = `"${bytes.length}-${bytes.subarray(0, 64).toString('hex').slice(-16)}"`;
  const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  if (range && request.headers['if-range'] === etag) {
    const from = Number(range[1]);
    if (from >= bytes.length) {
      response.writeHead(416, { 'Content-Range': `bytes */${bytes.length}` }).end();
      return;
    }
    const part = bytes.subarray(from);
    const place = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
    response.writeHead(206, { ETag: etag, 'Content-Length': part.length, 'Content-Range': place }).end(part);
    return;
  }
  response.writeHead(200, { ETag: etag, 'Content-Length': bytes.length }).end(bytes);
}
