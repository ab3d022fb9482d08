import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { standing } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { SignIn } from '../screens/sign-in/sign-in.tsx';
import { KeyMap } from './key-map.tsx';
import { Navigation } from './navigation.tsx';
import { Palette } from './palette.tsx';
import { ProblemNote } from './problem-note.tsx';

/** What is around every screen: who is signed in, the way to the other screens, the command palette, the key map. */
export function Shell() {
  const { t, i18n } = useTranslation();
  const { data: session, error, isPending, refetch } = useQuery(sessionQuery);
  useEffect(() => {
    standing.language = i18n.language;
  }, [i18n.language]);
  if (isPending) return <p className="waiting">{t('waiting')}</p>;
  if (error) return <ProblemNote error={error} retry={() => void refetch()} />;
  if (!session) return <SignIn />;
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('skip-to-content')}
      </a>
      <Navigation session={session} />
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <Palette />
      <KeyMap />
    </div>
  );
}
