import { createHash } from 'node:crypto';
import type { Multipart } from '@fastify/multipart';
import { type Static, Type } from 'typebox';
import { articleFormatForFile } from '../../formats/registry.ts';
import { nameOf } from '../../intake/article-name.ts';
import { InterlinearError } from '../../model/errors.ts';
import type { SubmittedArticle } from '../../storage/accepted-articles.ts';
import type { NewRevision } from '../../storage/revisions.ts';
import { articleOf } from './article.ts';
import type { FetchLimits } from './guarded-fetch.ts';
import { writtenArticle } from './request.ts';
import { readUpload } from './upload.ts';
import type { Validator } from './validator.ts';

/** An article that is handed in again; what it does not say stays. */
export const writtenRevision = Type.Object(
  {
    ...writtenArticle.properties,
    source: Type.Optional(
      Type.Union([writtenArticle.properties.source, Type.Null()], {
        description:
          'What it was translated from; without it, that stays as it is, and null says that there is none any more.',
      }),
    ),
  },
  {
    additionalProperties: false,
    description: 'Exactly one of `text`, `base64` and `url`. Without `fileName` it keeps the one it has.',
    examples: [{ text: 'The bridge is open again.' }],
  },
);
export type WrittenRevision = Static<typeof writtenRevision>;

/** What a request says of a revision, and the hash by which its repetition is known. */
export interface ReadRevision {
  revision: Omit<NewRevision, 'article'>;
  hash: string;
}

/**
 * A revision from the body of a request.
 *
 * @param known the name of the article's file, which says how it is read
 * @throws as articleOf
 */
export function revisionOf(
  written: WrittenRevision,
  known: string,
  limits: Pick<FetchLimits, 'hosts' | 'addresses'>,
): ReadRevision {
  const { source, ...rest } = written;
  const article = articleOf(
    { ...rest, fileName: rest.fileName ?? known, ...(source ? { source } : {}) },
    'body',
    limits,
  );
  const hash = createHash('sha256').update(JSON.stringify(written)).digest('hex');
  return { revision: { ...fromArticle(article), ...(source === null ? { source: null } : {}) }, hash };
}

/**
 * A revision from an upload: one file, with a `source` and `metadata` where they belong to it. What the file is called says how it is read;
 * where that is the same as before, the article keeps its name.
 *
 * @throws as readUpload; `revision.one`
 */
export async function uploadedRevision(
  parts: AsyncIterable<Multipart>,
  known: string,
  metadata: Validator,
): Promise<ReadRevision> {
  const articles: SubmittedArticle[] = [];
  const collected = {
    get articles() {
      return articles.length;
    },
    async add(article: SubmittedArticle) {
      if (articles.push(article) > 1) throw new InterlinearError('revision.one');
    },
  };
  const { hash } = await readUpload(parts, collected, { wishes: () => 'submission.reason.field', metadata });
  const { file, ...revision } = fromArticle(articles[0] as SubmittedArticle);
  const alike = articleFormatForFile(file.fileName) === articleFormatForFile(known);
  return { revision: alike ? revision : { ...revision, file }, hash };
}

function fromArticle({ fileName, input, url, source, metadata }: SubmittedArticle) {
  return {
    file: { fileName, name: nameOf(fileName) },
    input,
    ...(url !== undefined ? { url } : {}),
    ...(source ? { source } : {}),
    ...(metadata ? { metadata } : {}),
  };
}
