import { useTranslation } from 'react-i18next';

/** What waits to be done. */
export function Inbox() {
  const { t } = useTranslation();
  return <h1>{t('act.go.inbox')}</h1>;
}
