import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { languageName } from '../../language/names.ts';
import { FileImport } from '../../shell/file-import.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { ConceptForm } from './concept-form.tsx';
import '../lists.css';

interface GlossaryInfo {
  id: string;
  name: string;
  concepts: number;
  terms: number;
  languages: string[];
}

interface Concept {
  id: string;
  terms: { id: string; language: string; text: string; status: string; kind: string }[];
}

/** Glossaries and names: what the house writes. */
export function Glossary() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const reviews = useMay('review');
  const [chosen, setChosen] = useState<string>();
  const [name, setName] = useState('');
  const { data, error } = useQuery({
    queryKey: ['glossaries'],
    queryFn: ({ signal }) => request<Page<GlossaryInfo>>('GET', '/v1/glossaries', { query: { limit: 200 }, signal }),
  });
  const again = () => queries.invalidateQueries({ queryKey: ['glossaries'] });
  const glossary = data?.items.find(({ id }) => id === chosen) ?? data?.items[0];
  return (
    <>
      <title>{`${t('act.go.glossary')} · Interlinear`}</title>
      <h1>{t('act.go.glossary')}</h1>
      {error ? <ProblemNote error={error} /> : null}
      <div className="screen-head">
        {glossary ? (
          <>
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
            <span>{t('glossary.terms', { count: glossary.terms })}</span>
            <a className="button" href={`/v1/glossaries/${glossary.id}/export`} download>
              {t('export', { format: 'CSV' })}
            </a>
          </>
        ) : null}
        {reviews ? (
          <form
            className="search"
            onSubmit={(event) => {
              event.preventDefault();
              void request<GlossaryInfo>('POST', '/v1/glossaries', { body: { name } }).then((made) => {
                setName('');
                setChosen(made.id);
                return again();
              });
            }}
          >
            <input
              required
              aria-label={t('glossary.new-name')}
              placeholder={t('glossary.new-name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <button type="submit" className="button">
              {t('glossary.make')}
            </button>
          </form>
        ) : null}
      </div>
      {data && !glossary ? <p className="empty-screen">{t('glossary.none')}</p> : null}
      {glossary && reviews ? (
        <>
          <FileImport
            label={t('glossary.import')}
            address={`/v1/glossaries/${glossary.id}/import`}
            accept=".csv,.tsv,.tbx,.txt"
            onDone={() => void again()}
          />
          <ConceptForm glossary={glossary.id} onDone={() => void again()} />
        </>
      ) : null}
      {glossary ? <Concepts key={glossary.id} glossary={glossary} /> : null}
    </>
  );
}

function Concepts({ glossary }: { glossary: GlossaryInfo }) {
  const { t, i18n } = useTranslation();
  const [wanted, setWanted] = useState('');
  const { data, error } = useQuery({
    queryKey: ['glossaries', glossary.id, 'concepts', wanted],
    queryFn: ({ signal }) =>
      request<Page<Concept>>('GET', `/v1/glossaries/${glossary.id}/concepts`, {
        query: { limit: 200, containing: wanted.trim() },
        signal,
      }),
    placeholderData: (before) => before,
  });
  const shown = data?.items ?? [];
  const languages = [...new Set(shown.flatMap(({ terms }) => terms.map(({ language }) => language)))].sort();
  return (
    <>
      <search className="filters">
        <input
          type="search"
          dir="auto"
          aria-label={t('glossary.search')}
          placeholder={t('glossary.search')}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      </search>
      {error ? <ProblemNote error={error} /> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with the keyboard (WCAG 2.1.1). */}
      <section className="scrolled" tabIndex={0} aria-label={t('glossary.table')}>
        <table className="list">
          <thead>
            <tr>
              {languages.map((language) => (
                <th key={language} scope="col">
                  {languageName(language, i18n.language)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((concept) => (
              <tr key={concept.id}>
                {languages.map((language) => (
                  <td key={language} lang={language}>
                    {concept.terms
                      .filter((term) => term.language === language)
                      .map((term) => (
                        <div key={term.id}>
                          {term.status === 'deprecated' || term.status === 'superseded' ? (
                            <del>
                              <bdi>{term.text}</bdi>
                            </del>
                          ) : (
                            <bdi>{term.text}</bdi>
                          )}
                        </div>
                      ))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
