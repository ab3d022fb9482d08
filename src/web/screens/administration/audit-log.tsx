import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { dayAndTime } from '../../language/time.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';

interface Entry {
  id: string;
  actor: string;
  act: string;
  subject: string;
  at: string;
}

/** What was done, by whom, the newest first. */
export function AuditLog() {
  const { t, i18n } = useTranslation();
  const [actor, setActor] = useState('');
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['audit', actor],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Entry>>('GET', '/v1/audit', {
        query: { limit: 20, cursor: pageParam, actor: actor.trim() },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby="audit">
      <h2 id="audit">{t('audit.title')}</h2>
      <search className="filters">
        <input
          type="search"
          dir="auto"
          aria-label={t('audit.actor')}
          placeholder={t('audit.actor')}
          value={actor}
          onChange={(event) => setActor(event.currentTarget.value)}
        />
      </search>
      {error ? <ProblemNote error={error} /> : null}
      {/* biome-ignore lint/a11y/useSemanticElements: a table that scrolls is no set of fields. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with the keyboard (WCAG 2.1.1). */}
      <div className="scrolled" tabIndex={0} role="group" aria-labelledby="audit">
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{t('audit.at')}</th>
              <th scope="col">{t('audit.who')}</th>
              <th scope="col">{t('audit.act')}</th>
              <th scope="col">{t('audit.subject')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td>
                  <time dateTime={entry.at}>{dayAndTime(entry.at, i18n.language)}</time>
                </td>
                <td>
                  <bdi>{entry.actor}</bdi>
                </td>
                <td dir="ltr">{entry.act}</td>
                <td dir="ltr" className="soft">
                  {entry.subject}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hasNextPage ? (
        <button type="button" className="button" onClick={() => void fetchNextPage()}>
          {t('more')}
        </button>
      ) : null}
    </section>
  );
}
