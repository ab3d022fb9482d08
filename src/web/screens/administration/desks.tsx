import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Page } from '../../api/articles.ts';
import { request, standing } from '../../api/client.ts';
import { chooseDesk, sessionQuery } from '../../api/session.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';
import { styleLabel } from '../../shell/style-options.tsx';
import type { DeskInfo } from './desk-settings.tsx';

/** The desks of the house; another one is made by whoever administers all of them. */
export function Desks() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const session = useQuery(sessionQuery);
  const { data, error } = useQuery({
    queryKey: ['desks'],
    queryFn: ({ signal }) => request<Page<DeskInfo>>('GET', '/v1/desks', { signal }),
  });
  const make = useMutation({
    mutationFn: (body: object) => request<DeskInfo>('POST', '/v1/desks', { body }),
    onSuccess: () =>
      Promise.all([queries.invalidateQueries({ queryKey: ['desks'] }), queries.invalidateQueries(sessionQuery)]),
  });
  return (
    <section aria-labelledby="desks">
      <h2 id="desks">{t('administration.desks')}</h2>
      {error ? <ProblemNote error={error} /> : null}
      {/* biome-ignore lint/a11y/useSemanticElements: a table that scrolls is no set of fields. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with the keyboard (WCAG 2.1.1). */}
      <div className="scrolled" tabIndex={0} role="group" aria-labelledby="desks">
        <table className="list upright">
          <thead>
            <tr>
              <th scope="col">{t('desk.choose')}</th>
              <th scope="col">{t('desk.zone')}</th>
              <th scope="col">{t('desk.steps')}</th>
              <th scope="col">{t('submit.style')}</th>
              <th scope="col">
                <span className="heard">{t('desk.go')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {(data?.items ?? []).map((desk) => (
              <tr key={desk.id}>
                <th scope="row">
                  <bdi>{desk.name}</bdi>
                </th>
                <td data-label={t('desk.zone')}>
                  <bdi>{desk.timeZone}</bdi>
                </td>
                <td data-label={t('desk.steps')}>{t(`desk.steps.${desk.reviewSteps}`)}</td>
                <td data-label={t('submit.style')}>{styleLabel(desk.houseStyle, t)}</td>
                <td>
                  {desk.name === standing.desk ? (
                    <span className="soft">{t('desk.here')}</span>
                  ) : (
                    <button
                      type="button"
                      className="button small"
                      aria-label={t('desk.go-to', { name: desk.name })}
                      onClick={() => chooseDesk(desk.name)}
                    >
                      {t('desk.go')}
                    </button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {session.data?.everywhere ? (
        <form
          className="search"
          onSubmit={(event) => {
            event.preventDefault();
            const form = event.currentTarget;
            const said = new FormData(form);
            make.mutate(
              { name: String(said.get('name')), timeZone: String(said.get('zone')) },
              { onSuccess: () => form.reset() },
            );
          }}
        >
          <input name="name" required maxLength={100} aria-label={t('desk.name')} placeholder={t('desk.name')} />
          <input
            name="zone"
            required
            dir="ltr"
            aria-label={t('desk.zone')}
            defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone}
          />
          <button type="submit" className="button primary" disabled={make.isPending}>
            {t('desk.make')}
          </button>
        </form>
      ) : null}
      {make.error ? <ProblemNote error={make.error} /> : null}
    </section>
  );
}
