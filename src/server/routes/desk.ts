import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import files from '@fastify/static';
import { InterlinearError } from '../../model/errors.ts';
import type { Routes } from '../routes.ts';

/** Where the built desk is: beside the sources in a checkout, within dist/ in the npm package. */
const places = ['../../../dist/web/', '../../../web/'].map((place) => fileURLToPath(new URL(place, import.meta.url)));

/** Assets carry a hash of their content in their name: they never change. */
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The review desk: its files, and its one page under every address that a person can have in the browser's bar. */
export const desk: Routes = async (server) => {
  const root = places.find((place) => existsSync(`${place}index.html`));
  const page = { config: { permission: 'anyone' }, schema: { hide: true } } as const;
  if (!root) {
    server.get('/', page, () => {
      throw new InterlinearError('desk.not-built');
    });
    return;
  }
  await server.register(files, { root, serve: false, preCompressed: true, cacheControl: false });
  server.get<{ Params: { '*': string } }>('/assets/*', page, (request, reply) =>
    reply
      .header('cache-control', FOR_EVER)
      .sendFile(`assets/${request.params['*']}`, { preCompressed: true } as object),
  );
  // Screens have addresses of their own, which the page itself reads.
  server.get('/', page, (_request, reply) => reply.redirect('/desk'));
  for (const address of ['/desk', '/desk/*'])
    server.get(address, page, (_request, reply) => reply.header('cache-control', 'no-cache').sendFile('index.html'));
};
