import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { sessionQuery } from '../../api/session.ts';
import { ProblemNote } from '../../shell/problem-note.tsx';

/** Who are you? */
export function SignIn() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [email, password] = [useId(), useId()];
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => request('POST', '/v1/session', { body }),
    onSuccess: () => queries.invalidateQueries(sessionQuery),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get('email')), password: String(form.get('password')) });
  };
  return (
    <main className="sign-in">
      <form className="card" onSubmit={submit}>
        <h1>Interlinear</h1>
        <p>{t('sign-in.about')}</p>
        <label htmlFor={email}>{t('sign-in.email')}</label>
        <input id={email} name="email" type="email" autoComplete="username" required dir="ltr" />
        <label htmlFor={password}>{t('sign-in.password')}</label>
        <input id={password} name="password" type="password" autoComplete="current-password" required dir="ltr" />
        {signIn.error ? <ProblemNote error={signIn.error} /> : null}
        <button type="submit" className="button primary" disabled={signIn.isPending}>
          {t('sign-in.submit')}
        </button>
      </form>
    </main>
  );
}
