import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type Role, roles } from '../../../model/permission.ts';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';

interface Person {
  id: string;
  email: string;
  name: string;
  disabled: boolean;
  hasPassword: boolean;
  roles: Role[];
  everyDesk: Role[];
}

/** The people of the desk: invited with a link, with their roles. */
export function People() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries({ queryKey: ['people'] });
  const { data, error } = useQuery({
    queryKey: ['people'],
    queryFn: ({ signal }) => request<Page<Person>>('GET', '/v1/people', { query: { limit: 200 }, signal }),
  });
  const invite = useMutation({
    mutationFn: (body: object) => request<{ link: { url: string } | null }>('POST', '/v1/people', { body }),
    onSuccess: again,
  });
  const change = useMutation({
    mutationFn: ({ id, held }: { id: string; held: Role[] }) =>
      request('PUT', `/v1/people/${id}/roles`, { body: { roles: held } }),
    onSuccess: again,
  });
  return (
    <section aria-labelledby="people">
      <h2 id="people">{t('people.title')}</h2>
      {error ? <ProblemNote error={error} /> : null}
      {change.error ? <ProblemNote error={change.error} /> : null}
      {/* biome-ignore lint/a11y/useSemanticElements: a table that scrolls is no set of fields. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with the keyboard (WCAG 2.1.1). */}
      <div className="scrolled" tabIndex={0} role="group" aria-labelledby="people">
        <table className="list">
          <thead>
            <tr>
              <th scope="col">{t('people.name')}</th>
              {roles.map((role) => (
                <th key={role} scope="col">
                  {t(`role.${role}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(data?.items ?? []).map((person) => (
              <tr key={person.id}>
                <th scope="row">
                  <bdi>{person.name || person.email}</bdi> <bdi className="soft">{person.email}</bdi>{' '}
                  {person.disabled ? <span className="soft">{t('people.disabled')}</span> : null}
                </th>
                {roles.map((role) => (
                  <td key={role}>
                    <input
                      type="checkbox"
                      aria-label={t('people.is', { name: person.name || person.email, role: t(`role.${role}`) })}
                      checked={person.roles.includes(role) || person.everyDesk.includes(role)}
                      disabled={person.everyDesk.includes(role) || change.isPending}
                      onChange={(event) =>
                        change.mutate({
                          id: person.id,
                          held: event.currentTarget.checked
                            ? [...person.roles, role]
                            : person.roles.filter((one) => one !== role),
                        })
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <form
        className="search"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          invite.mutate({ email: String(form.get('email')), roles: [String(form.get('role'))] });
        }}
      >
        <input
          type="email"
          name="email"
          required
          dir="ltr"
          aria-label={t('sign-in.email')}
          placeholder={t('sign-in.email')}
        />
        <select name="role" aria-label={t('people.role')} defaultValue="translator">
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(`role.${role}`)}
            </option>
          ))}
        </select>
        <button type="submit" className="button primary" disabled={invite.isPending}>
          {t('people.invite')}
        </button>
      </form>
      {invite.error ? <ProblemNote error={invite.error} /> : null}
      {invite.data?.link ? (
        <p role="status" className="note">
          {t('people.link')} <span className="secret">{invite.data.link.url}</span>
        </p>
      ) : null}
    </section>
  );
}
