import { createHash } from 'node:crypto';
import type { Multipart } from '@fastify/multipart';
import { InterlinearError } from '../../model/errors.ts';
import type { SubmittedArticle } from '../../storage/accepted-articles.ts';
import type { Incoming } from '../../storage/incoming.ts';
import { named } from './article.ts';
import type { JobWishes } from './request.ts';
import type { Validator } from './validator.ts';

/**
 * Reads an upload: files are articles in their order, a file in a field named `source` is what the article before it was translated from, a
 * field `metadata` (JSON) belongs to the article before it, and the field `job` (JSON) holds the rest.
 *
 * @returns the job's wishes and a hash of all that was sent, whatever stands between its parts
 * @throws InterlinearError `submission.article`, `submission.field` {field, reason}, `submission.none`, `input.extension`
 */
export async function readUpload(
  parts: AsyncIterable<Multipart>,
  incoming: Pick<Incoming, 'add' | 'articles'>,
  valid: { wishes: Validator; metadata: Validator },
): Promise<{ wishes: JobWishes; hash: string }> {
  const hash = createHash('sha256');
  let wishes: JobWishes | undefined;
  let article: SubmittedArticle | undefined;
  const before = (field: string): SubmittedArticle => {
    if (!article) throw new InterlinearError('submission.field', { field, reason: 'submission.reason.no-article' });
    return article;
  };
  for await (const part of parts) {
    if (part.type === 'file') {
      const input = new Uint8Array(await part.toBuffer());
      hash.update(JSON.stringify([part.fieldname, part.filename, input.length])).update(input);
      const { fileName, name } = named(part.filename, part.fieldname);
      if (part.fieldname === 'source') {
        before('source').source = { fileName, input };
        continue;
      }
      if (article) await incoming.add(article);
      article = { fileName, name, input };
      continue;
    }
    const text = String(part.value);
    hash.update(JSON.stringify([part.fieldname, text]));
    if (part.fieldname === 'job') wishes = fieldOf('job', text, valid.wishes) as JobWishes;
    else if (part.fieldname === 'metadata')
      before('metadata').metadata = fieldOf('metadata', text, valid.metadata) as Record<string, string>;
    else throw new InterlinearError('submission.field', { field: part.fieldname, reason: 'submission.reason.field' });
  }
  if (article) await incoming.add(article);
  if (incoming.articles === 0) throw new InterlinearError('submission.none');
  return { wishes: wishes ?? { to: [] }, hash: hash.digest('hex') };
}

function fieldOf(field: string, text: string, valid: Validator): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InterlinearError('submission.field', { field, reason: error instanceof Error ? error.message : '' });
  }
  const reason = valid(value);
  if (reason !== undefined) throw new InterlinearError('submission.field', { field, reason });
  return value;
}
