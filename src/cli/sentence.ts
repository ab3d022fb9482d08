import { basename } from 'node:path';
import { errorWords } from '../i18n.ts';
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

function words(error: StoredError, messages: Messages): string {
  const { what, todo } = errorWords(error, messages);
  return todo === undefined ? what : `${what} ${todo}`;
}

/**
 * A sentence behind the name of a program or a file. Where its language is written from right to left it stands in an isolate
 * (Unicode Standard Annex 9), so that the Latin name before it neither turns the line around nor takes part in its order.
 */
export function labelled(name: string, text: string, language: LanguageTag): string {
  return `${name}: ${direction(language) === 'rtl' ? `\u2067${text}\u2069` : text}`;
}
