import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { languageName } from '../../language/names.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { FileChoice } from '../../shell/file-choice.tsx';
import { Popup } from '../../shell/popup.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { StyleOptions } from '../../shell/style-options.tsx';
import { bodyOf, type Handed, languagesWritten, paired } from './submission.ts';

/** Languages that are one click away; others are written. */
const usual = ['en', 'fr', 'es', 'ar', 'de', 'ca'];

/** Hands articles in: files, or a text that is pasted; each may come with the text that it was translated from. */
export function Submit({ onClose }: { onClose(): void }) {
  const { t, i18n } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const ids = { text: useId(), style: useId(), priority: useId(), deadline: useId() };
  const [handed, setHanded] = useState<Handed[]>([]);
  const [over, setOver] = useState(false);
  const [languages, setLanguages] = useState<string[]>([]);
  // The same key for every attempt: an answer that gets lost makes no second job.
  const key = useRef(Array.from(crypto.getRandomValues(new Uint32Array(4)), (one) => one.toString(36)).join('-'));
  const submit = useMutation({
    mutationFn: async (form: FormData) => {
      const to = [...languages, ...languagesWritten(String(form.get('other') ?? ''))];
      const body = await bodyOf(handed, form, to);
      return request<{ articles: number }>('POST', '/v1/jobs', { body, headers: { 'idempotency-key': key.current } });
    },
    async onSuccess({ articles }) {
      say(t('submit.accepted', { count: articles }));
      await queries.invalidateQueries({ queryKey: ['articles'] });
      onClose();
    },
  });
  const add = (files: Iterable<File>) =>
    setHanded((before) => paired([...before, ...Array.from(files, (file) => ({ file }))]));
  return (
    <Popup title={t('act.submit')} onClose={onClose} wide>
      <form
        className="stacked submit"
        onSubmit={(event) => {
          event.preventDefault();
          submit.mutate(new FormData(event.currentTarget));
        }}
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the button inside does the same. */}
        <div
          className={`drop${over ? ' over' : ''}`}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            add(event.dataTransfer.files);
          }}
        >
          <FileChoice label={t('submit.files')} multiple onChoose={add} />
          <p className="soft">{t('submit.files-about')}</p>
        </div>
        <ul className="handed">
          {handed.map((one, index) => (
            <li key={`${one.file.name} ${one.file.lastModified}`}>
              <bdi>{one.file.name}</bdi>
              <label>
                {t('submit.source-of')}{' '}
                <select
                  value={one.source?.name ?? ''}
                  onChange={(event) => {
                    const source = handed.find(({ file }) => file.name === event.currentTarget.value)?.file;
                    setHanded(
                      handed.map((each) => (each === one ? { file: one.file, ...(source ? { source } : {}) } : each)),
                    );
                  }}
                >
                  <option value="">{t('submit.no-source')}</option>
                  {handed
                    .filter(({ file }) => file !== one.file)
                    .map(({ file }) => (
                      <option key={file.name}>{file.name}</option>
                    ))}
                </select>
              </label>
              <button
                type="button"
                className="button small quiet"
                aria-label={t('submit.leave-out', { name: one.file.name })}
                onClick={() => setHanded(handed.filter((_, place) => place !== index))}
              >
                <span aria-hidden="true">×</span>
              </button>
            </li>
          ))}
        </ul>
        {handed.length === 0 ? (
          <>
            <label htmlFor={ids.text}>{t('submit.text')}</label>
            <textarea id={ids.text} name="text" rows={5} dir="auto" />
          </>
        ) : null}
        <fieldset className="languages">
          <legend>{t('submit.to')}</legend>
          {usual.map((tag) => (
            <label key={tag}>
              <input
                type="checkbox"
                checked={languages.includes(tag)}
                onChange={(event) =>
                  setLanguages(
                    event.currentTarget.checked ? [...languages, tag] : languages.filter((one) => one !== tag),
                  )
                }
              />{' '}
              {languageName(tag, i18n.language)}
            </label>
          ))}
          <label className="other-languages">
            {t('submit.other')} <input name="other" dir="ltr" placeholder="pt-BR, sw" />
          </label>
        </fieldset>
        <div className="pairs">
          <label htmlFor={ids.style}>{t('submit.style')}</label>
          <select id={ids.style} name="style" defaultValue="">
            <option value="">{t('submit.style-usual')}</option>
            <StyleOptions />
          </select>
          <label htmlFor={ids.priority}>{t('submit.priority')}</label>
          <select id={ids.priority} name="priority" defaultValue="normal">
            {['interactive', 'normal', 'bulk'].map((one) => (
              <option key={one} value={one}>
                {t(`priority.${one}`)}
              </option>
            ))}
          </select>
          <label htmlFor={ids.deadline}>{t('inbox.deadline')}</label>
          <input id={ids.deadline} name="deadline" type="datetime-local" />
        </div>
        {submit.error ? <ProblemNote error={submit.error} /> : null}
        <button type="submit" className="button primary" disabled={submit.isPending}>
          {t('submit.send')}
        </button>
      </form>
    </Popup>
  );
}
