import { basename } from 'node:path';
import type { StoredError } from '../model/errors.ts';
import { direction, type LanguageTag } from '../model/language.ts';
import type { Messages } from '../model/ports.ts';

/**
 * An error in one or two sentences: what happened, and what to do next. An error of a file names it, also where its words do not.
 *
 * @param about the file that the reader knows the sentence to be about: it needs no name
 */
export function sentence(error: StoredError, messages: Messages, about?: string): string {
  const text = words(error, messages);
  const { file } = error.parameters;
  if (typeof file !== 'string' || text.includes(basename(file))) return text;
  if (about !== undefined && basename(about) === basename(file)) return text;
  return messages('cli:error.of-file', { file, sentence: text });
}

function words({ code, parameters }: StoredError, messages: Messages): string {
  const shown = Object.fromEntries(
    // A reason may itself be a key, such as why a line of a glossary cannot be read.
    Object.entries(parameters).map(([name, value]) => [
      name,
      name === 'reason' && typeof value === 'string' ? reasonText(value, parameters, messages) : value,
    ]),
  );
  const what = messages(`errors:${code}.what`, shown);
  // A code without a sentence is a mistake of ours; the reader still gets what is known.
  if (what === `${code}.what`) return `${code} ${Object.keys(shown).length > 0 ? JSON.stringify(shown) : ''}`.trim();
  const todo = messages(`errors:${code}.todo`, shown);
  return todo === `${code}.todo` ? what : `${what} ${todo}`;
}

/**
 * A sentence behind the name of a program or a file. Where its language is written from right to left it stands in an isolate
 * (Unicode Standard Annex 9), so that the Latin name before it neither turns the line around nor takes part in its order.
 */
export function labelled(name: string, text: string, language: LanguageTag): string {
  return `${name}: ${direction(language) === 'rtl' ? `\u2067${text}\u2069` : text}`;
}

function reasonText(reason: string, parameters: StoredError['parameters'], messages: Messages): string {
  if (!/^[a-z][a-z0-9.-]*$/.test(reason)) return reason;
  const text = messages(`errors:${reason}`, parameters);
  return text === reason ? reason : text;
}
