import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Failure, Job, Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { useNames } from '../../api/colleagues.ts';
import { useMay } from '../../api/session.ts';
import { languageName } from '../../language/names.ts';
import { dayAndTime, fromNow } from '../../language/time.ts';
import { CancelWork } from '../../shell/cancel-work.tsx';
import { ChangeTerms } from '../../shell/job-terms.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { Outputs } from './outputs.tsx';
import { type WorkedOn, workDone } from './work-done.ts';

interface ArticleOfJob extends WorkedOn {
  id: string;
  fileName: string;
  name: string;
  error: Failure | null;
  languages: (WorkedOn['languages'][number] & { language: string; status: string; error: Failure | null })[];
}

/** A job: what it is to make, how far it is, and what can be done about it. */
export function JobLine({ job, open, onToggle }: { job: Job; open: boolean; onToggle(): void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const nameOf = useNames();
  const submits = useMay('submit');
  const { data, error } = useQuery({
    queryKey: ['jobs', job.id],
    enabled: open,
    queryFn: ({ signal }) =>
      request<{ progress: Page<ArticleOfJob> }>('GET', `/v1/jobs/${job.id}`, { query: { limit: 200 }, signal }),
    refetchInterval: job.status === 'running' ? 1500 : false,
  });
  const act = useMutation({
    mutationFn: (what: 'cancel' | 'retry') =>
      request('POST', `/v1/jobs/${job.id}/${what}`, what === 'retry' ? { body: {} } : {}),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  });
  const name = job.name ?? dayAndTime(job.createdAt, i18n.language);
  const articles = Object.values(job.articles).reduce((sum, count) => sum + count, 0);
  return (
    <li className="card job">
      <div className="job-head">
        <button type="button" className="button quiet" aria-expanded={open} onClick={onToggle}>
          <span aria-hidden="true" className="disclosure">
            ▸
          </span>
          <bdi>{name}</bdi>
        </button>
        <span className={`status status-${job.status}`}>{t(`status.${job.status}`)}</span>
        <span>{t('jobs.articles', { count: articles })}</span>
        <span className="soft">{job.to.map((tag) => languageName(tag, i18n.language)).join(', ')}</span>
        {job.priority === 'normal' ? null : <span className="soft">{t(`priority.${job.priority}`)}</span>}
        {job.deadline ? (
          <time dateTime={job.deadline} title={dayAndTime(job.deadline, i18n.language)} className="soft">
            {t('terms.due', { when: fromNow(job.deadline, Date.now(), i18n.language) })}
          </time>
        ) : null}
        {submits ? <ChangeTerms job={{ ...job, name }}>{t('terms.title')}</ChangeTerms> : null}
        {job.createdBy ? <bdi className="soft">{nameOf(job.createdBy)}</bdi> : null}
        {submits && job.status === 'running' ? (
          <button type="button" className="button small danger" onClick={() => act.mutate('cancel')}>
            {t('jobs.cancel')}
          </button>
        ) : null}
        {submits && (job.status === 'failed' || job.status === 'partial') ? (
          <button type="button" className="button small" onClick={() => act.mutate('retry')}>
            {t('jobs.retry')}
          </button>
        ) : null}
      </div>
      {act.error ? <ProblemNote error={act.error} /> : null}
      {error ? <ProblemNote error={error} /> : null}
      {open && data
        ? data.progress.items.map((article) => (
            <section key={article.id} className="job-article">
              <h2>
                <bdi>{article.fileName}</bdi>{' '}
                <span className={`status status-${article.status}`}>{t(`status.${article.status}`)}</span>
              </h2>
              <WorkBar article={article} />{' '}
              {submits && (article.status === 'accepted' || article.status === 'segmented') ? (
                <CancelWork article={{ id: article.id, name: article.fileName }} />
              ) : null}
              {article.error ? <p className="failure">{article.error.title}</p> : null}
              <ul className="plain">
                {article.languages.map((version) => (
                  <li key={version.language}>
                    <Link
                      to="/articles/$article/$language"
                      params={{ article: article.id, language: version.language }}
                    >
                      {languageName(version.language, i18n.language)}
                    </Link>{' '}
                    <span className="soft">
                      {version.translated}/{version.of} · {t(`status.${version.status}`)}
                    </span>
                    {submits && version.status === 'waiting' && article.status === 'segmented' ? (
                      <CancelWork article={{ id: article.id, name: article.fileName }} language={version.language} />
                    ) : null}
                    {version.error ? <span className="failure">{version.error.title}</span> : null}
                  </li>
                ))}
              </ul>
              <Outputs article={article.id} />
            </section>
          ))
        : null}
    </li>
  );
}

function WorkBar({ article }: { article: ArticleOfJob }) {
  const { t, i18n } = useTranslation();
  const { done, of } = workDone(article);
  const number = new Intl.NumberFormat(i18n.language);
  return (
    <span className="work-bar">
      <progress value={done} max={Math.max(of, 1)} aria-label={t('inbox.progress', { language: article.fileName })} />
      <span className="soft">{t('inbox.done-of', { done: number.format(done), total: number.format(of) })}</span>
    </span>
  );
}
