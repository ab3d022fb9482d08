import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article, Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { follow } from '../../api/follow.ts';
import { useMay } from '../../api/session.ts';
import { useActs } from '../../keys/key-board.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { ArticleLine } from './article-line.tsx';
import { FilterBar } from './filter-bar.tsx';
import { type Filters, queryOf } from './filters.ts';
import { Submit } from './submit.tsx';
import './inbox.css';

/** Jobs that are followed at a time: a browser has six connections to a host. */
const FOLLOWED = 3;

/** What waits to be done. */
export function Inbox() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const submits = useMay('submit');
  const [filters, setFilters] = useState<Filters>({});
  const [submitting, setSubmitting] = useState(false);
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['articles', filters],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Article>>('GET', '/v1/articles', {
        query: { limit: 50, cursor: pageParam, ...queryOf(filters, Date.now()) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });
  useActs(submits ? { submit: () => setSubmitting(true) } : {});
  const articles = data?.pages.flatMap(({ items }) => items) ?? [];
  const running = articles.filter(({ status }) => status === 'accepted' || status === 'segmented');
  const followed = [...new Set(running.map(({ job }) => job))].slice(0, FOLLOWED).join(' ');
  useEffect(() => {
    const over = new AbortController();
    let planned: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      // Many events come at once: the list is read once for all of them.
      planned ??= setTimeout(() => {
        planned = undefined;
        void queries.invalidateQueries({ queryKey: ['articles'] });
      }, 300);
    };
    for (const job of followed.split(' ').filter(Boolean)) void follow(`/v1/jobs/${job}/events`, changed, over.signal);
    return () => {
      over.abort();
      clearTimeout(planned);
    };
  }, [followed, queries]);
  const languages = [...new Set(articles.flatMap((article) => article.languages.map(({ language }) => language)))];
  return (
    <>
      <title>{`${t('act.go.inbox')} · Interlinear`}</title>
      <header className="screen-head">
        <h1>{t('act.go.inbox')}</h1>
        {submits ? (
          <button type="button" className="button primary" onClick={() => setSubmitting(true)}>
            {t('act.submit')}
          </button>
        ) : null}
      </header>
      <FilterBar filters={filters} languages={languages.sort()} onChange={setFilters} />
      {error ? <ProblemNote error={error} retry={() => void refetch()} /> : null}
      {data && articles.length === 0 ? <p className="empty-screen">{t('inbox.empty')}</p> : null}
      {articles.length > 0 ? (
        <table className="articles">
          <thead>
            <tr>
              <th scope="col">{t('inbox.article')}</th>
              <th scope="col">{t('inbox.languages')}</th>
              <th scope="col">{t('inbox.deadline')}</th>
              <th scope="col">{t('inbox.state')}</th>
            </tr>
          </thead>
          <tbody>
            {articles.map((article) => (
              <ArticleLine key={article.id} article={article} />
            ))}
          </tbody>
        </table>
      ) : null}
      {hasNextPage ? (
        <button type="button" className="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </button>
      ) : null}
      {submitting ? <Submit onClose={() => setSubmitting(false)} /> : null}
    </>
  );
}
