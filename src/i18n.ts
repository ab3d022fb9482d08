import { readdirSync, readFileSync } from 'node:fs';
import { createInstance, type i18n } from 'i18next';
import type { StoredError } from './model/errors.ts';
import { baseLanguage, type LanguageTag } from './model/language.ts';
import type { Messages } from './model/ports.ts';

const folder = new URL('../locales/', import.meta.url);

/** Languages of the interface: the folders of locales/. */
export const interfaceLanguages: LanguageTag[] = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .sort();

/** Where nothing better is known. */
export const DEFAULT_INTERFACE_LANGUAGE: LanguageTag = 'en';

let instance: i18n | undefined;

/** All sentences of all languages, read once; they are a few kilobytes. */
function catalogue(): i18n {
  if (instance) return instance;
  const resources: Record<string, Record<string, object>> = {};
  const namespaces = new Set<string>();
  for (const language of interfaceLanguages) {
    const files = readdirSync(new URL(`${language}/`, folder)).filter((name) => name.endsWith('.json'));
    resources[language] = Object.fromEntries(
      files.map((name) => [
        name.slice(0, -'.json'.length),
        JSON.parse(readFileSync(new URL(`${language}/${name}`, folder), 'utf8')),
      ]),
    );
    for (const name of files) namespaces.add(name.slice(0, -'.json'.length));
  }
  instance = createInstance();
  void instance.init({
    resources,
    ns: [...namespaces],
    defaultNS: 'cli',
    fallbackLng: DEFAULT_INTERFACE_LANGUAGE,
    // Keys are flat: `input.binary.what` is one name.
    keySeparator: false,
    // Escaping belongs to whoever writes HTML; terminals and JSON want the text as it is.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  nameOrigins(instance);
  return instance;
}

/** `{{origin, origin}}`: a term's own table by its name in the reader's language (`origin.builtin`), a glossary by the name of its file. */
function nameOrigins(catalogue: i18n): void {
  catalogue.services.formatter?.add('origin', (origin, language) => {
    const key = `findings:origin.${origin}`;
    return catalogue.exists(key, { lng: language }) ? catalogue.t(key, { lng: language }) : String(origin);
  });
}

/** The sentences of one language, English where it lacks one. */
export function messagesIn(language: LanguageTag): Messages {
  let messages = spoken.get(language);
  if (messages) return messages;
  const translate = catalogue().getFixedT(language);
  const plain = new Map<string, string>();
  messages = (key, parameters) => {
    if (parameters) return translate(key, parameters) as string;
    // A page says the same few words hundreds of times.
    let sentence = plain.get(key);
    if (sentence === undefined) {
      sentence = translate(key, {}) as string;
      if (plain.size < SENTENCES) plain.set(key, sentence);
    }
    return sentence;
  };
  if (interfaceLanguages.includes(language)) spoken.set(language, messages);
  return messages;
}

const spoken = new Map<LanguageTag, Messages>();
/** Sentences without parameters that are kept, of one language. */
const SENTENCES = 2000;

/** The interface language that the environment asks for: INTERLINEAR_LANG, then LC_ALL, LC_MESSAGES, LANG (POSIX, `fr_FR.UTF-8`). */
export function interfaceLanguage(environment: Record<string, string | undefined> = process.env): LanguageTag {
  const wanted = ['INTERLINEAR_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG']
    .map((name) => environment[name])
    .find((value) => value !== undefined && value !== '');
  const base = baseLanguage((wanted ?? '').replace(/[.@].*$/, '').replaceAll('_', '-')).toLowerCase();
  return interfaceLanguages.includes(base) ? base : DEFAULT_INTERFACE_LANGUAGE;
}

/** An error for people: what happened, and what to do next where there is something to do. */
export interface ErrorWords {
  what: string;
  todo?: string;
}

/** An error's sentences, from `CODE.what` and `CODE.todo` of the `errors` namespace. */
export function errorWords({ code, parameters }: StoredError, messages: Messages): ErrorWords {
  const shown = Object.fromEntries(
    // A reason may itself be a key, such as why a line of a glossary cannot be read.
    Object.entries(parameters).map(([name, value]) => [
      name,
      name === 'reason' && typeof value === 'string' ? reasonText(value, parameters, messages) : value,
    ]),
  );
  const what = messages(`errors:${code}.what`, shown);
  // A code without a sentence is a mistake of ours; the reader still gets what is known.
  if (what === `${code}.what`)
    return { what: `${code} ${Object.keys(shown).length > 0 ? JSON.stringify(shown) : ''}`.trim() };
  const todo = messages(`errors:${code}.todo`, shown);
  return todo === `${code}.todo` ? { what } : { what, todo };
}

function reasonText(reason: string, parameters: StoredError['parameters'], messages: Messages): string {
  if (!/^[a-z][a-z0-9.-]*$/.test(reason)) return reason;
  const text = messages(`errors:${reason}`, parameters);
  return text === reason ? reason : text;
}
