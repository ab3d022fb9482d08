import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Sends text as a file as fast as the reader reads. A fault behind the first piece ends the connection: half a file is never taken for a whole. */
export async function sendFile(
  reply: FastifyReply,
  { name, mediaType }: { name: string; mediaType: string },
  text: AsyncIterable<string>,
): Promise<FastifyReply> {
  const iterator = text[Symbol.asyncIterator]();
  // What goes wrong before the first piece is a problem document.
  const first = await iterator.next();
  const pieces = async function* () {
    for (let next = first; !next.done; next = await iterator.next()) if (next.value !== '') yield next.value;
  };
  return reply
    .header('content-disposition', `attachment; filename="${plain(name)}"; filename*=UTF-8''${encoded(name)}`)
    .type(mediaType)
    .send(Readable.from(pieces(), { objectMode: false, highWaterMark: 1 << 16 }));
}

/** RFC 6266 for readers that know only ASCII. */
function plain(name: string): string {
  return name.replaceAll(/[^\w.-]/g, '_');
}

/** RFC 8187. */
function encoded(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replaceAll(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}
