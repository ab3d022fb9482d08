import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { errorWords, messagesIn } from '../i18n.ts';
import { InterlinearError, type StoredError } from '../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../model/language.ts';
import { requestLanguage } from './problem.ts';

/** Something that went wrong inside an answer that as a whole went well. */
export const faultSchema = Type.Object({
  code: Type.String(),
  message: Type.String({ description: 'In the language of the request.' }),
  parameters: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
});

/** An error inside an answer, in the language of the request. */
export function faultOf({ code, parameters }: StoredError, request: FastifyRequest) {
  const { what, todo } = errorWords({ code, parameters }, messagesIn(requestLanguage(request)));
  return { code, message: [what, todo].filter(Boolean).join(' '), parameters };
}

/** A language tag in requests. */
export const languageTag = Type.String({ minLength: 2, maxLength: 35, description: 'A BCP 47 tag.', examples: ['fr'] });

/** The languages that a request names, each once. @throws InterlinearError `language.unknown` {tag} */
export function languagesOf(written: string[]): LanguageTag[] {
  return [...new Set(written.map(parseLanguage))];
}

/** An instant as answers carry it. */
export const instant = Type.String({ format: 'date-time', description: 'RFC 3339, UTC.' });

/** A value that may be missing. */
export function orNull<T extends Parameters<typeof Type.Union>[0][number]>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** A day. @throws InterlinearError `request.invalid` {place, reason} */
export function dayOf(written: string, place: string): string {
  const date = new Date(`${written}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== written)
    throw new InterlinearError('request.invalid', { place, reason: 'YYYY-MM-DD' });
  return written;
}
