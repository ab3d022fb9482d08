import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../api/articles.ts';
import { fileAddress, request } from '../../api/client.ts';
import { useColleagues } from '../../api/colleagues.ts';
import { reviewSettings } from '../../api/review.ts';
import { useMay } from '../../api/session.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { Confirm } from '../../shell/confirm.tsx';
import { priorities } from '../../shell/job-terms.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { approveAll, assignAll, type BatchResult, cancelAll, eachOf, versionsOf } from './batch.ts';

interface Properties {
  articles: Article[];
  /** The language that the inbox shows: what is done to versions is done to those alone. */
  language: string | undefined;
  onClear(): void;
}

/** Articles that one download may have: they stand in its address. */
const MOST_FILES = 100;

/** What can be done with the chosen articles at once. */
export function BatchBar({ articles, language, onClear }: Properties) {
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const colleagues = useColleagues();
  const [asking, setAsking] = useState<'cancel' | 'approve'>();
  const [translates, reviews, submits] = [useMay('translate'), useMay('review'), useMay('submit')];
  const steps = useQuery(reviewSettings);
  const jobs = [...new Set(articles.map(({ job }) => job))];
  const versions = versionsOf(articles, language);
  const open = articles.filter(({ status }) => status === 'accepted' || status === 'segmented');
  const failed = articles.filter(({ status }) => status === 'failed' || status === 'partial');
  const batch = useMutation({
    mutationFn: (act: () => Promise<BatchResult>) => act(),
    async onSuccess({ done, failed: others }) {
      say(
        `${t('batch.done', { count: done })} ${others.length > 0 ? t('batch.failed', { count: others.length }) : ''}`,
      );
      await queries.invalidateQueries({ queryKey: ['articles'] });
      await queries.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
  const ofJobs = (act: (job: string) => Promise<unknown>) =>
    eachOf(
      jobs,
      (job) => articles.find((article) => article.job === job)?.name ?? job,
      async (job) => {
        await act(job);
        return undefined;
      },
    );
  const result = batch.data;
  return (
    <section className="batch" aria-label={t('batch.title')}>
      <strong>{t('batch.chosen', { count: articles.length })}</strong>
      {translates ? (
        <select
          aria-label={t('batch.assign')}
          value=""
          disabled={batch.isPending}
          onChange={(event) => {
            const who = event.currentTarget.value;
            batch.mutate(() => assignAll(versions, who === 'nobody' ? null : who));
          }}
        >
          <option value="">{t('batch.assign')}</option>
          <option value="nobody">{t('inbox.nobody')}</option>
          {colleagues.map(({ actor, name }) => (
            <option key={actor} value={actor}>
              {name}
            </option>
          ))}
        </select>
      ) : null}
      {submits ? (
        <select
          aria-label={t('batch.priority')}
          value=""
          disabled={batch.isPending}
          onChange={(event) => {
            const priority = event.currentTarget.value;
            batch.mutate(() => ofJobs((job) => request('PATCH', `/v1/jobs/${job}`, { body: { priority } })));
          }}
        >
          <option value="">{t('batch.priority')}</option>
          {priorities.map((one) => (
            <option key={one} value={one}>
              {t(`priority.${one}`)}
            </option>
          ))}
        </select>
      ) : null}
      {reviews && steps.data?.reviewSteps !== 0 ? (
        <button type="button" className="button small" onClick={() => setAsking('approve')}>
          {t('batch.approve')}
        </button>
      ) : null}
      {articles.length <= MOST_FILES ? (
        <a
          className="button small"
          download
          href={fileAddress('/v1/outputs', { articles: articles.map(({ id }) => id), language })}
        >
          {t('batch.download')}
        </a>
      ) : null}
      {submits && failed.length > 0 ? (
        <button
          type="button"
          className="button small"
          onClick={() =>
            batch.mutate(async () => {
              const body = { articles: failed.map(({ id }) => id) };
              const again = await request<{ articles: string[] }>('POST', '/v1/dead-letters/redrive', { body });
              return { done: again.articles.length, failed: [] };
            })
          }
        >
          {t('dead.redrive')}
        </button>
      ) : null}
      {submits && open.length > 0 ? (
        <button type="button" className="button small danger" onClick={() => setAsking('cancel')}>
          {t('jobs.cancel')}
        </button>
      ) : null}
      <button type="button" className="button small quiet" onClick={onClear}>
        {t('batch.clear')}
      </button>
      {batch.error ? <ProblemNote error={batch.error} /> : null}
      {result && result.failed.length > 0 ? (
        <div className="note note-warning batch-failed">
          <p>{t('batch.failed', { count: result.failed.length })}</p>
          <ul className="plain">
            {result.failed.map(({ name, reason }) => (
              <li key={name}>
                <bdi>{name}</bdi>: {reason}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
      {asking === 'cancel' ? (
        <Confirm
          title={t('batch.cancel-title', { count: open.length })}
          act={t('batch.cancel-act')}
          onConfirm={() => batch.mutate(() => cancelAll(open))}
          onClose={() => setAsking(undefined)}
        >
          <p>{t('batch.cancel-about')}</p>
        </Confirm>
      ) : null}
      {asking === 'approve' ? (
        <Confirm
          title={t('batch.approve-title', { count: versions.length })}
          act={t('batch.approve')}
          danger={false}
          onConfirm={() => batch.mutate(() => approveAll(versions, 'final'))}
          onClose={() => setAsking(undefined)}
        >
          <p>{t('batch.approve-about')}</p>
        </Confirm>
      ) : null}
    </section>
  );
}
