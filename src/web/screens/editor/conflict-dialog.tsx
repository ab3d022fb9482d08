import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useTranslation } from 'react-i18next';
import { direction } from '../../../model/language.ts';
import type { Problem } from '../../api/client.ts';
import { Changes } from './changes.tsx';
import type { Draft } from './drafts.ts';

interface Properties {
  draft: Draft;
  problem: Problem;
  language: string;
  onMine(): void;
  onTheirs(): void;
}

/** Two people changed one segment: both texts are shown, and neither is lost before somebody has chosen. */
export function ConflictDialog({ draft, problem, language, onMine, onTheirs }: Properties) {
  const { t } = useTranslation();
  const theirs = problem.parameters.current;
  return (
    <AlertDialog.Root open>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="backdrop" />
        <AlertDialog.Popup className="popup">
          <AlertDialog.Title>{t('conflict.title')}</AlertDialog.Title>
          <AlertDialog.Description>{t('conflict.about')}</AlertDialog.Description>
          <div className="two-texts">
            <section>
              <h3>{t('conflict.mine')}</h3>
              <p lang={language} dir={direction(language)}>
                {draft.content.text}
              </p>
              <button type="button" className="button primary" onClick={onMine}>
                {t('conflict.keep-mine')}
              </button>
            </section>
            <section>
              <h3>{t('conflict.theirs')}</h3>
              <p lang={language} dir={direction(language)}>
                {theirs !== undefined ? (
                  <Changes from={draft.content.text} to={String(theirs)} language={language} />
                ) : (
                  t('conflict.in-service')
                )}
              </p>
              <button type="button" className="button" onClick={onTheirs}>
                {t('conflict.take-theirs')}
              </button>
            </section>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
