import { type Static, Type } from 'typebox';
import { InterlinearError, type StoredError, storedError } from '../model/errors.ts';

/** An article in the body of a request: as text, or as the bytes of its file in base64. */
export const inlineArticle = Type.Object(
  {
    fileName: Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'Its extension says how it is read: `story.html`.',
    }),
    text: Type.Optional(Type.String()),
    base64: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9+/\\s]*={0,2}\\s*$' })),
    source: Type.Optional(
      Type.Object(
        { fileName: Type.String({ minLength: 1, maxLength: 255 }), text: Type.String() },
        {
          description: 'What the article was translated from, where that is at hand.',
        },
      ),
    ),
  },
  { additionalProperties: false },
);

/** The bytes of an article. @throws InterlinearError `request.no-file` where it has neither text nor bytes */
export function bytesOf({ text, base64 }: Pick<Static<typeof inlineArticle>, 'text' | 'base64'>): Uint8Array {
  if (text !== undefined) return new TextEncoder().encode(text);
  if (base64 !== undefined) return Buffer.from(base64, 'base64');
  throw new InterlinearError('request.no-file');
}

/** An article that could not be read. */
export interface ArticleFault {
  fileName: string;
  error: StoredError;
}

/** Reads articles one by one; those that cannot be read are told and the others go on. */
export function readEach<A extends { fileName: string }, T>(
  articles: A[],
  read: (article: A) => T,
): { read: T[]; failed: ArticleFault[] } {
  const done: T[] = [];
  const failed: ArticleFault[] = [];
  for (const article of articles)
    try {
      done.push(read(article));
    } catch (error) {
      if (!(error instanceof InterlinearError)) throw error;
      failed.push({ fileName: article.fileName, error: storedError(error) });
    }
  return { read: done, failed };
}
