import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import { Problem, request } from '../../api/client.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { type Concept, type Term, termKinds, termStatuses } from './concepts.ts';

interface Properties {
  glossary: string;
  concept: Concept;
  language: string;
  /** Absent for a new wording. */
  term?: Term;
  /** @param changed whether anything was written */
  onClose(changed: boolean): void;
  /** The glossary has something else by now: it is read anew, and what was typed stays. */
  onStale(): void;
}

/** A wording in its cell of the table: Enter keeps it, Escape leaves it as it was. */
export function TermEditor({ glossary, concept, language, term, onClose, onStale }: Properties) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const place = `/v1/glossaries/${glossary}/concepts/${encodeURIComponent(concept.id)}/terms`;
  const headers = { 'if-match': `"${concept.version}"` };
  const done = { onSuccess: () => onClose(true), onError: (error: Error) => isStale(error) && onStale() };
  const save = useMutation({
    mutationFn: (form: FormData) => {
      const { id, ...rest } = term ?? { id: '' };
      const note = String(form.get('note')).trim();
      const body = {
        ...rest,
        language,
        text: String(form.get('text')).trim(),
        status: String(form.get('status')),
        kind: String(form.get('kind')),
        note: note || undefined,
      };
      return term ? request('PUT', `${place}/${id}`, { body, headers }) : request('POST', place, { body, headers });
    },
    ...done,
  });
  const remove = useMutation({
    mutationFn: () => request('DELETE', `${place}/${term?.id}`, { headers }),
    ...done,
  });
  const error = save.error ?? remove.error;
  return (
    <form
      className="term-editor"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(new FormData(event.currentTarget));
      }}
      onKeyDown={(event) => {
        // The table's arrows do not work in here.
        event.stopPropagation();
        if (event.key === 'Escape') {
          event.preventDefault();
          onClose(false);
        }
      }}
    >
      <input
        ref={field}
        name="text"
        required
        maxLength={1000}
        lang={language}
        dir={direction(language)}
        aria-label={t('glossary.wording-in', { language })}
        defaultValue={term?.text ?? ''}
      />
      <div className="search">
        <select name="status" aria-label={t('glossary.status')} defaultValue={term?.status ?? 'preferred'}>
          {termStatuses.map((status) => (
            <option key={status} value={status}>
              {t(`glossary.status.${status}`)}
            </option>
          ))}
        </select>
        <select
          name="kind"
          aria-label={t('glossary.kind')}
          defaultValue={term?.kind ?? concept.terms[0]?.kind ?? 'term'}
        >
          {termKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`glossary.kind.${kind}`)}
            </option>
          ))}
        </select>
      </div>
      <input
        name="note"
        maxLength={1000}
        dir="auto"
        aria-label={t('glossary.note')}
        placeholder={t('glossary.note')}
        defaultValue={term?.note ?? ''}
      />
      {error ? (
        isStale(error) ? (
          <p className="note note-warning" role="alert">
            {t('glossary.stale')}
          </p>
        ) : (
          <ProblemNote error={error} />
        )
      ) : null}
      <div className="search">
        <button type="submit" className="button small primary" disabled={save.isPending}>
          {t('save')}
        </button>
        <button type="button" className="button small" onClick={() => onClose(false)}>
          {t('leave')}
        </button>
        {term ? (
          <button type="button" className="button small danger" onClick={() => remove.mutate()}>
            {t('delete')}
          </button>
        ) : null}
      </div>
    </form>
  );
}

function isStale(error: Error | null): boolean {
  return error instanceof Problem && error.status === 412;
}
