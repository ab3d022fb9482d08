import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article } from '../../api/articles.ts';
import { Problem, request } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { dayAndTime } from '../../language/time.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { useLiveDesk } from '../../shell/use-live-desk.ts';
import { AcceptUntouched } from './accept-untouched.tsx';
import { ChangedSegment } from './changed-segment.tsx';
import { NewRevision } from './new-revision.tsx';
import type { Compared, Revision } from './revisions.ts';
import '../lists.css';
import './source-changed.css';

/** A source that came again: the old text beside the new one, which segments are open again because of it, and accepting the others. */
export function SourceChanged() {
  const { t, i18n } = useTranslation();
  const { article: id = '' } = useParams({ strict: false });
  const submits = useMay('submit');
  const reviews = useMay('review');
  const [chosen, setChosen] = useState<number>();
  const [all, setAll] = useState(false);
  const [handing, setHanding] = useState(false);
  const article = useQuery({
    queryKey: ['article', id],
    queryFn: ({ signal }) => request<Article>('GET', `/v1/articles/${id}`, { signal }),
  });
  const revisions = useQuery({
    queryKey: ['article', id, 'revisions'],
    queryFn: ({ signal }) => request<{ items: Revision[] }>('GET', `/v1/articles/${id}/revisions`, { signal }),
  });
  useLiveDesk([['article', id]]);
  const number = chosen ?? revisions.data?.items[0]?.number;
  const { data, error, refetch } = useQuery({
    queryKey: ['article', id, 'changes', number],
    enabled: number !== undefined,
    queryFn: ({ signal }) => request<Compared>('GET', `/v1/articles/${id}/revisions/${number}/changes`, { signal }),
  });
  const reading = error instanceof Problem && error.code === 'article.unread';
  const rows = (data?.items ?? []).filter(({ kind }) => all || kind !== 'kept');
  const versions = article.data?.languages.filter(({ kind }) => kind === 'target') ?? [];
  const current = revisions.data?.items.find((one) => one.current)?.number;
  const name = article.data?.name ?? '';
  return (
    <>
      <title>{`${t('changes.title')} · ${name} · Interlinear`}</title>
      <header className="screen-head">
        <div>
          <h1>{t('changes.title')}</h1>
          <bdi className="soft">{name}</bdi>
        </div>
        {submits ? (
          <button type="button" className="button" onClick={() => setHanding(true)}>
            {t('changes.hand-in')}
          </button>
        ) : null}
      </header>
      {article.data || article.error ? null : <p className="waiting">{t('waiting')}</p>}
      {article.error ? <ProblemNote error={article.error} /> : null}
      {revisions.error ? <ProblemNote error={revisions.error} retry={() => void revisions.refetch()} /> : null}
      {revisions.data ? (
        <div className="filters">
          <label>
            {t('changes.revision')}{' '}
            <select value={number} onChange={(event) => setChosen(Number(event.currentTarget.value))}>
              {revisions.data.items.map((one) => (
                <option key={one.id} value={one.number}>
                  {t('changes.revision-of', { number: one.number, at: dayAndTime(one.createdAt, i18n.language) })}
                </option>
              ))}
            </select>
          </label>
          <label>
            <input type="checkbox" checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />{' '}
            {t('changes.show-all')}
          </label>
        </div>
      ) : null}
      {reading ? <p className="note">{t('changes.reading')}</p> : null}
      {error && !reading ? <ProblemNote error={error} retry={() => void refetch()} /> : null}
      {data ? (
        <>
          {data.previous === null ? null : (
            <ul className="change-counts" aria-label={t('changes.counts')}>
              {(['kept', 'changed', 'added', 'removed'] as const).map((kind) => (
                <li key={kind} className={data.counts[kind] > 0 ? `count-${kind}` : 'soft'}>
                  {t(`changes.${kind}`, { count: data.counts[kind] })}
                </li>
              ))}
              {(['kept', 'lost'] as const).map((kind) =>
                data.cuts[kind] > 0 ? (
                  <li key={`cuts ${kind}`} className="soft">
                    {t(`changes.cuts-${kind}`, { count: data.cuts[kind] })}
                  </li>
                ) : null,
              )}
            </ul>
          )}
          {data.previous !== null && number === current && reviews ? (
            <AcceptUntouched article={id} versions={versions} />
          ) : null}
          {data.previous === null ? <p className="empty-screen">{t('changes.first')}</p> : null}
          {data.previous !== null && rows.length === 0 ? <p className="empty-screen">{t('changes.none')}</p> : null}
          {data.previous !== null && rows.length > 0 ? (
            <table className="changes">
              <thead>
                <tr>
                  <th scope="col">{t('changes.number')}</th>
                  <th scope="col">{t('changes.old', { number: data.previous })}</th>
                  <th scope="col">{t('changes.new', { number: data.number })}</th>
                  <th scope="col">{t('inbox.languages')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <ChangedSegment
                    key={`${row.kind} ${row.segment}`}
                    change={row}
                    article={id}
                    language={article.data?.source?.language ?? article.data?.language ?? 'und'}
                  />
                ))}
              </tbody>
            </table>
          ) : null}
        </>
      ) : null}
      <p>
        <Link to="/">{t('changes.back')}</Link>
      </p>
      {handing ? <NewRevision article={id} onClose={() => setHanding(false)} /> : null}
    </>
  );
}
