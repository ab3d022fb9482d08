import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SIGNED_OUT, standing } from '../api/client.ts';
import { type Session, sessionQuery } from '../api/session.ts';
import { SignIn, SignInAgain } from '../screens/sign-in/sign-in.tsx';
import { KeptFocus } from './kept-focus.ts';
import { KeyMap } from './key-map.tsx';
import { Navigation } from './navigation.tsx';
import { Palette } from './palette.tsx';
import { ProblemNote } from './problem-note.tsx';

/** What is around every screen: who is signed in, the way to the other screens, the command palette, the key map. */
export function Shell() {
  const { t, i18n } = useTranslation();
  const { data, error, isPending, refetch } = useQuery(sessionQuery);
  const [over, setOver] = useState(false);
  const latest = useRef<Session>(undefined);
  if (data) latest.current = data;
  // Whoever was here stays where they are, with what they typed.
  const session = data ?? latest.current;
  useEffect(() => {
    standing.language = i18n.language;
  }, [i18n.language]);
  useEffect(() => {
    const ended = () => setOver(true);
    window.addEventListener(SIGNED_OUT, ended);
    return () => window.removeEventListener(SIGNED_OUT, ended);
  }, []);
  if (isPending) return <p className="waiting">{t('waiting')}</p>;
  if (error && !session) return <ProblemNote error={error} retry={() => void refetch()} />;
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
      <KeptFocus />
      <Palette />
      <KeyMap />
      {over || data === null ? <SignInAgain onDone={() => setOver(false)} /> : null}
    </div>
  );
}
