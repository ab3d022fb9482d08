import { Readable } from 'node:stream';
import type { Server } from '../../server/routes.ts';
import type { Transport } from './transport.ts';

/**
 * Asks a server of this process that listens nowhere.
 *
 * @param token what the owner of the data folder shows
 */
export function inProcess(server: Server, token: string): Transport {
  return {
    async ask({ method, path, headers, body, signal }) {
      const response = await server.inject({
        method,
        url: path,
        headers: { ...headers, authorization: `Bearer ${token}` },
        payloadAsStream: true,
        ...(typeof body === 'string' ? { payload: body } : {}),
        ...(typeof body === 'function' ? { payload: Readable.from(body()) } : {}),
        ...(signal ? { signal } : {}),
      });
      return {
        status: response.statusCode,
        header: (name) => {
          const value = response.headers[name];
          return value === undefined ? undefined : String(value);
        },
        body: response.stream() as AsyncIterable<Uint8Array>,
      };
    },
  };
}
