import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { languageName } from '../../language/names.ts';
import { type Filters, type SavedView, savedViews, saveViews } from './filters.ts';

interface Properties {
  filters: Filters;
  /** Languages that can be chosen. */
  languages: string[];
  onChange(filters: Filters): void;
}

const statuses = ['open', 'done', 'partial', 'failed', 'canceled'];
const hours = [4, 24, 72];

/** Which articles are shown; what is often wanted is kept under a name. */
export function FilterBar({ filters, languages, onChange }: Properties) {
  const { t, i18n } = useTranslation();
  const [views, setViews] = useState(savedViews);
  const [name, setName] = useState('');
  const keep = (next: SavedView[]) => {
    saveViews(next);
    setViews(next);
  };
  const set = (change: Filters) => onChange({ ...filters, ...change });
  const empty = Object.values(filters).every((value) => value === undefined || value === '' || value === false);
  return (
    <search className="filters">
      <input
        type="search"
        aria-label={t('inbox.search')}
        placeholder={t('inbox.search')}
        value={filters.text ?? ''}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <select
        aria-label={t('inbox.language')}
        value={filters.language ?? ''}
        onChange={(event) => set({ language: event.currentTarget.value || undefined })}
      >
        <option value="">{t('inbox.every-language')}</option>
        {languages.map((tag) => (
          <option key={tag} value={tag}>
            {languageName(tag, i18n.language)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('inbox.status')}
        value={filters.status ?? ''}
        onChange={(event) => set({ status: event.currentTarget.value || undefined })}
      >
        <option value="">{t('inbox.every-status')}</option>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {t(`status.${status}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('inbox.due')}
        value={filters.dueHours ?? ''}
        onChange={(event) => set({ dueHours: Number(event.currentTarget.value) || undefined })}
      >
        <option value="">{t('inbox.every-deadline')}</option>
        {hours.map((count) => (
          <option key={count} value={count}>
            {t('inbox.due-within', { count })}
          </option>
        ))}
      </select>
      <label>
        <input
          type="checkbox"
          checked={filters.hasFindings ?? false}
          onChange={(event) => set({ hasFindings: event.currentTarget.checked || undefined })}
        />{' '}
        {t('inbox.with-findings')}
      </label>
      <label>
        <input
          type="checkbox"
          checked={filters.embargoed ?? false}
          onChange={(event) => set({ embargoed: event.currentTarget.checked || undefined })}
        />{' '}
        {t('inbox.embargoed')}
      </label>
      <fieldset className="views">
        <legend className="heard">{t('inbox.views')}</legend>
        {views.map((view) => (
          <span key={view.name} className="view">
            <button type="button" className="button small" onClick={() => onChange(view.filters)}>
              <bdi>{view.name}</bdi>
            </button>
            <button
              type="button"
              className="button small quiet"
              aria-label={t('inbox.forget-view', { name: view.name })}
              onClick={() => keep(views.filter((one) => one !== view))}
            >
              <span aria-hidden="true">×</span>
            </button>
          </span>
        ))}
        {empty ? null : (
          <form
            className="search"
            onSubmit={(event) => {
              event.preventDefault();
              keep([...views.filter((one) => one.name !== name), { name, filters }]);
              setName('');
            }}
          >
            <input
              required
              maxLength={40}
              aria-label={t('inbox.view-name')}
              placeholder={t('inbox.view-name')}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <button type="submit" className="button small">
              {t('inbox.save-view')}
            </button>
            <button type="button" className="button small quiet" onClick={() => onChange({})}>
              {t('inbox.show-all')}
            </button>
          </form>
        )}
      </fieldset>
    </search>
  );
}
