import { Dialog } from '@base-ui/react/dialog';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../../api/client.ts';
import { SIGNED_IN, sessionQuery } from '../../api/session.ts';
import { LanguageChoice } from '../../shell/language-choice.tsx';
import { Mark } from '../../shell/mark.tsx';
import { ProblemNote } from '../../shell/problem-note.tsx';

/** Who are you? */
export function SignIn() {
  const { t } = useTranslation();
  return (
    <main className="sign-in">
      <title>{`${t('sign-in.submit')} · Interlinear`}</title>
      <div className="card">
        <h1>
          <Mark /> Interlinear
        </h1>
        <p>{t('sign-in.about')}</p>
        <SignInForm onDone={() => {}} />
        <div className="sign-in-foot">
          <LanguageChoice />
        </div>
      </div>
    </main>
  );
}

/** The session is over while somebody works: they sign in over the page, which stays as it is. */
export function SignInAgain({ onDone }: { onDone(): void }) {
  const { t } = useTranslation();
  return (
    <Dialog.Root open>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="popup narrow">
          <Dialog.Title>{t('sign-in.again')}</Dialog.Title>
          <Dialog.Description>{t('sign-in.kept')}</Dialog.Description>
          <SignInForm onDone={onDone} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function SignInForm({ onDone }: { onDone(): void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [email, password] = [useId(), useId()];
  const ways = useQuery({
    queryKey: ['sign-in ways'],
    queryFn: () => request<{ password: boolean; provider: boolean }>('GET', '/v1/session/ways'),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => request('POST', '/v1/session', { body }),
    async onSuccess() {
      // The new session has a new token, which everything that waits needs.
      await queries.refetchQueries(sessionQuery);
      window.dispatchEvent(new Event(SIGNED_IN));
      onDone();
      void queries.invalidateQueries();
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn.mutate({ email: String(form.get('email')), password: String(form.get('password')) });
  };
  return (
    <form className="stacked" onSubmit={submit}>
      {ways.data?.provider ? (
        <a className="button" href="/v1/session/oidc">
          {t('sign-in.provider')}
        </a>
      ) : null}
      <label htmlFor={email}>{t('sign-in.email')}</label>
      <input id={email} name="email" type="email" autoComplete="username" required dir="ltr" />
      <label htmlFor={password}>{t('sign-in.password')}</label>
      <input id={password} name="password" type="password" autoComplete="current-password" required dir="ltr" />
      {signIn.error ? <ProblemNote error={signIn.error} /> : null}
      <button type="submit" className="button primary" disabled={signIn.isPending}>
        {t('sign-in.submit')}
      </button>
    </form>
  );
}
