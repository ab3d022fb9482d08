import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { useColleagues, useNames } from '../../api/colleagues.ts';
import { dayAndTime } from '../../language/time.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { changedFields } from './changed-fields.ts';

interface Entry {
  id: string;
  actor: string;
  act: string;
  subject: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  at: string;
}

interface Filter {
  actor: string;
  act: string;
  subject: string;
  since: string;
  until: string;
}

/** Nouns of acts, as the log names them. */
const nouns = [
  ...['article', 'desk', 'dismissal', 'engine', 'glossary', 'job', 'key', 'language', 'memory', 'person', 'session'],
  ...['target', 'webhook'],
];

/** What was done, by whom, the newest first, with how it was before and how it is after. */
export function AuditLog() {
  const { t, i18n } = useTranslation();
  const nameOf = useNames();
  const colleagues = useColleagues();
  const [filter, setFilter] = useState<Filter>({ actor: '', act: '', subject: '', since: '', until: '' });
  const [open, setOpen] = useState<string>();
  const set = (change: Partial<Filter>) => setFilter({ ...filter, ...change });
  const { data, error, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      request<Page<Entry>>('GET', '/v1/audit', {
        query: {
          limit: 50,
          cursor: pageParam,
          actor: filter.actor,
          act: filter.act,
          subject: filter.subject.trim(),
          since: filter.since ? new Date(filter.since).toISOString() : undefined,
          until: filter.until ? dayAfter(filter.until) : undefined,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: (before) => before,
  });
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <section aria-labelledby="audit">
      <h2 id="audit">{t('audit.title')}</h2>
      <search className="filters">
        <select
          aria-label={t('audit.actor')}
          value={filter.actor}
          onChange={(event) => set({ actor: event.currentTarget.value })}
        >
          <option value="">{t('audit.everybody')}</option>
          {colleagues.map(({ actor, name }) => (
            <option key={actor} value={actor}>
              {name}
            </option>
          ))}
          <option value="local">{t('who.local')}</option>
        </select>
        <select
          aria-label={t('audit.act')}
          value={filter.act}
          onChange={(event) => set({ act: event.currentTarget.value })}
        >
          <option value="">{t('audit.everything')}</option>
          {nouns.map((noun) => (
            <option key={noun} value={noun}>
              {t(`audit.noun.${noun}`)}
            </option>
          ))}
        </select>
        <label>
          {t('audit.since')}{' '}
          <input type="date" value={filter.since} onChange={(event) => set({ since: event.currentTarget.value })} />
        </label>
        <label>
          {t('audit.until')}{' '}
          <input type="date" value={filter.until} onChange={(event) => set({ until: event.currentTarget.value })} />
        </label>
        <input
          type="search"
          dir="ltr"
          aria-label={t('audit.subject-id')}
          placeholder={t('audit.subject-id')}
          value={filter.subject}
          onChange={(event) => set({ subject: event.currentTarget.value })}
        />
      </search>
      {error ? <ProblemNote error={error} /> : null}
      {data && entries.length === 0 ? <p className="empty">{t('audit.none')}</p> : null}
      {/* biome-ignore lint/a11y/useSemanticElements: a table that scrolls is no set of fields. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with the keyboard (WCAG 2.1.1). */}
      <div className="scrolled" tabIndex={0} role="group" aria-labelledby="audit">
        <table className="list upright">
          <thead>
            <tr>
              <th scope="col">{t('audit.at')}</th>
              <th scope="col">{t('audit.who')}</th>
              <th scope="col">{t('audit.act')}</th>
              <th scope="col">{t('audit.subject')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => {
              const fields = changedFields(entry.before, entry.after);
              const shown = open === entry.id;
              return (
                <Fragment key={entry.id}>
                  <tr>
                    <td data-label={t('audit.at')}>
                      <time dateTime={entry.at}>{dayAndTime(entry.at, i18n.language)}</time>
                    </td>
                    <td data-label={t('audit.who')}>
                      <bdi>{nameOf(entry.actor)}</bdi>
                    </td>
                    <td data-label={t('audit.act')}>
                      {fields.length > 0 ? (
                        <button
                          type="button"
                          className="button small quiet"
                          aria-expanded={shown}
                          onClick={() => setOpen(shown ? undefined : entry.id)}
                        >
                          <span aria-hidden="true" className="disclosure">
                            ▸
                          </span>
                          <code dir="ltr">{entry.act}</code>
                        </button>
                      ) : (
                        <code dir="ltr">{entry.act}</code>
                      )}
                    </td>
                    <td className="soft" data-label={t('audit.subject')}>
                      <bdi dir="ltr">{entry.subject}</bdi>
                    </td>
                  </tr>
                  {shown ? (
                    <tr>
                      <td colSpan={4}>
                        <dl className="difference">
                          {fields.map(({ name, before, after }) => (
                            <Fragment key={name}>
                              <dt>
                                <code dir="ltr">{name}</code>
                              </dt>
                              <dd>
                                {before === undefined ? (
                                  <span className="soft">{t('audit.nothing')}</span>
                                ) : (
                                  <del>
                                    <span className="heard">{t('audit.before')}</span> <bdi>{before}</bdi>
                                  </del>
                                )}
                              </dd>
                              <dd>
                                {after === undefined ? (
                                  <span className="soft">{t('audit.nothing')}</span>
                                ) : (
                                  <ins>
                                    <span className="heard">{t('audit.after')}</span> <bdi>{after}</bdi>
                                  </ins>
                                )}
                              </dd>
                            </Fragment>
                          ))}
                        </dl>
                      </td>
                    </tr>
                  ) : null}
                </Fragment>
              );
            })}
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

/** The beginning of the day after, so that the last day counts whole. */
function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + 1);
  return date.toISOString();
}
