import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { Confirm } from '../../shell/confirm.tsx';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';

interface Kept {
  name: string;
  rules: number;
}

/** Sends the table of a style, whole. */
function useKeepStyle(onKept: (kept: Kept) => void) {
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ name, content }: { name: string; content: string | File }) => {
      const body = { name, content: typeof content === 'string' ? content : await content.text() };
      return request<Kept>('PUT', '/v1/styles', { body });
    },
    async onSuccess(kept) {
      say(t('style.kept', { name: kept.name, count: kept.rules }));
      await queries.invalidateQueries({ queryKey: ['styles'] });
      onKept(kept);
    },
  });
}

/** Brings a style of the desk's own from a file. */
export function BringStyle({ onKept }: { onKept(name: string): void }) {
  const { t } = useTranslation();
  const ids = { name: useId(), file: useId() };
  const keep = useKeepStyle(({ name }) => onKept(name));
  return (
    <>
      <form
        className="card settings"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const file = new FormData(form).get('file');
          const name = String(new FormData(form).get('name')).trim();
          if (!(file instanceof File)) return;
          keep.mutate(
            { name: name || file.name.replace(/\.[^.]*$/, ''), content: file },
            { onSuccess: () => form.reset() },
          );
        }}
      >
        <label htmlFor={ids.file}>
          {t('style.file')}
          <small>{t('style.file-about')}</small>
        </label>
        <input id={ids.file} name="file" type="file" required accept=".tsv,.txt,text/tab-separated-values,text/plain" />
        <label htmlFor={ids.name}>
          {t('style.name')}
          <small>{t('style.name-about')}</small>
        </label>
        <input id={ids.name} name="name" maxLength={50} dir="auto" />
        <button type="submit" className="button primary" disabled={keep.isPending}>
          {t('style.bring')}
        </button>
      </form>
      {keep.error ? <ProblemNote error={keep.error} /> : null}
      {keep.data ? <p role="status">{t('style.kept', { name: keep.data.name, count: keep.data.rules })}</p> : null}
    </>
  );
}

/** What can be done with a style of the desk's own: its table is edited as it came, and it is forgotten. */
export function OwnStyleActs({ name, content, onGone }: { name: string; content: string; onGone(): void }) {
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const [asking, setAsking] = useState<'edit' | 'forget'>();
  const keep = useKeepStyle(() => setAsking(undefined));
  const forget = useMutation({
    mutationFn: () => request('DELETE', `/v1/styles/${encodeURIComponent(name)}`),
    async onSuccess() {
      say(t('style.forgotten', { name }));
      onGone();
      await queries.invalidateQueries({ queryKey: ['styles'] });
    },
  });
  return (
    <>
      <button type="button" className="button small" onClick={() => setAsking('edit')}>
        {t('style.edit')}
      </button>
      <button type="button" className="button small danger" onClick={() => setAsking('forget')}>
        {t('style.forget')}
      </button>
      {forget.error ? <ProblemNote error={forget.error} /> : null}
      {asking === 'edit' ? (
        <Popup
          title={t('style.edit-title', { name })}
          about={t('style.columns')}
          onClose={() => setAsking(undefined)}
          wide
        >
          <form
            className="stacked"
            onSubmit={(event) => {
              event.preventDefault();
              keep.mutate({ name, content: String(new FormData(event.currentTarget).get('content')) });
            }}
          >
            <textarea
              name="content"
              rows={16}
              required
              dir="ltr"
              spellCheck={false}
              wrap="off"
              aria-label={t('style.columns')}
              defaultValue={content}
              onKeyDown={(event) => {
                // Columns are parted by tabs, and Escape leads out.
                if (event.key !== 'Tab' || event.shiftKey || event.ctrlKey || event.altKey) return;
                event.preventDefault();
                event.currentTarget.setRangeText(
                  '\t',
                  event.currentTarget.selectionStart,
                  event.currentTarget.selectionEnd,
                  'end',
                );
              }}
            />
            <p className="soft">{t('style.keys')}</p>
            {keep.error ? <ProblemNote error={keep.error} /> : null}
            <button type="submit" className="button primary" disabled={keep.isPending}>
              {t('save')}
            </button>
          </form>
        </Popup>
      ) : null}
      {asking === 'forget' ? (
        <Confirm
          title={t('style.forget-title', { name })}
          act={t('style.forget')}
          onConfirm={() => forget.mutate()}
          onClose={() => setAsking(undefined)}
        >
          <p>{t('style.forget-about')}</p>
        </Confirm>
      ) : null}
    </>
  );
}
