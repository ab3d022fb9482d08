import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { type Filters, filtersOf, type SavedView } from './filters.ts';

interface Properties {
  filters: Filters;
  onChoose(filters: Filters): void;
}

const key = ['views'];

/** What is often wanted, under a name: one click away, in whatever browser one signs in. */
export function SavedViews({ filters, onChoose }: Properties) {
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => request<Page<SavedView>>('GET', '/v1/views', { signal }),
  });
  const keep = useMutation({
    mutationFn: (view: SavedView) => request<Page<SavedView>>('PUT', '/v1/views', { body: view }),
    onSuccess(views, { name: kept }) {
      queries.setQueryData(key, views);
      setName('');
      say(t('inbox.view-kept', { name: kept }));
    },
  });
  const forget = useMutation({
    mutationFn: (gone: string) => request<Page<SavedView>>('DELETE', '/v1/views', { query: { name: gone } }),
    onSuccess: (views) => queries.setQueryData(key, views),
  });
  const views = data?.items ?? [];
  const now = JSON.stringify(filters);
  const filtered = Object.keys(filters).length > 0;
  const known = views.some((view) => JSON.stringify(filtersOf({ ...view.filters })) === now);
  if (views.length === 0 && !filtered) return null;
  return (
    <fieldset className="views">
      <legend className="heard">{t('inbox.views')}</legend>
      <button type="button" className="button small" aria-pressed={!filtered} onClick={() => onChoose({})}>
        {t('inbox.show-all')}
      </button>
      {views.map((view) => {
        const wanted = filtersOf({ ...view.filters });
        return (
          <span key={view.name} className="view">
            <button
              type="button"
              className="button small"
              aria-pressed={JSON.stringify(wanted) === now}
              onClick={() => onChoose(wanted)}
            >
              <bdi>{view.name}</bdi>
            </button>
            <button
              type="button"
              className="button small quiet"
              aria-label={t('inbox.forget-view', { name: view.name })}
              onClick={() => forget.mutate(view.name)}
            >
              <span aria-hidden="true">×</span>
            </button>
          </span>
        );
      })}
      {filtered && !known ? (
        <form
          className="search"
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim()) keep.mutate({ name: name.trim(), filters });
          }}
        >
          <input
            required
            maxLength={40}
            aria-label={t('inbox.view-name')}
            placeholder={t('inbox.view-name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <button type="submit" className="button small" disabled={keep.isPending}>
            {t('inbox.save-view')}
          </button>
        </form>
      ) : null}
      {keep.error || forget.error ? <ProblemNote error={keep.error ?? forget.error} /> : null}
    </fieldset>
  );
}
