import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useColleagues } from '../../api/colleagues.ts';
import { languageName } from '../../language/names.ts';
import { type Filters, publications, statuses } from './filters.ts';

interface Properties {
  filters: Filters;
  /** Languages that can be chosen. */
  languages: string[];
  onChange(filters: Filters): void;
}

const hours = [4, 24, 72];

/** Which articles are shown. */
export function FilterBar({ filters, languages, onChange }: Properties) {
  const { t, i18n } = useTranslation();
  const colleagues = useColleagues();
  // On a phone the articles come first: the other filters open from a button.
  const [shown, show] = useState(false);
  const more = useId();
  const { text: _, ...others } = filters;
  const inForce = Object.values(others).filter((value) => value !== undefined).length;
  const set = (change: Filters) => onChange({ ...filters, ...change });
  const offered = [...new Set([...languages, ...(filters.language ? [filters.language] : [])])].sort();
  return (
    <search className="filters">
      <input
        type="search"
        dir="auto"
        aria-label={t('inbox.search')}
        placeholder={t('inbox.search')}
        value={filters.text ?? ''}
        onChange={(event) => set({ text: event.currentTarget.value || undefined })}
      />
      <button
        type="button"
        className="button filters-button"
        aria-expanded={shown}
        aria-controls={more}
        onClick={() => show(!shown)}
      >
        {t('inbox.filters')}
        {inForce > 0 ? ` (${inForce.toLocaleString(i18n.language)})` : ''}
      </button>
      <div id={more} className={shown ? 'filters-more shown' : 'filters-more'}>
        <select
          aria-label={t('inbox.language')}
          value={filters.language ?? ''}
          onChange={(event) => set({ language: event.currentTarget.value || undefined })}
        >
          <option value="">{t('inbox.every-language')}</option>
          {offered.map((tag) => (
            <option key={tag} value={tag}>
              {languageName(tag, i18n.language)}
            </option>
          ))}
        </select>
        <select
          aria-label={t('inbox.assignee')}
          value={filters.assignee ?? ''}
          onChange={(event) => set({ assignee: event.currentTarget.value || undefined })}
        >
          <option value="">{t('inbox.every-assignee')}</option>
          <option value="me">{t('inbox.mine')}</option>
          <option value="nobody">{t('inbox.nobodys')}</option>
          {colleagues.map(({ actor, name }) => (
            <option key={actor} value={actor}>
              {name}
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
          aria-label={t('inbox.publication')}
          value={filters.publication ?? ''}
          onChange={(event) => set({ publication: event.currentTarget.value || undefined })}
        >
          <option value="">{t('inbox.every-publication')}</option>
          {publications.map((state) => (
            <option key={state} value={state}>
              {t(`published.${state}`)}
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
      </div>
    </search>
  );
}
