import { createHash } from 'node:crypto';
import { type ErrorParameters, InterlinearError, storedError } from '../../model/errors.ts';
import type { Incoming } from '../../storage/incoming.ts';
import { articleOf } from './article.ts';
import type { FetchLimits } from './guarded-fetch.ts';
import { linesOf } from './lines.ts';
import { type JobWishes, MOST_ARTICLES, type WrittenArticle } from './request.ts';
import type { Validator } from './validator.ts';

/** Lines that are named as broken at most. */
const NAMED = 50;

/**
 * Reads a job line by line: the first line is the job, each further one an article; empty lines are passed over. All or nothing: where a
 * line is broken, the rest is only looked through, so that all broken lines are named at once, and nothing of the call becomes work.
 *
 * @param limits.bytes of one line
 * @returns the job's wishes and the hash of all bytes
 * @throws InterlinearError `submission.lines` {lines, line, reason}, `submission.line-too-long`, `submission.many` {limit},
 * `submission.none`
 */
export async function readNdjson(
  bytes: AsyncIterable<Uint8Array>,
  incoming: Incoming,
  valid: { wishes: Validator; article: Validator },
  limits: Pick<FetchLimits, 'hosts' | 'addresses'> & { bytes: number },
): Promise<{ wishes: JobWishes; hash: string }> {
  const hash = createHash('sha256');
  const hashed = async function* () {
    for await (const piece of bytes) {
      hash.update(piece);
      yield piece;
    }
  };
  let wishes: JobWishes | undefined;
  const broken: { line: number; reason: string; parameters: ErrorParameters }[] = [];
  let line = 0;
  let articles = 0;
  for await (const written of linesOf(hashed(), limits.bytes)) {
    line++;
    if (written.length === 0 || (written.length < 100 && written.toString().trim() === '')) continue;
    try {
      const value = parsed(written);
      if (wishes === undefined) {
        refuse(valid.wishes(value));
        wishes = value as JobWishes;
        continue;
      }
      refuse(valid.article(value));
      if (++articles > MOST_ARTICLES) throw new InterlinearError('submission.many', { limit: MOST_ARTICLES });
      const article = articleOf(value as WrittenArticle, `line ${line}`, limits);
      if (broken.length === 0) await incoming.add(article);
    } catch (error) {
      const { code, parameters } = storedError(error);
      const ours = error instanceof InterlinearError && code.startsWith('submission.') && 'reason' in parameters;
      if (!(error instanceof InterlinearError) || code === 'submission.many') throw error;
      const reason = ours ? String(parameters.reason) : `${code}.what`;
      if (broken.length < NAMED) broken.push({ line, reason, parameters });
      // Without the job there is nothing to measure the articles by.
      if (wishes === undefined) break;
    }
  }
  const [first] = broken;
  if (first) {
    const { parameters, ...where } = first;
    const lines = broken.map((one) => one.line).join(', ');
    throw new InterlinearError('submission.lines', { ...parameters, lines, ...where });
  }
  if (wishes === undefined || articles === 0) throw new InterlinearError('submission.none');
  return { wishes, hash: hash.digest('hex') };
}

function parsed(line: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line));
  } catch (error) {
    throw new InterlinearError('submission.line', { reason: error instanceof Error ? error.message : String(error) });
  }
}

function refuse(reason: string | undefined): void {
  if (reason !== undefined) throw new InterlinearError('submission.line', { reason });
}
