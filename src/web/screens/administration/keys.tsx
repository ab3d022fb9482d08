import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Scope, scopes } from '../../../model/permission.ts';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { dayAndTime } from '../../language/time.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';

interface Key {
  id: string;
  name: string;
  prefix: string;
  scopes: Scope[];
  expiresAt: string | null;
  revokedAt: string | null;
}

/** Keys with which programs come to the desk; a new one is shown once. */
export function Keys() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
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
  return (
    <section aria-labelledby="keys">
      <h2 id="keys">{t('api-keys.title')}</h2>
      {error ? <ProblemNote error={error} /> : null}
      {end.error ? <ProblemNote error={end.error} /> : null}
      <ul className="units">
        {alive.map((key) => (
          <li key={key.id} className="card">
            <span>
              <bdi>{key.name}</bdi> <code dir="ltr">{key.prefix}…</code>{' '}
              <span className="soft">
                {key.scopes.map((scope) => t(`scope.${scope}`)).join(', ')}
                {key.expiresAt ? ` · ${dayAndTime(key.expiresAt, i18n.language)}` : ''}
              </span>
            </span>
            <button
              type="button"
              className="button small danger"
              aria-label={t('api-keys.end-one', { name: key.name })}
              onClick={() => end.mutate(key.id)}
            >
              {t('api-keys.end')}
            </button>
          </li>
        ))}
      </ul>
      <form
        className="search"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          make.mutate({ name: String(form.get('name')), scopes: [String(form.get('scope'))] });
        }}
      >
        <input name="name" required maxLength={200} aria-label={t('api-keys.name')} placeholder={t('api-keys.name')} />
        <select name="scope" aria-label={t('api-keys.scope')} defaultValue="submit">
          {scopes.map((scope) => (
            <option key={scope} value={scope}>
              {t(`scope.${scope}`)}
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
    </section>
  );
}
