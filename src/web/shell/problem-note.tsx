import { useTranslation } from 'react-i18next';
import { Problem } from '../api/client.ts';

/** What went wrong and what to do next, in the service's words where it has answered. */
export function ProblemNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const problem = error instanceof Problem ? error : undefined;
  const away = problem?.code === 'offline';
  return (
    <div className="note note-error" role="alert">
      <strong>{away ? t('problem.offline') : problem?.message || t('problem.unexpected')}</strong>
      {problem?.detail ? <p>{problem.detail}</p> : null}
      {retry ? (
        <button type="button" className="button" onClick={retry}>
          {t('problem.retry')}
        </button>
      ) : null}
    </div>
  );
}
