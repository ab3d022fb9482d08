import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/articles.ts';
import { fileAddress, request } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { Tabs } from '../../shell/tabs.tsx';
import { ConceptForm } from './concept-form.tsx';
import { ConceptTable } from './concept-table.tsx';
import type { GlossaryInfo } from './concepts.ts';
import { GlossaryImport } from './glossary-import.tsx';
import { GlossaryLint } from './lint.tsx';
import { Proposals } from './proposals.tsx';
import '../lists.css';
import './glossary.css';

const views = ['terms', 'names', 'proposals', 'conflicts'] as const;
const nameKinds = ['name', 'acronym'];

/** Glossaries and names: what the house writes, and what reviews propose that it should. */
export function Glossary() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const reviews = useMay('review');
  const [chosen, setChosen] = useState<string>();
  const [view, setView] = useState<(typeof views)[number]>('terms');
  const { data, error } = useQuery({
    queryKey: ['glossaries'],
    queryFn: ({ signal }) => request<Page<GlossaryInfo>>('GET', '/v1/glossaries', { query: { limit: 200 }, signal }),
  });
  const again = () => queries.invalidateQueries({ queryKey: ['glossaries'] });
  const make = useMutation({
    mutationFn: (name: string) => request<GlossaryInfo>('POST', '/v1/glossaries', { body: { name } }),
    onSuccess(made) {
      setChosen(made.id);
      return again();
    },
  });
  const glossary = data?.items.find(({ id }) => id === chosen) ?? data?.items[0];
  return (
    <>
      <title>{`${t('act.go.glossary')} · Interlinear`}</title>
      <header className="screen-head">
        <h1>{t('act.go.glossary')}</h1>
        {reviews ? (
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
              aria-label={t('glossary.new-name')}
              placeholder={t('glossary.new-name')}
            />
            <button type="submit" className="button" disabled={make.isPending}>
              {t('glossary.make')}
            </button>
          </form>
        ) : null}
      </header>
      {data || error ? null : <p className="waiting">{t('waiting')}</p>}
      {error ? <ProblemNote error={error} /> : null}
      {make.error ? <ProblemNote error={make.error} /> : null}
      {data && !glossary ? <p className="empty-screen">{t('glossary.none')}</p> : null}
      {glossary ? (
        <>
          <div className="card toolbar">
            <label>
              {t('glossary.which')}{' '}
              <select value={glossary.id} onChange={(event) => setChosen(event.currentTarget.value)}>
                {data?.items.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </select>
            </label>
            <span className="soft">{t('glossary.terms', { count: glossary.terms })}</span>
            <span className="downloads">
              {['csv', 'tsv', 'tbx'].map((format) => (
                <a
                  key={format}
                  className="button small"
                  href={fileAddress(`/v1/glossaries/${glossary.id}/export`, { format })}
                  download
                >
                  {t('export', { format: format.toUpperCase() })}
                </a>
              ))}
            </span>
            {reviews ? <GlossaryImport key={glossary.id} glossary={glossary.id} onDone={() => void again()} /> : null}
          </div>
          <Tabs<(typeof views)[number]>
            label={t('act.go.glossary')}
            tabs={views.map((one) => ({ id: one, name: t(`glossary.view.${one}`) }))}
            chosen={view}
            onChoose={setView}
          >
            {view === 'terms' || view === 'names' ? (
              <>
                {reviews && view === 'terms' ? (
                  <ConceptForm glossary={glossary.id} onDone={() => void again()} />
                ) : null}
                <ConceptTable
                  key={`${glossary.id} ${view}`}
                  glossary={glossary}
                  {...(view === 'names' ? { kinds: nameKinds } : {})}
                />
              </>
            ) : view === 'proposals' ? (
              <Proposals glossary={glossary} />
            ) : (
              <GlossaryLint glossary={glossary.id} />
            )}
          </Tabs>
        </>
      ) : null}
    </>
  );
}
