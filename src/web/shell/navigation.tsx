import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request, standing } from '../api/client.ts';
import { chooseDesk, type Session, useMay } from '../api/session.ts';
import { useActs } from '../keys/key-board.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { Mark } from './mark.tsx';
import './navigation.css';

/** The screens, in the order of a working day. */
const places = [
  { to: '/', act: 'go.inbox', permission: 'read' },
  { to: '/jobs', act: 'go.jobs', permission: 'read' },
  { to: '/memory', act: 'go.memory', permission: 'read' },
  { to: '/glossary', act: 'go.glossary', permission: 'read' },
  { to: '/quality', act: 'go.quality', permission: 'read' },
  { to: '/administration', act: 'go.administration', permission: 'admin' },
] as const;

/** The way to every screen, the desk that one works for, the language of the page, and the way out. */
export function Navigation({ session }: { session: Session }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const administers = useMay('admin');
  // Where there is little room the way to the screens opens under the bar; elsewhere it is always there.
  const [shown, show] = useState(false);
  const menu = useId();
  const button = useRef<HTMLButtonElement>(null);
  const open = places.filter(({ permission }) => permission === 'read' || administers);
  const leave = async () => {
    await request('DELETE', '/v1/session').catch(() => {});
    queries.clear();
    location.assign('/desk');
  };
  useActs({
    ...Object.fromEntries(
      open.map(({ to, act }) => [
        act,
        () => {
          show(false);
          void navigate({ to });
        },
      ]),
    ),
    'sign-out': () => void leave(),
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes what the button opened, wherever in it the focus is.
    <header
      className="bar"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !shown) return;
        show(false);
        button.current?.focus();
      }}
    >
      <Link to="/" className="brand" aria-label="Interlinear" onClick={() => show(false)}>
        <Mark />
        <span>Interlinear</span>
      </Link>
      <button
        ref={button}
        type="button"
        className="button quiet menu-button"
        aria-expanded={shown}
        aria-controls={menu}
        onClick={() => show(!shown)}
      >
        <span aria-hidden="true">{shown ? '×' : '☰'}</span> {t('navigation.menu')}
      </button>
      <div id={menu} className={shown ? 'menu shown' : 'menu'}>
        <nav aria-label={t('navigation')}>
          {open.map(({ to, act }) => (
            <Link key={to} to={to} activeOptions={{ exact: to === '/' }} onClick={() => show(false)}>
              {t(`act.${act}`)}
            </Link>
          ))}
        </nav>
        <div className="bar-end">
          {session.desks.length > 1 ? (
            <select
              aria-label={t('desk.choose')}
              value={standing.desk}
              onChange={(event) => chooseDesk(event.currentTarget.value)}
            >
              {session.desks.map(({ name }) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          ) : (
            <bdi className="desk-name">{standing.desk}</bdi>
          )}
          <LanguageChoice />
          <bdi className="person">{session.name}</bdi>
          <button type="button" className="button quiet" onClick={() => void leave()}>
            {t('act.sign-out')}
          </button>
        </div>
      </div>
    </header>
  );
}
