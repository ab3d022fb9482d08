import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job, Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { DeadLetters } from './dead-letters.tsx';
import { JobLine } from './job-line.tsx';
import './jobs.css';

/** What was submitted, how far it is, and what was given up. */
export function Jobs() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string>();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['jobs'],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Job>>('GET', '/v1/jobs', { query: { limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(({ status }) => status === 'running')) ? 2000 : false,
  });
  const jobs = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <title>{`${t('act.go.jobs')} · Interlinear`}</title>
      <h1>{t('act.go.jobs')}</h1>
      {data || error ? null : <p className="waiting">{t('waiting')}</p>}
      {error ? <ProblemNote error={error} retry={() => void refetch()} /> : null}
      {data && jobs.length === 0 ? <p className="empty-screen">{t('jobs.empty')}</p> : null}
      <ul className="jobs">
        {jobs.map((job) => (
          <JobLine
            key={job.id}
            job={job}
            open={open === job.id}
            onToggle={() => setOpen(open === job.id ? undefined : job.id)}
          />
        ))}
      </ul>
      {hasNextPage ? (
        <button type="button" className="button" onClick={() => void fetchNextPage()}>
          {t('more')}
        </button>
      ) : null}
      <DeadLetters />
    </>
  );
}
