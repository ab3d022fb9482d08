import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import type { DismissedFinding } from '../../api/segments.ts';
import { dayAndTime } from '../../language/time.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';

interface Properties {
  findings: readonly DismissedFinding[];
  article: string;
  /** Absent for who may not open them again. */
  onRestored: (() => Promise<void>) | undefined;
}

/** Findings that a reviewer let stand: who, why, and the way to open them again. */
export function DismissedList({ findings, article, onRestored }: Properties) {
  const { t, i18n } = useTranslation();
  const { say } = useAnnouncer();
  const restore = useMutation({
    mutationFn: (id: string) => request('POST', `/v1/articles/${article}/findings/${id}/restore`),
    async onSuccess() {
      say(t('finding.restored'));
      await onRestored?.();
    },
  });
  return (
    <details>
      <summary>{t('side.dismissed', { count: findings.length })}</summary>
      <ul className="finding-list">
        {findings.map((finding) => (
          <li key={finding.id}>
            <p>
              <bdi>{finding.detail}</bdi>
            </p>
            <p className="soft">
              <bdi>{finding.dismissed.actorName ?? finding.dismissed.actor}</bdi> ·{' '}
              <time dateTime={finding.dismissed.at}>{dayAndTime(finding.dismissed.at, i18n.language)}</time> ·{' '}
              <bdi>{finding.dismissed.reason}</bdi>
            </p>
            {onRestored ? (
              <button
                type="button"
                className="button small quiet"
                disabled={restore.isPending}
                onClick={() => restore.mutate(finding.id)}
              >
                {t('finding.restore')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {restore.error ? <ProblemNote error={restore.error} /> : null}
    </details>
  );
}
