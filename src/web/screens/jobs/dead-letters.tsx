import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Failure, Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { languageName } from '../../language/names.ts';
import { dayAndTime } from '../../language/time.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';

interface DeadLetter {
  article: string;
  fileName: string;
  status: 'failed' | 'partial';
  error: Failure | null;
  languages: { language: string; status: string; error: Failure | null }[];
  since: string;
}

/** Articles that were given up, with the reason; they can be tried again. */
export function DeadLetters() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const submits = useMay('submit');
  const { data, error } = useQuery({
    queryKey: ['dead letters'],
    queryFn: ({ signal }) => request<Page<DeadLetter>>('GET', '/v1/dead-letters', { query: { limit: 200 }, signal }),
  });
  const redrive = useMutation({
    mutationFn: (articles: string[]) => request('POST', '/v1/dead-letters/redrive', { body: { articles } }),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['dead letters'] }),
        queries.invalidateQueries({ queryKey: ['jobs'] }),
      ]),
  });
  const letters = data?.items ?? [];
  return (
    <section aria-labelledby="dead-letters">
      <header className="screen-head">
        <h2 id="dead-letters">{t('dead.title')}</h2>
        {submits && letters.length > 1 ? (
          <button
            type="button"
            className="button"
            onClick={() => redrive.mutate(letters.map(({ article }) => article))}
          >
            {t('dead.redrive-all')}
          </button>
        ) : null}
      </header>
      {error ? <ProblemNote error={error} /> : null}
      {redrive.error ? <ProblemNote error={redrive.error} /> : null}
      {data && letters.length === 0 ? <p className="empty">{t('dead.none')}</p> : null}
      <ul className="jobs">
        {letters.map((letter) => (
          <li key={letter.article} className="card">
            <div className="job-head">
              <bdi>{letter.fileName}</bdi>
              <span className={`status status-${letter.status}`}>{t(`status.${letter.status}`)}</span>
              <time className="soft" dateTime={letter.since}>
                {dayAndTime(letter.since, i18n.language)}
              </time>
              {submits ? (
                <button type="button" className="button small" onClick={() => redrive.mutate([letter.article])}>
                  {t('dead.redrive')}
                </button>
              ) : null}
            </div>
            {letter.error ? <p className="failure">{letter.error.title}</p> : null}
            <ul className="plain">
              {letter.languages.map((one) => (
                <li key={one.language}>
                  {languageName(one.language, i18n.language)}: {one.error?.title ?? t(`status.${one.status}`)}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </section>
  );
}
