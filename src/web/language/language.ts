import { createInstance, type FormatterModule, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { direction } from '../../model/language.ts';

/** Languages of the desk, by their own names. */
export const deskLanguages = { en: 'English', fr: 'Français', es: 'Español', ar: 'العربية' } as const;
export type DeskLanguage = keyof typeof deskLanguages;

const STORED = 'interlinear.language';

const catalogues = import.meta.glob<{ default: Record<string, string> }>('../../../locales/*/desk.json');

export const messages: i18n = createInstance();

/** Numbers in sentences are written as the language writes them: 18,000 in English, 18.000 in Spanish. */
const numbers: FormatterModule = {
  type: 'formatter',
  init() {},
  add() {},
  addCached() {},
  format: (value, _format, language) =>
    typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value,
};

/** The language that was chosen here before, else the first of the browser's that the desk speaks. */
export function wishedDeskLanguage(): DeskLanguage {
  const wishes = [localStorage.getItem(STORED), ...navigator.languages];
  for (const wish of wishes) {
    const base = wish?.split('-')[0]?.toLowerCase();
    if (base && base in deskLanguages) return base as DeskLanguage;
  }
  return 'en';
}

async function load(language: DeskLanguage): Promise<void> {
  if (messages.hasResourceBundle(language, 'desk')) return;
  const catalogue = await catalogues[`../../../locales/${language}/desk.json`]?.();
  if (catalogue) messages.addResourceBundle(language, 'desk', catalogue.default);
}

function applyToPage(language: DeskLanguage): void {
  document.documentElement.lang = language;
  document.documentElement.dir = direction(language);
}

/** Reads the sentences of the wished language before anything is shown: no sentence flickers. */
export async function startLanguage(): Promise<void> {
  const language = wishedDeskLanguage();
  await messages
    .use(initReactI18next)
    .use(numbers)
    .init({
      lng: language,
      fallbackLng: 'en',
      defaultNS: 'desk',
      ns: ['desk'],
      resources: {},
      keySeparator: false,
      interpolation: { escapeValue: false, alwaysFormat: true },
      react: { useSuspense: false },
      initAsync: false,
    });
  await Promise.all([load(language), load('en')]);
  applyToPage(language);
  await messages.changeLanguage(language);
}

/** Changes the language of the desk, here and at the next visit. */
export async function changeDeskLanguage(language: DeskLanguage): Promise<void> {
  await load(language);
  localStorage.setItem(STORED, language);
  applyToPage(language);
  await messages.changeLanguage(language);
}
