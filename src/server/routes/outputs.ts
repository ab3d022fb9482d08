import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { showArticle } from '../../storage/article-listing.ts';
import { listOutputs, loadOutput } from '../../storage/output-reading.ts';
import { callerOf } from '../caller.ts';
import { attachment } from '../content-disposition.ts';
import { resultContext } from '../result-context.ts';
import type { Routes } from '../routes.ts';
import { id, instant, orNull } from '../shapes.ts';

/** The files of an article, up to date with what people have written. */
export const outputs: Routes = (server, service) => {
  const { tables } = service.database;
  const refreshing = resultContext(service);

  async function known(desk: string, article: string): Promise<void> {
    if (!(await showArticle(tables, desk, article))) throw new InterlinearError('not-found.article', { article });
    const { refreshOutputs } = await import('../../../workers/refresh.ts');
    await refreshOutputs(refreshing, desk, article);
  }

  server.get(
    '/v1/articles/:id/outputs',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['outputs'],
        operationId: 'listOutputs',
        summary: 'Files to download',
        params: Type.Object({ id }),
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                name: Type.String(),
                mediaType: Type.String(),
                language: orNull(Type.String()),
                bytes: Type.Integer(),
                etag: Type.String(),
                createdAt: instant,
                href: Type.String(),
              }),
            ),
          }),
        },
      },
    },
    async (request) => {
      const { id: article } = request.params;
      const { desk } = callerOf(request);
      await known(desk, article);
      const rows = await listOutputs(tables, desk, article);
      return {
        items: rows.map(({ hash, createdAt, ...row }) => ({
          ...row,
          etag: `"${hash}"`,
          createdAt: createdAt.toISOString(),
          href: `/v1/articles/${article}/outputs/${encodeURIComponent(row.name)}`,
        })),
      };
    },
  );

  server.get(
    '/v1/articles/:id/outputs/:name',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['outputs'],
        operationId: 'downloadOutput',
        summary: 'A file',
        params: Type.Object({ id, name: Type.String({ minLength: 1, maxLength: 200 }) }),
        headers: Type.Object({ 'if-none-match': Type.Optional(Type.String({ maxLength: 2000 })) }),
        response: {
          200: { description: 'The file, with its ETag.', content: { '*/*': { schema: Type.Any() } } },
          304: Type.Null({ description: 'It is what the caller has.' }),
        },
      },
    },
    async (request, reply) => {
      const { id: article, name } = request.params;
      const { desk } = callerOf(request);
      await known(desk, article);
      const file = await loadOutput(tables, desk, article, name);
      if (!file) throw new InterlinearError('not-found.output', { name });
      const etag = `"${createHash('sha256').update(file.content).digest('hex')}"`;
      reply.header('etag', etag).header('cache-control', 'private, no-cache');
      const has = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
      if (has.includes(etag) || has.includes('*')) return reply.code(304).send(null);
      // What an article says must not run as a page of this service.
      return reply
        .type(file.mediaType)
        .header('content-disposition', attachment(file.name))
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox")
        .header('x-content-type-options', 'nosniff')
        .send(Buffer.from(file.content));
    },
  );
};
