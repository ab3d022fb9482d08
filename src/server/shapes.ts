import type { FastifyRequest } from 'fastify';
import { type Static, type TSchema, Type } from 'typebox';
import { errorWords, messagesIn } from '../i18n.ts';
import type { StoredError } from '../model/errors.ts';
import { InterlinearError } from '../model/errors.ts';
import { type LanguageTag, parseLanguage } from '../model/language.ts';
import { requestLanguage } from './problem.ts';

/** What the answers of several routes are made of. */
export const id = Type.String({ format: 'uuid' });
export const instant = Type.String({ format: 'date-time' });
export const orNull = <T extends TSchema>(type: T) => Type.Union([type, Type.Null()]);
export const counts = Type.Record(Type.String(), Type.Integer());

/** Why something failed: `code` and `parameters` for programs, the sentences in the caller's language. */
export const failure = Type.Object({
  code: Type.String(),
  parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
  title: Type.String(),
  detail: Type.Optional(Type.String()),
});

type Failure = Static<typeof failure>;

/** An error of work, in the words of the request's language. */
export function failureOf(error: StoredError, request: FastifyRequest): Failure;
export function failureOf(error: StoredError | null, request: FastifyRequest): Failure | null;
export function failureOf(error: StoredError | null, request: FastifyRequest): Failure | null {
  if (error === null) return null;
  const { what, todo } = errorWords(error, messagesIn(requestLanguage(request)));
  const { code, parameters } = error;
  return { code, parameters, title: what, ...(todo !== undefined ? { detail: todo } : {}) };
}

/** @param place what the request calls it @throws InterlinearError `request.invalid` for a leap second */
export function dateOf(written: string | undefined, place: string): Date | undefined {
  if (written === undefined) return undefined;
  const date = new Date(written);
  if (Number.isNaN(date.getTime())) throw new InterlinearError('request.invalid', { place, reason: 'date-time' });
  return date;
}

/** A language as the rows have it. @throws InterlinearError `language.unknown` */
export function languageOf(written: string): LanguageTag;
export function languageOf(written: string | undefined): LanguageTag | undefined;
export function languageOf(written: string | undefined): LanguageTag | undefined {
  return written === undefined ? undefined : parseLanguage(written);
}

/** A list's order: by creation, the newest first unless somebody wants the oldest. */
export const sort = Type.Enum(['-createdAt', 'createdAt'] as const, { default: '-createdAt' });
