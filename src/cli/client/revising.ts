import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { InterlinearError } from '../../model/errors.ts';
import { readInput } from '../files.ts';
import type { Client } from './client.ts';
import type { FoundArticle, RevisedArticle } from './shapes.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The article that somebody means: by its id, or the newest one whose file, or name without language and ending, is called so.
 *
 * @throws InterlinearError `article.unknown` {name}
 */
export async function findArticle(client: Client, wanted: string): Promise<FoundArticle> {
  if (uuid.test(wanted)) return client.article(wanted);
  const found = (await client.articlesNamed(wanted)).find((one) => one.fileName === wanted || one.name === wanted);
  if (!found) throw new InterlinearError('article.unknown', { name: wanted });
  return found;
}

/** Hands an article in again, from a file or from where it stands now. The same file makes one revision, however often it comes. */
export async function revise(
  client: Client,
  article: FoundArticle,
  content: { file: string; limit: number } | { url: string },
): Promise<RevisedArticle> {
  if ('url' in content) return client.revise(article.id, content);
  const bytes = Buffer.from(readInput(content.file, content.limit));
  const written = { fileName: nameOf(article, content.file), base64: bytes.toString('base64') };
  const key = createHash('sha256')
    .update(JSON.stringify([article.id, article.revision, written]))
    .digest('hex');
  return client.revise(article.id, written, `shell-${key}`);
}

/** The article's own name, unless the file is of another kind. */
function nameOf({ fileName }: FoundArticle, file: string): string {
  const ending = (name: string) => /\.[^.]*$/.exec(name)?.[0].toLowerCase();
  return ending(file) === ending(fileName) ? fileName : basename(file);
}
