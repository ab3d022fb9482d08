import type { Article, Failure } from '../../api/articles.ts';
import { Problem, request } from '../../api/client.ts';

/** What came of doing something to many: how many went well, and what stands in the way of the others. */
export interface BatchResult {
  done: number;
  failed: { name: string; reason: string }[];
}

/** Requests that are under way at a time: the service answers others meanwhile. */
const AT_ONCE = 4;

/** Does something to each, a few at a time. What fails does not stop the others. */
export async function eachOf<T>(
  items: T[],
  name: (item: T) => string,
  act: (item: T) => Promise<string | undefined>,
): Promise<BatchResult> {
  const result: BatchResult = { done: 0, failed: [] };
  const waiting = [...items];
  const work = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
      let reason: string | undefined;
      try {
        reason = await act(item);
      } catch (error) {
        reason = error instanceof Problem ? error.message || error.code : String(error);
      }
      if (reason === undefined) result.done += 1;
      else result.failed.push({ name: name(item), reason });
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work));
  return result;
}

/** A language version of one of several articles. */
export interface ChosenVersion {
  article: Article;
  language: string;
}

/** The versions that people work on, in one language where one was asked for. */
export function versionsOf(articles: Article[], language: string | undefined): ChosenVersion[] {
  return articles.flatMap((article) =>
    article.languages
      .filter((version) => version.kind === 'target' && (language === undefined || version.language === language))
      .map((version) => ({ article, language: version.language })),
  );
}

export function assignAll(versions: ChosenVersion[], assignee: string | null): Promise<BatchResult> {
  return eachOf(versions, nameOf, async ({ article, language }) => {
    await request('PATCH', `/v1/articles/${article.id}/languages/${language}`, { body: { assignee } });
    return undefined;
  });
}

/** Approves whole versions; one in whose way something stands stays as it is, and the first such thing is the reason. */
export function approveAll(versions: ChosenVersion[], state: 'reviewed' | 'final'): Promise<BatchResult> {
  return eachOf(versions, nameOf, async ({ article, language }) => {
    const { done, inTheWay } = await request<{ done: boolean; inTheWay: { problem: Failure }[] }>(
      'POST',
      `/v1/articles/${article.id}/languages/${language}/approve`,
      { body: { state } },
    );
    return done ? undefined : (inTheWay[0]?.problem.title ?? '');
  });
}

/** Calls articles off; the rest of their submissions goes on. */
export function cancelAll(articles: Article[]): Promise<BatchResult> {
  return eachOf(
    articles,
    ({ name }) => name,
    async ({ id }) => {
      await request('POST', `/v1/articles/${id}/cancel`);
      return undefined;
    },
  );
}

function nameOf({ article, language }: ChosenVersion): string {
  return `${article.name} (${language})`;
}
