import { useTranslation } from 'react-i18next';
import { AuditLog } from './audit-log.tsx';
import { Keys } from './keys.tsx';
import { People } from './people.tsx';
import '../lists.css';

/** Who works here, which programs may come, and what was done. */
export function Administration() {
  const { t } = useTranslation();
  return (
    <>
      <title>{`${t('act.go.administration')} · Interlinear`}</title>
      <h1>{t('act.go.administration')}</h1>
      <People />
      <Keys />
      <AuditLog />
    </>
  );
}
