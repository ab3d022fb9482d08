import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { mqmCategories, mqmSeverities } from '../../../model/review.ts';
import { Popup } from '../../shell/popup.tsx';
import type { OverlayProperties } from './overlay-properties.ts';

/** The target is no translation of its source: why, in MQM's words. */
export function Reject({ store, saving, onGo, onClose }: OverlayProperties) {
  const { t } = useTranslation();
  const ids = { reason: useId(), category: useId(), severity: useId() };
  return (
    <Popup title={t('act.segment.reject')} onClose={onClose}>
      <form
        className="stacked"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const rejection = Object.fromEntries(
            ['reason', 'category', 'severity'].map((name) => [name, String(form.get(name))]),
          );
          if (store.active) saving.send(store.active, { rejection });
          onGo(store.active);
        }}
      >
        <label htmlFor={ids.reason}>{t('reject.reason')}</label>
        <textarea id={ids.reason} name="reason" required maxLength={2000} rows={2} dir="auto" />
        <label htmlFor={ids.category}>{t('reject.category')}</label>
        <select id={ids.category} name="category">
          {mqmCategories
            .filter((category) => !category.includes('/'))
            .map((category) => (
              <option key={category} value={category}>
                {t(`mqm.${category}`)}
              </option>
            ))}
        </select>
        <label htmlFor={ids.severity}>{t('reject.severity')}</label>
        <select id={ids.severity} name="severity" defaultValue="minor">
          {mqmSeverities.map((severity) => (
            <option key={severity} value={severity}>
              {t(`mqm.${severity}`)}
            </option>
          ))}
        </select>
        <button type="submit" className="button danger">
          {t('act.segment.reject')}
        </button>
      </form>
    </Popup>
  );
}
