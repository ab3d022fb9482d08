import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { type Unit, UnitLine } from './unit-line.tsx';

/** The units of a memory: found by their words, put right, deleted, and brought back. */
export function Units({ memory }: { memory: string }) {
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const reviews = useMay('review');
  const search = useRef<HTMLInputElement>(null);
  const bringBack = useRef<HTMLButtonElement>(null);
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
  const again = () => queries.invalidateQueries({ queryKey: ['memories'] });
  const remove = useMutation({
    mutationFn: (unit: string) => request<{ id: string }>('DELETE', `/v1/memories/${memory}/units/${unit}`),
    async onSuccess() {
      undo.reset();
      say(t('memory.deleted'));
      await again();
    },
  });
  const undo = useMutation({
    mutationFn: (change: string) => request('POST', `/v1/memories/${memory}/changes/${change}/undo`),
    onSuccess() {
      remove.reset();
      say(t('memory.restored'));
      search.current?.focus();
      return again();
    },
  });
  // What had the focus is gone with its unit: the way back is what one may want now.
  const deleted = remove.data?.id;
  useEffect(() => {
    if (deleted !== undefined) bringBack.current?.focus();
  }, [deleted]);
  return (
    <>
      <search className="filters">
        <input
          ref={search}
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
      {[error, remove.error, undo.error].map((one) => (one ? <ProblemNote key={one.message} error={one} /> : null))}
      {remove.data ? (
        <p className="note note-line">
          {t('memory.deleted')}{' '}
          <button ref={bringBack} type="button" className="button small" onClick={() => undo.mutate(remove.data.id)}>
            {t('memory.undo')}
          </button>
        </p>
      ) : null}
      {data?.items.length === 0 ? (
        <p className="empty-screen">{t(wanted.trim() ? 'memory.nothing' : 'memory.empty')}</p>
      ) : null}
      <ul className="units">
        {(data?.items ?? []).map((unit) => (
          <UnitLine
            key={unit.id}
            memory={memory}
            unit={unit}
            changes={reviews}
            onChanged={() => void again()}
            onDelete={() => remove.mutate(unit.id)}
          />
        ))}
      </ul>
      <div className="pager">
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
