import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import { request } from '../../api/client.ts';
import { useNames } from '../../api/colleagues.ts';
import { languageName } from '../../language/names.ts';
import { dayAndTime } from '../../language/time.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';

export interface Unit {
  id: string;
  origin: 'human' | 'mt';
  author: string | null;
  changedBy: string | null;
  changedAt: string | null;
  createdAt: string | null;
  usageCount: number;
  article: string | null;
  texts: { language: string; text: string }[];
}

interface Properties {
  memory: string;
  unit: Unit;
  /** Whether whoever looks may change it. */
  changes: boolean;
  onChanged(): void;
  onDelete(): void;
}

/** A unit of a memory: its texts beside each other, each of which can be put right in its place. */
export function UnitLine({ memory, unit, changes, onChanged, onDelete }: Properties) {
  const { t, i18n } = useTranslation();
  const nameOf = useNames();
  const [editing, setEditing] = useState<string>();
  const line = useRef<HTMLLIElement>(null);
  const left = useRef<string>(undefined);
  useEffect(() => {
    if (editing || left.current === undefined) return;
    line.current?.querySelector<HTMLElement>(`button[data-language="${left.current}"]`)?.focus();
    left.current = undefined;
  }, [editing]);
  const who = unit.changedBy ?? unit.author;
  const when = unit.changedAt ?? unit.createdAt;
  return (
    <li ref={line} className="card">
      <div className="unit-texts">
        {unit.texts.map(({ language, text }) =>
          editing === language ? (
            <TextEditor
              key={language}
              {...{ memory, unit: unit.id, language, text }}
              onClose={(changed) => {
                left.current = language;
                setEditing(undefined);
                if (changed) onChanged();
              }}
            />
          ) : (
            <div key={language} className="unit-text">
              <span className="soft" title={languageName(language, i18n.language)} dir="ltr">
                {language}
              </span>
              <p lang={language} dir={direction(language)}>
                {text}
              </p>
              {changes ? (
                <button
                  type="button"
                  className="button small quiet"
                  data-language={language}
                  aria-label={t('memory.edit', { language: languageName(language, i18n.language), text: short(text) })}
                  onClick={() => setEditing(language)}
                >
                  <span aria-hidden="true">✎</span>
                </button>
              ) : null}
            </div>
          ),
        )}
      </div>
      <div className="unit-about">
        <span className={`origin origin-${unit.origin === 'mt' ? 'mt' : 'human'}`}>{t(`origin.${unit.origin}`)}</span>
        {who ? <bdi className="soft">{/^(person|key):|^local$/.test(who) ? nameOf(who) : who}</bdi> : null}
        {when ? (
          <time className="soft" dateTime={when}>
            {dayAndTime(when, i18n.language)}
          </time>
        ) : null}
        {changes ? (
          <button
            type="button"
            className="button small quiet"
            aria-label={t('memory.delete', { text: short(unit.texts[0]?.text ?? '') })}
            onClick={onDelete}
          >
            {t('delete')}
          </button>
        ) : null}
      </div>
    </li>
  );
}

interface EditorProperties {
  memory: string;
  unit: string;
  language: string;
  text: string;
  onClose(changed: boolean): void;
}

function TextEditor({ memory, unit, language, text, onClose }: EditorProperties) {
  const { t, i18n } = useTranslation();
  const { say } = useAnnouncer();
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const save = useMutation({
    mutationFn: (written: string) =>
      request('PATCH', `/v1/memories/${memory}/units/${unit}`, { body: { language, before: text, text: written } }),
    onSuccess() {
      say(t('saving.saved'));
      onClose(true);
    },
  });
  return (
    <form
      className="stacked"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(String(new FormData(event.currentTarget).get('text')));
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose(false);
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit();
      }}
    >
      <textarea
        ref={field}
        name="text"
        required
        rows={3}
        lang={language}
        dir={direction(language)}
        aria-label={t('memory.edit', { language: languageName(language, i18n.language), text: short(text) })}
        defaultValue={text}
      />
      {save.error ? <ProblemNote error={save.error} /> : null}
      <div className="search">
        <button type="submit" className="button small primary" disabled={save.isPending}>
          {t('save')}
        </button>
        <button type="button" className="button small" onClick={() => onClose(false)}>
          {t('leave')}
        </button>
      </div>
    </form>
  );
}

/** Enough of a text to know it by. */
function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
