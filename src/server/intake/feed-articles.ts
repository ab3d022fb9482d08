import { InterlinearError } from '../../model/errors.ts';
import type { SubmittedArticle } from '../../storage/accepted-articles.ts';
import { named } from './article.ts';
import { readFeed } from './feed.ts';
import { type FetchLimits, guardedFetch } from './guarded-fetch.ts';
import { nameForUrl } from './page.ts';
import type { JobRequest } from './request.ts';

/** A feed is small, and somebody waits for the answer. */
const FEED_BYTES = 5_000_000;
const FEED_MS = 15_000;

/**
 * The articles that a feed lists, to be fetched one by one later.
 *
 * @throws InterlinearError `feed.malformed`, `feed.empty` {url}; as guardedFetch
 */
export async function feedArticles(
  { url, limit, since }: NonNullable<JobRequest['feed']>,
  limits: Pick<FetchLimits, 'hosts' | 'addresses'>,
): Promise<SubmittedArticle[]> {
  const fetched = await guardedFetch(url, { ...limits, bytes: FEED_BYTES, milliseconds: FEED_MS });
  const from = since === undefined ? undefined : new Date(since);
  const items = readFeed(fetched.body, fetched.url)
    .filter(({ date }) => !from || !date || date >= from)
    .slice(0, limit);
  if (items.length === 0) throw new InterlinearError('feed.empty', { url });
  return items.map(({ url: address, title, id, date }) => ({
    ...named(nameForUrl(new URL(address)), address),
    input: new Uint8Array(),
    url: address,
    metadata: {
      feed: url,
      ...(title ? { title } : {}),
      ...(id ? { id } : {}),
      ...(date ? { date: date.toISOString() } : {}),
    },
  }));
}
