import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';

/** Hands an article in again: what is the same keeps its translations. */
export function NewRevision({ article, onClose }: { article: string; onClose(): void }) {
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const ids = { file: useId(), source: useId() };
  const send = useMutation({
    mutationFn: (form: HTMLFormElement) => {
      const body = new FormData();
      for (const name of ['file', 'source']) {
        const file = new FormData(form).get(name);
        if (file instanceof File && file.size > 0) body.append(name, file, file.name);
      }
      return request<{ number: number; repeated: boolean }>('POST', `/v1/articles/${article}/revisions`, { body });
    },
    async onSuccess({ number, repeated }) {
      say(repeated ? t('changes.repeated', { number }) : t('changes.taken', { number }));
      await queries.invalidateQueries({ queryKey: ['article', article] });
      onClose();
    },
  });
  return (
    <Popup title={t('changes.hand-in')} about={t('changes.hand-in-about')} onClose={onClose}>
      <form
        className="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate(event.currentTarget);
        }}
      >
        <label htmlFor={ids.file}>{t('changes.file')}</label>
        <input id={ids.file} name="file" type="file" required />
        <label htmlFor={ids.source}>{t('changes.source-file')}</label>
        <input id={ids.source} name="source" type="file" />
        {send.error ? <ProblemNote error={send.error} /> : null}
        <button type="submit" className="button primary" disabled={send.isPending}>
          {t('submit.send')}
        </button>
      </form>
    </Popup>
  );
}
