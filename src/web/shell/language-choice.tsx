import { useTranslation } from 'react-i18next';
import { changeDeskLanguage, type DeskLanguage, deskLanguages } from '../language/language.ts';

/** The language of the page, each by its own name. */
export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  return (
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
  );
}
