import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { useDesk } from '../../api/session.ts';
import { useAnnouncer } from '../../shell/announcer.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { StyleOptions } from '../../shell/style-options.tsx';

/** What a desk settles for itself. */
export interface DeskInfo {
  id: string;
  name: string;
  timeZone: string;
  /** 0 to 1; null for the default. */
  fuzzyThreshold: number | null;
  dailyBudget: number | null;
  sendsOutside: boolean;
  houseStyle: string;
  reviewSteps: number;
}

/** The desk's rules: time zone, review steps, house style, least likeness of matches. */
export function DeskSettings() {
  const { t } = useTranslation();
  const { say } = useAnnouncer();
  const queries = useQueryClient();
  const desk = useDesk();
  const ids = { zone: useId(), style: useId(), fuzzy: useId() };
  const { data, error } = useQuery({
    queryKey: ['desks', desk?.id],
    enabled: desk !== undefined,
    queryFn: ({ signal }) => request<DeskInfo>('GET', `/v1/desks/${desk?.id}`, { signal }),
  });
  const save = useMutation({
    mutationFn: (body: Partial<DeskInfo>) => request<DeskInfo>('PATCH', `/v1/desks/${desk?.id}`, { body }),
    onSuccess(saved) {
      queries.setQueryData(['desks', desk?.id], saved);
      void queries.invalidateQueries({ queryKey: ['review settings'] });
      say(t('saving.saved'));
    },
  });
  return (
    <section aria-labelledby="desk-rules">
      <h2 id="desk-rules">{t('administration.desk')}</h2>
      {error ? <ProblemNote error={error} /> : null}
      {data ? (
        <form
          key={data.id}
          className="card settings"
          onSubmit={(event) => {
            event.preventDefault();
            const form = new FormData(event.currentTarget);
            const fuzzy = String(form.get('fuzzy')).trim();
            save.mutate({
              timeZone: String(form.get('zone')).trim(),
              houseStyle: String(form.get('style')),
              fuzzyThreshold: fuzzy === '' ? null : Number(fuzzy) / 100,
              reviewSteps: Number(form.get('steps')),
            });
          }}
        >
          <span id="steps">
            {t('desk.steps')}
            <small>{t('desk.steps-about')}</small>
          </span>
          <fieldset aria-labelledby="steps">
            {[0, 1, 2].map((steps) => (
              <label key={steps}>
                <input type="radio" name="steps" value={steps} defaultChecked={data.reviewSteps === steps} />{' '}
                {t(`desk.steps.${steps}`)}
              </label>
            ))}
          </fieldset>
          <label htmlFor={ids.style}>
            {t('submit.style')}
            <small>{t('desk.style-about')}</small>
          </label>
          <select id={ids.style} name="style" defaultValue={data.houseStyle}>
            <StyleOptions known={data.houseStyle} />
          </select>
          <label htmlFor={ids.zone}>
            {t('desk.zone')}
            <small>{t('desk.zone-about')}</small>
          </label>
          <input id={ids.zone} name="zone" required dir="ltr" list="zones" defaultValue={data.timeZone} />
          <datalist id="zones">
            {Intl.supportedValuesOf('timeZone').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
          <label htmlFor={ids.fuzzy}>
            {t('desk.fuzzy')}
            <small>{t('desk.fuzzy-about')}</small>
          </label>
          <input
            id={ids.fuzzy}
            name="fuzzy"
            type="number"
            min={1}
            max={100}
            defaultValue={data.fuzzyThreshold === null ? '' : Math.round(data.fuzzyThreshold * 100)}
          />
          <button type="submit" className="button primary" disabled={save.isPending}>
            {t('save')}
          </button>
        </form>
      ) : null}
      {save.error ? <ProblemNote error={save.error} /> : null}
      {save.isSuccess ? <p className="soft">{t('saving.saved')}</p> : null}
    </section>
  );
}
