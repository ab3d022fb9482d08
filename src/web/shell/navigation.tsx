import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { request, standing } from '../api/client.ts';
import { chooseDesk, type Session, useMay } from '../api/session.ts';
import { useActs } from '../keys/key-board.tsx';
import { changeDeskLanguage, type DeskLanguage, deskLanguages } from '../language/language.ts';

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
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const administers = useMay('admin');
  const open = places.filter(({ permission }) => permission === 'read' || administers);
  const leave = async () => {
    await request('DELETE', '/v1/session').catch(() => {});
    queries.clear();
    location.assign('/desk');
  };
  useActs({
    ...Object.fromEntries(open.map(({ to, act }) => [act, () => void navigate({ to })])),
    'sign-out': () => void leave(),
  });
  return (
    <header className="bar">
      <Link to="/" className="brand" aria-label="Interlinear">
        <svg viewBox="0 0 32 32" aria-hidden="true">
          <path d="M5 8h22M5 24h22" />
          <path d="M5 16h13" className="between" />
        </svg>
        <span>Interlinear</span>
      </Link>
      <nav aria-label={t('navigation')}>
        {open.map(({ to, act }) => (
          <Link key={to} to={to} activeOptions={{ exact: to === '/' }}>
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
        <select
          aria-label={t('language.choose')}
          value={i18n.language}
          onChange={(event) => void changeDeskLanguage(event.currentTarget.value as DeskLanguage)}
        >
          {Object.entries(deskLanguages).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </select>
        <bdi className="person">{session.name}</bdi>
        <button type="button" className="button quiet" onClick={() => void leave()}>
          {t('act.sign-out')}
        </button>
      </div>
    </header>
  );
}
