import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { InterlinearError } from '../../model/errors.ts';
import { showArticle } from '../../storage/article-listing.ts';
import { listOutputs, loadOutput } from '../../storage/output-reading.ts';
import { callerOf } from '../caller.ts';
import { attachment } from '../content-disposition.ts';
import { resultContext } from '../result-context.ts';
import type { Routes } from '../routes.ts';
import { id, languageOf } from '../shapes.ts';
import { languageTag } from '../wording.ts';
import { type Zipped, zip } from '../zip.ts';

/** `GET /v1/outputs`: the files of several articles as one archive, a folder an article. */
export const outputsArchive: Routes = (server, service) => {
  const { tables } = service.database;
  const refreshing = resultContext(service);
  server.get(
    '/v1/outputs',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['outputs'],
        operationId: 'downloadOutputs',
        summary: 'The files of several articles as a ZIP archive, up to date with what people have written',
        querystring: Type.Object({
          articles: Type.Array(id, { minItems: 1, maxItems: 100, uniqueItems: true }),
          language: Type.Optional({ ...languageTag, description: 'Only files of this language.' }),
        }),
        response: {
          200: { description: 'The archive.', content: { 'application/zip': { schema: Type.Any() } } },
        },
      },
    },
    async (request, reply) => {
      const { desk } = callerOf(request);
      const language = languageOf(request.query.language);
      const folders = new Map<string, string>();
      for (const article of request.query.articles) {
        const found = await showArticle(tables, desk, article);
        if (!found) throw new InterlinearError('not-found.article', { article });
        const { refreshOutputs } = await import('../../../workers/refresh.ts');
        await refreshOutputs(refreshing, desk, article);
        folders.set(article, folderOf(found.name, new Set(folders.values())));
      }
      const files = async function* (): AsyncGenerator<Zipped> {
        for (const [article, folder] of folders)
          for (const one of await listOutputs(tables, desk, article)) {
            if (language !== undefined && one.language !== language) continue;
            // One that is made anew meanwhile is in the next archive.
            const file = await loadOutput(tables, desk, article, one.name);
            if (file) yield { name: `${folder}/${file.name}`, content: file.content };
          }
      };
      const now = service.clock.now();
      const stream = Readable.from(zip(files(), now), { objectMode: false });
      return reply
        .type('application/zip')
        .header('content-disposition', attachment(`interlinear-${now.toISOString().slice(0, 10)}.zip`))
        .send(stream);
    },
  );
};

/** The folder of an article: its name without what file systems mind, and a number where two have the same. */
function folderOf(name: string, taken: ReadonlySet<string>): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  const plain = name.replaceAll(/[\u0000-\u001f<>:"/\\|?*]/g, '_').replace(/^\.+|[. ]+$/g, '_') || '_';
  for (let count = 1; ; count++) {
    const folder = count === 1 ? plain : `${plain} (${count})`;
    if (!taken.has(folder)) return folder;
  }
}
