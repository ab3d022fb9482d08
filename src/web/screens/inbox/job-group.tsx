import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Article, Job } from '../../api/articles.ts';
import { useNames } from '../../api/colleagues.ts';
import { useMay } from '../../api/session.ts';
import { dayAndTime } from '../../language/time.ts';
import { ChangeTerms } from '../../shell/job-terms.tsx';

interface Properties {
  job: Job | undefined;
  articles: Article[];
  chosen: ReadonlySet<string>;
  onChoose(articles: string[], chosen: boolean): void;
  children: ReactNode;
}

/** What was submitted together: a heading over its articles, with which all of them are chosen. */
export function JobGroup({ job, articles, chosen, onChoose, children }: Properties) {
  const { t, i18n } = useTranslation();
  const nameOf = useNames();
  const submits = useMay('submit');
  const ids = articles.map(({ id }) => id);
  const name = job?.name ?? dayAndTime(job?.createdAt ?? articles[0]?.createdAt ?? '', i18n.language);
  return (
    <tbody>
      <tr className="job-row">
        <td className="choice">
          <Several
            label={t('inbox.choose-job', { name })}
            some={ids.filter((id) => chosen.has(id)).length}
            of={ids.length}
            onChange={(all) => onChoose(ids, all)}
          />
        </td>
        <th scope="rowgroup" colSpan={4}>
          <bdi className="job-name">{name}</bdi>{' '}
          {job ? (
            <span className="soft">
              {job.name ? `${dayAndTime(job.createdAt, i18n.language)} · ` : ''}
              {job.createdBy ? <bdi>{nameOf(job.createdBy)}</bdi> : null}
              {job.priority === 'normal' ? null : (
                <span className={`priority priority-${job.priority}`}>{t(`priority.${job.priority}`)}</span>
              )}
            </span>
          ) : null}{' '}
          {job && submits ? <ChangeTerms job={{ ...job, name }}>{t('terms.title')}</ChangeTerms> : null}
        </th>
      </tr>
      {children}
    </tbody>
  );
}

interface SeveralProperties {
  label: string;
  some: number;
  of: number;
  onChange(all: boolean): void;
}

/** A box for several others: neither on nor off while only some of them are. */
export function Several({ label, some, of, onChange }: SeveralProperties) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some > 0 && some < of;
  }, [some, of]);
  return (
    <input
      ref={box}
      type="checkbox"
      aria-label={label}
      checked={of > 0 && some === of}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}
