import { Type } from 'typebox';
import type { Segment } from '../../model/article.ts';
import { segmentLanguage } from '../../model/article.ts';
import { InterlinearError } from '../../model/errors.ts';
import type { ReaderText } from '../../outputs/reader.ts';
import { showArticle } from '../../storage/article-listing.ts';
import { loadTargets } from '../../storage/batches.ts';
import { callerOf } from '../caller.ts';
import { resultContext } from '../result-context.ts';
import type { Routes } from '../routes.ts';
import { id, languageOf } from '../shapes.ts';

/** `GET /v1/articles/:id/preview`: an article as readers see it, with the texts as they stand now. */
export const preview: Routes = (server, service) => {
  const { tables } = service.database;
  const context = resultContext(service);

  server.get(
    '/v1/articles/:id/preview',
    {
      config: { permission: 'read' },
      schema: {
        tags: ['review'],
        operationId: 'previewArticle',
        summary: 'An article as readers see it',
        description:
          'A page without scripts, in a sandbox; texts that nobody has translated yet are shown in their own language, and marked. The ' +
          'language of the text as delivered gives it with its corrections, or with `text=given` as it came.',
        params: Type.Object({ id }),
        querystring: Type.Object({
          language: Type.Optional(
            Type.String({ minLength: 2, maxLength: 35, description: 'Default: that of the source.' }),
          ),
          text: Type.Enum(['corrected', 'given'] as const, { default: 'corrected' }),
        }),
        response: { 200: { description: 'A page.', content: { 'text/html': { schema: Type.Any() } } } },
      },
    },
    async (request, reply) => {
      const { desk } = callerOf(request);
      const article = request.params.id;
      const found = await showArticle(tables, desk, article);
      if (!found) throw new InterlinearError('not-found.article', { article });
      const { loadResult } = await import('../../../workers/results.ts');
      const loaded = await loadResult(context, article);
      if (!loaded) throw new InterlinearError('article.unread', { article });
      const { delivered, source, corrected } = loaded.result;
      const base = source ?? delivered;
      const language = languageOf(request.query.language) ?? base.language;
      const plain =
        (document: typeof base) =>
        (segment: Segment): ReaderText => ({
          text: segment.text,
          codes: segment.codes,
          language: segmentLanguage(document, segment),
        });
      const { READER_POLICY, readerPage } = await import('../../outputs/reader.ts');
      let page: string;
      if (language === delivered.language) {
        const given = request.query.text === 'given';
        page = readerPage(delivered, language, found.name, (segment) => {
          const own = corrected[segment.ordinal];
          if (given || own === undefined) return plain(delivered)(segment);
          return own && { ...own, language: segmentLanguage(delivered, segment) };
        });
      } else if (language === base.language) page = readerPage(base, language, found.name, plain(base));
      else {
        if (!found.languages.some((version) => version.language === language))
          throw new InterlinearError('not-found.language', { id: article, language });
        const targets = await loadTargets(tables, found.revision, language);
        const madeFrom = new Map(loaded.madeFrom.map((segment) => [segment.ordinal, segment]));
        page = readerPage(base, language, found.name, (segment) => {
          const row = madeFrom.get(segment.ordinal);
          if (!row || row.corrected === null) return null;
          const target = targets.get(row.id);
          if (target?.text != null) return { text: target.text, codes: target.codes, language };
          return { text: row.corrected, codes: row.correctedCodes, language: row.language, missing: true };
        });
      }
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', READER_POLICY)
        .header('x-frame-options', 'SAMEORIGIN')
        .header('x-content-type-options', 'nosniff')
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'private, no-store')
        .send(page);
    },
  );
};
