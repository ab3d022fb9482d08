import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/articles.ts';
import { fileAddress, request } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { FileImport } from '../../shell/file-import.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { Tabs } from '../../shell/tabs.tsx';
import { MemoryConcordance } from './concordance.tsx';
import { Units } from './units.tsx';
import '../lists.css';

interface MemoryInfo {
  id: string;
  name: string;
  kind: 'desk' | 'named' | 'file';
  units: number;
}

const views = ['units', 'concordance'] as const;

/** The translation memories: what is in them, how a phrase was translated, files in and out. */
export function Memory() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [reviews, administers] = [useMay('review'), useMay('admin')];
  const [chosen, setChosen] = useState<string>();
  const [view, setView] = useState<(typeof views)[number]>('units');
  const { data, error } = useQuery({
    queryKey: ['memories'],
    queryFn: ({ signal }) => request<Page<MemoryInfo>>('GET', '/v1/memories', { query: { limit: 200 }, signal }),
  });
  const again = () => queries.invalidateQueries({ queryKey: ['memories'] });
  const make = useMutation({
    mutationFn: (name: string) => request<MemoryInfo>('POST', '/v1/memories', { body: { name, writable: true } }),
    onSuccess(made) {
      setChosen(made.id);
      return again();
    },
  });
  const memory = data?.items.find(({ id }) => id === chosen) ?? data?.items[0];
  return (
    <>
      <title>{`${t('act.go.memory')} · Interlinear`}</title>
      <header className="screen-head">
        <h1>{t('act.go.memory')}</h1>
        {administers ? (
          <form
            className="search"
            onSubmit={(event) => {
              event.preventDefault();
              const form = event.currentTarget;
              const name = String(new FormData(form).get('name')).trim();
              make.mutate(name, { onSuccess: () => form.reset() });
            }}
          >
            <input
              name="name"
              required
              maxLength={200}
              aria-label={t('memory.new-name')}
              placeholder={t('memory.new-name')}
            />
            <button type="submit" className="button" disabled={make.isPending}>
              {t('memory.make')}
            </button>
          </form>
        ) : null}
      </header>
      {data || error ? null : <p className="waiting">{t('waiting')}</p>}
      {error ? <ProblemNote error={error} /> : null}
      {make.error ? <ProblemNote error={make.error} /> : null}
      {data?.items.length === 0 ? <p className="empty-screen">{t('memory.none')}</p> : null}
      {memory ? (
        <>
          <div className="card toolbar">
            <label>
              {t('memory.which')}{' '}
              <select value={memory.id} onChange={(event) => setChosen(event.currentTarget.value)}>
                {data?.items.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            </label>
            <span className="soft">{t('memory.units', { count: memory.units })}</span>
            <span className="downloads">
              {['tmx', 'csv', 'tsv'].map((format) => (
                <a
                  key={format}
                  className="button small"
                  href={fileAddress(`/v1/memories/${memory.id}/export`, { format })}
                  download
                >
                  {t('export', { format: format.toUpperCase() })}
                </a>
              ))}
            </span>
            {reviews ? (
              <FileImport
                key={memory.id}
                label={t('memory.import')}
                address={`/v1/memories/${memory.id}/import`}
                accept=".tmx,.csv,.tsv"
                onDone={() => void again()}
              />
            ) : null}
          </div>
          <Tabs<(typeof views)[number]>
            label={t('act.go.memory')}
            tabs={views.map((one) => ({ id: one, name: t(`memory.view.${one}`) }))}
            chosen={view}
            onChoose={setView}
          >
            {view === 'units' ? (
              <Units key={memory.id} memory={memory.id} />
            ) : (
              <MemoryConcordance key={memory.id} memory={memory.id} />
            )}
          </Tabs>
        </>
      ) : null}
    </>
  );
}
