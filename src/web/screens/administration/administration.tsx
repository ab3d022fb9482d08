import { Link, useParams } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { AuditLog } from './audit-log.tsx';
import { DeskSettings } from './desk-settings.tsx';
import { Desks } from './desks.tsx';
import { Destinations } from './destinations.tsx';
import { Engines } from './engines.tsx';
import { Keys } from './keys.tsx';
import { People } from './people.tsx';
import { Styles } from './styles.tsx';
import { Webhooks } from './webhooks.tsx';
import '../lists.css';
import './administration.css';

const sections: Record<string, ComponentType> = {
  people: People,
  keys: Keys,
  desk: DeskSettings,
  desks: Desks,
  engines: Engines,
  styles: Styles,
  destinations: Destinations,
  webhooks: Webhooks,
  audit: AuditLog,
};

/** Who works here, which programs may come, what the desk settles for itself, and what was done: a section each, with an address of its own. */
export function Administration() {
  const { t } = useTranslation();
  const { section: wanted } = useParams({ strict: false });
  const section = wanted !== undefined && wanted in sections ? wanted : 'people';
  const Section = sections[section] as ComponentType;
  return (
    <>
      <title>{`${t(`administration.${section}`)} · ${t('act.go.administration')} · Interlinear`}</title>
      <h1>{t('act.go.administration')}</h1>
      <div className="administration">
        <nav aria-label={t('administration.sections')}>
          {Object.keys(sections).map((name) => (
            <Link
              key={name}
              to="/administration/$section"
              params={{ section: name }}
              aria-current={name === section ? 'page' : undefined}
            >
              {t(`administration.${name}`)}
            </Link>
          ))}
        </nav>
        <div className="section">
          <Section />
        </div>
      </div>
    </>
  );
}
