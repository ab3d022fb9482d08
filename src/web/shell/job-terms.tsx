import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/client.ts';
import { dayAndTime } from '../language/time.ts';
import { useAnnouncer } from './announcer.tsx';
import { Popup } from './popup.tsx';
import { ProblemNote } from './problem-note.tsx';

/** How urgent a submission may be. */
export const priorities = ['interactive', 'normal', 'bulk'];

interface JobTerms {
  id: string;
  name: string;
  deadline: string | null;
  priority: string;
}

/** When a submission is to be done and how urgent it is, and changing both. */
export function ChangeTerms({ job, children }: { job: JobTerms; children: ReactNode }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="button small quiet"
        aria-label={t('terms.change', { name: job.name })}
        onClick={() => setOpen(true)}
      >
        {children}
      </button>
      {open ? <TermsForm job={job} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function TermsForm({ job, onClose }: { job: JobTerms; onClose(): void }) {
  const { t, i18n } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const ids = { deadline: useId(), priority: useId() };
  const [deadline, setDeadline] = useState(localTime(job.deadline));
  const save = useMutation({
    mutationFn: (priority: string) => {
      const before = localTime(job.deadline);
      const due = deadline === before ? {} : { deadline: deadline ? new Date(deadline).toISOString() : null };
      const body = { ...due, ...(priority === job.priority ? {} : { priority }) };
      return Object.keys(body).length === 0
        ? Promise.resolve(undefined)
        : request('PATCH', `/v1/jobs/${job.id}`, { body });
    },
    async onSuccess() {
      const { name } = job;
      const at = deadline ? dayAndTime(new Date(deadline).toISOString(), i18n.language) : undefined;
      say(at === undefined ? t('terms.changed-none', { name }) : t('terms.changed', { name, at }));
      await queries.invalidateQueries({ queryKey: ['articles'] });
      await queries.invalidateQueries({ queryKey: ['jobs'] });
      onClose();
    },
  });
  return (
    <Popup title={t('terms.title')} about={job.name} onClose={onClose}>
      <form
        className="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(String(new FormData(event.currentTarget).get('priority')));
        }}
      >
        <label htmlFor={ids.deadline}>{t('inbox.deadline')}</label>
        <div className="search">
          <input
            id={ids.deadline}
            type="datetime-local"
            value={deadline}
            onChange={(event) => setDeadline(event.currentTarget.value)}
          />
          {deadline ? (
            <button type="button" className="button small" onClick={() => setDeadline('')}>
              {t('terms.no-deadline')}
            </button>
          ) : null}
        </div>
        <label htmlFor={ids.priority}>{t('submit.priority')}</label>
        <select id={ids.priority} name="priority" defaultValue={job.priority}>
          {priorities.map((one) => (
            <option key={one} value={one}>
              {t(`priority.${one}`)}
            </option>
          ))}
        </select>
        <p className="soft">{t('terms.about')}</p>
        {save.error ? <ProblemNote error={save.error} /> : null}
        <button type="submit" className="button primary" disabled={save.isPending}>
          {t('save')}
        </button>
      </form>
    </Popup>
  );
}

/** An instant as the field for times has it: in the reader's own time zone, to the minute. */
export function localTime(instant: string | null): string {
  const at = instant === null ? Number.NaN : Date.parse(instant);
  if (Number.isNaN(at)) return '';
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
