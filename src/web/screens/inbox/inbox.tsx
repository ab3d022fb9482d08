import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article, Job, Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { useMay, useWho } from '../../api/session.ts';
import { useActs } from '../../keys/key-board.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { useLiveDesk } from '../../shell/use-live-desk.ts';
import { ArticleLine } from './article-line.tsx';
import { BatchBar } from './batch-bar.tsx';
import { FilterBar } from './filter-bar.tsx';
import { type Filters, filtersOf, queryOf } from './filters.ts';
import { JobGroup, Several } from './job-group.tsx';
import { SavedViews } from './saved-views.tsx';
import { Submit } from './submit.tsx';
import '../lists.css';
import './inbox.css';

/** What waits to be done: articles under the submissions that they came in. */
export function Inbox() {
  const { t } = useTranslation();
  const submits = useMay('submit');
  const me = useWho();
  const navigate = useNavigate();
  const raw = useSearch({ strict: false });
  const filters = useMemo(() => filtersOf(raw), [raw]);
  const setFilters = (next: Filters) =>
    void navigate({ to: '/', search: filtersOf({ ...next }) as never, replace: true, resetScroll: false });
  const [submitting, setSubmitting] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['articles', filters, me],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Article>>('GET', '/v1/articles', {
        query: { limit: 50, cursor: pageParam, ...queryOf(filters, Date.now(), me) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });
  const jobs = useQuery({
    queryKey: ['jobs', 'newest'],
    queryFn: ({ signal }) => request<Page<Job>>('GET', '/v1/jobs', { query: { limit: 200 }, signal }),
  });
  useActs(submits ? { submit: () => setSubmitting(true) } : {});
  useLiveDesk([['articles'], ['jobs', 'newest']]);
  const articles = data?.pages.flatMap(({ items }) => items) ?? [];
  const shown = articles.filter(({ id }) => chosen.has(id));
  const choose = (ids: string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) on ? next.add(id) : next.delete(id);
    setChosen(next);
  };
  const languages = articles.flatMap((article) => article.languages.map(({ language }) => language));
  const byId = new Map(jobs.data?.items.map((job) => [job.id, job]));
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
      <FilterBar filters={filters} languages={languages} onChange={setFilters} />
      <SavedViews filters={filters} onChoose={setFilters} />
      {data || error ? null : <p className="waiting">{t('waiting')}</p>}
      {error ? <ProblemNote error={error} retry={() => void refetch()} /> : null}
      {data && articles.length === 0 ? <p className="empty-screen">{t('inbox.empty')}</p> : null}
      {articles.length > 0 ? (
        <table className="articles">
          <thead>
            <tr>
              <td className="choice">
                <Several
                  label={t('inbox.choose-all')}
                  some={shown.length}
                  of={articles.length}
                  onChange={(all) =>
                    choose(
                      articles.map(({ id }) => id),
                      all,
                    )
                  }
                />
              </td>
              <th scope="col">{t('inbox.article')}</th>
              <th scope="col">{t('inbox.languages')}</th>
              <th scope="col">{t('inbox.deadline')}</th>
              <th scope="col">{t('inbox.state')}</th>
            </tr>
          </thead>
          {[...Map.groupBy(articles, ({ job }) => job)].map(([job, ofJob]) => (
            <JobGroup key={job} job={byId.get(job)} articles={ofJob} chosen={chosen} onChoose={choose}>
              {ofJob.map((article) => (
                <ArticleLine
                  key={article.id}
                  article={article}
                  chosen={chosen.has(article.id)}
                  onChoose={(on) => choose([article.id], on)}
                />
              ))}
            </JobGroup>
          ))}
        </table>
      ) : null}
      {hasNextPage ? (
        <button type="button" className="button" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('more')}
        </button>
      ) : null}
      {shown.length > 0 ? (
        <BatchBar articles={shown} language={filters.language} onClear={() => setChosen(new Set())} />
      ) : null}
      {submitting ? <Submit onClose={() => setSubmitting(false)} /> : null}
    </>
  );
}
