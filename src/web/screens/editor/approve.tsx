import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { versionAddress } from '../../api/segments.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import type { OverlayProperties } from './overlay-properties.ts';

interface Approval {
  done: boolean;
  approved: number;
  inTheWay: { segment: string; ordinal: number; text: string; problem: { code: string; title: string } }[];
}

/** Approves the whole version, or shows what stands in the way. */
export function Approve({ article, version, store, saving, onGo, onClose }: OverlayProperties) {
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const [state, setState] = useState<'reviewed' | 'final'>('final');
  const [reason, setReason] = useState('');
  const ask = (body: object) =>
    request<Approval>('POST', `${versionAddress(article.id, version.language)}/approve`, { body: { state, ...body } });
  const { data, error, isPending } = useQuery({
    queryKey: ['approval', article.id, version.language, state],
    queryFn: () => ask({ dryRun: true }),
    staleTime: 0,
  });
  const approve = useMutation({
    mutationFn: () => ask({ acknowledge: true, ...(reason.trim() ? { override: { reason } } : {}) }),
    async onSuccess({ done, approved }) {
      if (!done) return;
      say(t('approve.done', { count: approved }));
      await saving.refresh();
      onClose();
    },
  });
  const found = approve.data?.inTheWay ?? data?.inTheWay ?? [];
  const errors = found.some(({ problem }) => problem.code === 'review.errors');
  return (
    <Popup title={t('act.article.approve')} onClose={onClose} wide>
      {error ? <ProblemNote error={error} /> : null}
      {approve.error ? <ProblemNote error={approve.error} /> : null}
      <form
        className="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          approve.mutate();
        }}
      >
        <label>
          {t('editor.step')}{' '}
          <select value={state} onChange={(event) => setState(event.currentTarget.value as typeof state)}>
            {(['reviewed', 'final'] as const).map((one) => (
              <option key={one} value={one}>
                {t(`step.${one}`)}
              </option>
            ))}
          </select>
        </label>
        {errors ? (
          <input
            aria-label={t('approve.reason')}
            placeholder={t('approve.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        ) : null}
        {/* What stands in the way is seen before it is let pass. */}
        <button type="submit" className="button primary" disabled={isPending || approve.isPending}>
          {t(found.length > 0 ? 'approve.override' : 'act.article.approve')}
        </button>
      </form>
      <ul className="finding-list">
        {found.map(({ segment, ordinal, problem }) => (
          <li key={segment}>
            <p>{problem.title}</p>
            <button type="button" className="button small" onClick={() => onGo(store.get(segment))}>
              {t('findings.go', { number: ordinal + 1 })}
            </button>
          </li>
        ))}
      </ul>
    </Popup>
  );
}
