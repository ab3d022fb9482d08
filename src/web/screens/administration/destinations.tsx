import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { type Destination, destinationsQuery } from '../../api/publications.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';

/** Where the desk publishes: folders that readers are served from. */
export function Destinations() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [removing, setRemoving] = useState<Destination>();
  const again = () => queries.invalidateQueries({ queryKey: ['destinations'] });
  const { data, error } = useQuery(destinationsQuery);
  const add = useMutation({
    mutationFn: (body: object) => request<Destination>('POST', '/v1/destinations', { body }),
    onSuccess() {
      form.current?.reset();
      return again();
    },
  });
  const set = useMutation({
    mutationFn: ({ id, withdrawal }: { id: string; withdrawal: string }) =>
      request('PATCH', `/v1/destinations/${id}`, { body: { settings: { withdrawal } } }),
    onSuccess: again,
  });
  const remove = useMutation({
    mutationFn: (id: string) => request('DELETE', `/v1/destinations/${id}`),
    onSuccess: again,
  });
  return (
    <section aria-labelledby="destinations">
      <h2 id="destinations">{t('administration.destinations')}</h2>
      <p className="soft">{t('destination.about')}</p>
      {error ? <ProblemNote error={error} /> : null}
      {set.error ? <ProblemNote error={set.error} /> : null}
      {remove.error ? <ProblemNote error={remove.error} /> : null}
      {data?.length === 0 ? <p className="empty">{t('destination.none')}</p> : null}
      <ul className="units">
        {(data ?? []).map((one) => (
          <li key={one.id} className="card">
            <div>
              <bdi>
                <strong>{one.name}</strong>
              </bdi>{' '}
              <code dir="ltr">{one.settings.folder}</code>
              <p className="soft plain">{t('destination.live', { count: one.live })}</p>
            </div>
            <div className="unit-about">
              <select
                aria-label={t('destination.withdrawal-of', { name: one.name })}
                value={one.settings.withdrawal}
                onChange={(event) => set.mutate({ id: one.id, withdrawal: event.currentTarget.value })}
              >
                <option value="notice">{t('destination.notice')}</option>
                <option value="remove">{t('destination.nothing')}</option>
              </select>
              <button
                type="button"
                className="button small danger"
                aria-label={t('destination.remove-one', { name: one.name })}
                onClick={() => setRemoving(one)}
              >
                {t('destination.remove')}
              </button>
            </div>
          </li>
        ))}
      </ul>
      <form
        ref={form}
        className="card stacked"
        onSubmit={(event) => {
          event.preventDefault();
          const said = new FormData(event.currentTarget);
          const text = (name: string) => String(said.get(name)).trim();
          const settings = { folder: text('folder'), withdrawal: text('withdrawal') };
          add.mutate({ name: text('name'), kind: 'folder', settings });
        }}
      >
        <label htmlFor="destination-name">{t('destination.name')}</label>
        <input id="destination-name" name="name" required maxLength={60} dir="auto" />
        <label htmlFor="destination-folder">{t('destination.folder')}</label>
        <input id="destination-folder" name="folder" required maxLength={200} dir="ltr" placeholder="site" />
        <label htmlFor="destination-withdrawal">{t('destination.withdrawal')}</label>
        <select id="destination-withdrawal" name="withdrawal">
          <option value="notice">{t('destination.notice')}</option>
          <option value="remove">{t('destination.nothing')}</option>
        </select>
        <button type="submit" className="button primary" disabled={add.isPending}>
          {t('destination.add')}
        </button>
      </form>
      {add.error ? <ProblemNote error={add.error} /> : null}
      {removing ? (
        <Confirm
          title={t('destination.remove-one', { name: removing.name })}
          act={t('destination.remove')}
          onConfirm={() => remove.mutate(removing.id)}
          onClose={() => setRemoving(undefined)}
        >
          <p>{t('destination.remove-about')}</p>
        </Confirm>
      ) : null}
    </section>
  );
}
