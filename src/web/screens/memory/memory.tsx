import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { FileImport } from '../../shell/file-import.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import '../lists.css';

interface MemoryInfo {
  id: string;
  name: string;
  kind: 'desk' | 'named' | 'file';
  units: number;
  priority: number;
  penalty: number;
}

interface Unit {
  id: string;
  origin: 'human' | 'mt';
  author: string | null;
  changedBy: string | null;
  usageCount: number;
  texts: { language: string; text: string }[];
}

/** The translation memories: what is in them, files in and out. */
export function Memory() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const reviews = useMay('review');
  const [chosen, setChosen] = useState<string>();
  const { data, error } = useQuery({
    queryKey: ['memories'],
    queryFn: ({ signal }) => request<Page<MemoryInfo>>('GET', '/v1/memories', { query: { limit: 200 }, signal }),
  });
  const memory = data?.items.find(({ id }) => id === chosen) ?? data?.items[0];
  return (
    <>
      <title>{`${t('act.go.memory')} · Interlinear`}</title>
      <h1>{t('act.go.memory')}</h1>
      {error ? <ProblemNote error={error} /> : null}
      {data?.items.length === 0 ? <p className="empty-screen">{t('memory.none')}</p> : null}
      {memory ? (
        <div className="screen-head">
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
          <span>{t('memory.units', { count: memory.units })}</span>
          <a className="button" href={`/v1/memories/${memory.id}/export`} download>
            {t('export', { format: 'TMX' })}
          </a>
          {reviews ? (
            <FileImport
              label={t('memory.import')}
              address={`/v1/memories/${memory.id}/import`}
              accept=".tmx,.csv,.tsv"
              onDone={() => void queries.invalidateQueries({ queryKey: ['memories'] })}
            />
          ) : null}
        </div>
      ) : null}
      {memory ? <Units key={memory.id} memory={memory.id} /> : null}
    </>
  );
}

function Units({ memory }: { memory: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const reviews = useMay('review');
  const [wanted, setWanted] = useState('');
  const [cursors, setCursors] = useState<(string | undefined)[]>([undefined]);
  const { data, error } = useQuery({
    queryKey: ['memories', memory, 'units', wanted, cursors.at(-1)],
    queryFn: ({ signal }) =>
      request<Page<Unit>>('GET', `/v1/memories/${memory}/units`, {
        query: { limit: 50, cursor: cursors.at(-1), containing: wanted.trim() },
        signal,
      }),
    placeholderData: (before) => before,
  });
  const remove = useMutation({
    mutationFn: (unit: string) => request('DELETE', `/v1/memories/${memory}/units/${unit}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['memories'] }),
  });
  return (
    <>
      <search className="filters">
        <input
          type="search"
          dir="auto"
          aria-label={t('memory.search')}
          placeholder={t('memory.search')}
          value={wanted}
          onChange={(event) => {
            setWanted(event.currentTarget.value);
            setCursors([undefined]);
          }}
        />
      </search>
      {error ? <ProblemNote error={error} /> : null}
      {remove.error ? <ProblemNote error={remove.error} /> : null}
      {data?.items.length === 0 ? <p className="empty-screen">{t('memory.nothing')}</p> : null}
      <ul className="units">
        {(data?.items ?? []).map((unit) => (
          <li key={unit.id} className="card">
            <div className="unit-texts">
              {unit.texts.map(({ language, text }) => (
                <p key={language} lang={language} dir={direction(language)}>
                  <span className="soft" lang="en" dir="ltr">
                    {language}
                  </span>{' '}
                  {text}
                </p>
              ))}
            </div>
            <div className="unit-about">
              <span className={`origin origin-${unit.origin === 'mt' ? 'mt' : 'human'}`}>
                {t(`origin.${unit.origin}`)}
              </span>
              <bdi className="soft">{unit.changedBy ?? unit.author}</bdi>
              {reviews ? (
                <button
                  type="button"
                  className="button small quiet"
                  aria-label={t('memory.delete', { text: unit.texts[0]?.text ?? '' })}
                  onClick={() => remove.mutate(unit.id)}
                >
                  {t('delete')}
                </button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      <div className="screen-head">
        {cursors.length > 1 ? (
          <button type="button" className="button" onClick={() => setCursors(cursors.slice(0, -1))}>
            {t('before')}
          </button>
        ) : null}
        {data?.next ? (
          <button type="button" className="button" onClick={() => setCursors([...cursors, data.next ?? undefined])}>
            {t('more')}
          </button>
        ) : null}
      </div>
    </>
  );
}
