import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import type { SegmentFinding } from '../../api/segments.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import type { OverlayProperties } from './overlay-properties.ts';

/** Lets a finding stand: with a reason, which is kept. */
export function Dismiss({
  finding,
  article,
  store,
  saving,
  onGo,
  onClose,
}: OverlayProperties & { finding: SegmentFinding }) {
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const reason = useId();
  const dismiss = useMutation({
    mutationFn: (body: { reason: string }) =>
      request('POST', `/v1/articles/${article.id}/findings/${finding.id}/dismiss`, { body }),
    async onSuccess() {
      say(t('finding.dismissed'));
      await saving.refresh();
      onGo(store.active);
    },
  });
  return (
    <Popup title={t('finding.dismiss')} onClose={onClose}>
      <p>
        <bdi>{finding.detail}</bdi>
      </p>
      <form
        className="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          dismiss.mutate({ reason: String(new FormData(event.currentTarget).get('reason')) });
        }}
      >
        <label htmlFor={reason}>{t('finding.reason')}</label>
        <textarea id={reason} name="reason" required maxLength={1000} rows={2} />
        {dismiss.error ? <ProblemNote error={dismiss.error} /> : null}
        <button type="submit" className="button primary" disabled={dismiss.isPending}>
          {t('finding.dismiss')}
        </button>
      </form>
    </Popup>
  );
}
