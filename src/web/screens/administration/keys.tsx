import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Scope, scopes } from '../../../model/permission.ts';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { useNames } from '../../api/colleagues.ts';
import { dayAndTime } from '../../language/time.ts';
import { Confirm } from '../../shell/confirm.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';

interface Key {
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  createdBy: string;
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
  usedAt: string | null;
}

const lives = [30, 90, 365];

/** Keys with which programs come to the desk; a new one is shown once. */
export function Keys() {
  const { t, i18n } = useTranslation();
  const nameOf = useNames();
  const queries = useQueryClient();
  const [ending, setEnding] = useState<Key>();
  const again = () => queries.invalidateQueries({ queryKey: ['keys'] });
  const { data, error } = useQuery({
    queryKey: ['keys'],
    queryFn: ({ signal }) => request<Page<Key>>('GET', '/v1/keys', { query: { limit: 200 }, signal }),
  });
  const make = useMutation({
    mutationFn: (body: object) => request<Key & { key: string }>('POST', '/v1/keys', { body }),
    onSuccess: again,
  });
  const end = useMutation({
    mutationFn: (id: string) => request('DELETE', `/v1/keys/${id}`),
    onSuccess: again,
  });
  const alive = (data?.items ?? []).filter(({ revokedAt }) => revokedAt === null);
  const day = (instant: string) => dayAndTime(instant, i18n.language);
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{t('api-keys.title')}</h2>
      {error ? <ProblemNote error={error} /> : null}
      {end.error ? <ProblemNote error={end.error} /> : null}
      {data && alive.length === 0 ? <p className="empty">{t('api-keys.none')}</p> : null}
      <ul className="units">
        {alive.map((key) => (
          <li key={key.id} className="card">
            <div>
              <bdi>
                <strong>{key.name}</strong>
              </bdi>{' '}
              <code dir="ltr">{key.prefix}…</code>
              <p className="soft plain">
                {key.scopes.map((scope) => t(`scope.${scope}`)).join(', ')}
                {' · '}
                {t('api-keys.made', { name: nameOf(key.createdBy), at: day(key.createdAt) })}
                {key.expiresAt ? ` · ${t('api-keys.until', { at: day(key.expiresAt) })}` : ''}
                {' · '}
                {key.usedAt ? t('api-keys.used', { at: day(key.usedAt) }) : t('api-keys.unused')}
              </p>
            </div>
            <div className="unit-about">
              <button
                type="button"
                className="button small danger"
                aria-label={t('api-keys.end-one', { name: key.name })}
                onClick={() => setEnding(key)}
              >
                {t('api-keys.end')}
              </button>
            </div>
          </li>
        ))}
      </ul>
      <form
        className="card search"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const wanted = form.getAll('scope').map(String);
          make.mutate({
            name: String(form.get('name')),
            scopes: wanted.length > 0 ? wanted : ['read'],
            days: Number(form.get('days')),
          });
        }}
      >
        <input name="name" required maxLength={200} aria-label={t('api-keys.name')} placeholder={t('api-keys.name')} />
        <fieldset className="switch">
          <legend className="heard">{t('api-keys.scope')}</legend>
          {scopes.map((scope) => (
            <label key={scope}>
              <input type="checkbox" name="scope" value={scope} defaultChecked={scope === 'submit'} />{' '}
              {t(`scope.${scope}`)}
            </label>
          ))}
        </fieldset>
        <select name="days" aria-label={t('api-keys.days')} defaultValue="365">
          {lives.map((count) => (
            <option key={count} value={count}>
              {t('api-keys.for-days', { count })}
            </option>
          ))}
        </select>
        <button type="submit" className="button primary" disabled={make.isPending}>
          {t('api-keys.make')}
        </button>
      </form>
      {make.error ? <ProblemNote error={make.error} /> : null}
      {make.data ? (
        <p role="status" className="note">
          {t('api-keys.once')} <span className="secret">{make.data.key}</span>
        </p>
      ) : null}
      {ending ? (
        <Confirm
          title={t('api-keys.end-one', { name: ending.name })}
          act={t('api-keys.end')}
          onConfirm={() => end.mutate(ending.id)}
          onClose={() => setEnding(undefined)}
        >
          <p>{t('api-keys.end-about')}</p>
        </Confirm>
      ) : null}
    </section>
  );
}
