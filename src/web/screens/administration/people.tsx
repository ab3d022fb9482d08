import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Role, roles } from '../../../model/permission.ts';
import type { Page } from '../../api/articles.ts';
import { request } from '../../api/client.ts';
import { Confirm } from '../../shell/confirm.tsx';
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
  const [shutting, setShutting] = useState<Person>();
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
  const disable = useMutation({
    mutationFn: ({ id, disabled }: { id: string; disabled: boolean }) =>
      request('PATCH', `/v1/people/${id}`, { body: { disabled } }),
    onSuccess: again,
  });
  const link = useMutation({
    mutationFn: (id: string) => request<{ url: string }>('POST', `/v1/people/${id}/link`, {}),
  });
  const given = link.data?.url ?? invite.data?.link?.url;
  return (
    <section aria-labelledby="people">
      <h2 id="people">{t('people.title')}</h2>
      {error ? <ProblemNote error={error} /> : null}
      {[change, disable, link].map(({ error: one }) => (one ? <ProblemNote key={one.message} error={one} /> : null))}
      {/* biome-ignore lint/a11y/useSemanticElements: a table that scrolls is no set of fields. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached with the keyboard (WCAG 2.1.1). */}
      <div className="scrolled" tabIndex={0} role="group" aria-labelledby="people">
        <table className="list upright people-table">
          <thead>
            <tr>
              <th scope="col">{t('people.name')}</th>
              {roles.map((role) => (
                <th key={role} scope="col">
                  {t(`role.${role}`)}
                </th>
              ))}
              <th scope="col">
                <span className="heard">{t('people.acts')}</span>
              </th>
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
                    <label>
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
                      <span className="on-phone"> {t(`role.${role}`)}</span>
                    </label>
                  </td>
                ))}
                <td>
                  <div className="note-line">
                    <button
                      type="button"
                      className="button small"
                      aria-label={t('people.new-link-for', { name: person.name || person.email })}
                      onClick={() => link.mutate(person.id)}
                    >
                      {t('people.new-link')}
                    </button>
                    <button
                      type="button"
                      className={`button small${person.disabled ? '' : ' danger'}`}
                      aria-label={t(person.disabled ? 'people.let-in-one' : 'people.shut-out-one', {
                        name: person.name || person.email,
                      })}
                      onClick={() =>
                        person.disabled ? disable.mutate({ id: person.id, disabled: false }) : setShutting(person)
                      }
                    >
                      {t(person.disabled ? 'people.let-in' : 'people.shut-out')}
                    </button>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <form
        className="card search"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const name = String(form.get('name')).trim();
          link.reset();
          invite.mutate({
            email: String(form.get('email')),
            ...(name ? { name } : {}),
            roles: [String(form.get('role'))],
          });
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
        <input name="name" maxLength={200} aria-label={t('people.name')} placeholder={t('people.name')} />
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
      {given ? (
        <p role="status" className="note">
          {t('people.link')} <span className="secret">{given}</span>
        </p>
      ) : null}
      {shutting ? (
        <Confirm
          title={t('people.shut-out-one', { name: shutting.name || shutting.email })}
          act={t('people.shut-out')}
          onConfirm={() => disable.mutate({ id: shutting.id, disabled: true })}
          onClose={() => setShutting(undefined)}
        >
          <p>{t('people.shut-out-about')}</p>
        </Confirm>
      ) : null}
    </section>
  );
}
