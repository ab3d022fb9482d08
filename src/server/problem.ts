import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { DEFAULT_INTERFACE_LANGUAGE, errorWords, interfaceLanguages, messagesIn } from '../i18n.ts';
import { InterlinearError, type StoredError, TransientError } from '../model/errors.ts';
import { baseLanguage, type LanguageTag } from '../model/language.ts';
import { asDatabaseError } from '../storage/failures.ts';

/** A problem document (RFC 9457): `code` and `parameters` are for programs, `title` and `detail` for people, in the caller's language. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  code: string;
  parameters: StoredError['parameters'];
  instance?: string;
}

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** HTTP status by the error's code, or by what its code begins with; what is not here is the caller's mistake (400). */
const statuses: [prefix: string, status: number][] = [
  ['request.too-large', 413],
  ['input.too-large', 413],
  ['request.media-type', 415],
  ['request.encoding', 415],
  ['request.too-many', 429],
  ['request.conflict', 409],
  ['request.changed', 412],
  ['sign-in.wait', 429],
  ['target.changed', 412],
  ['target.conflict', 409],
  ['target.approved', 403],
  ['target.version', 428],
  ['segment.gone', 404],
  ['segmentation.edge', 400],
  ['segmentation.character', 400],
  ['segmentation.', 409],
  ['submission.line-too-long', 413],
  ['submission.many', 413],
  ['job.canceled', 409],
  ['comment.not-yours', 403],
  ['article.unread', 409],
  ['article.canceled', 409],
  ['review.', 409],
  ['sign-in.needed', 401],
  ['sign-in.', 401],
  ['permission.', 403],
  ['not-found.', 404],
  ['desk.unknown', 404],
  ['desk.not-built', 503],
  ['memory.unknown', 404],
  ['glossary.unknown', 404],
  ['desk.exists', 409],
  ['memory.exists', 409],
  ['memory.read-only', 403],
  ['memory.not-own', 403],
  ['memory.change-unknown', 404],
  ['memory.unit-', 409],
  ['view.too-many', 409],
  ['style.too-many', 409],
  ['style.in-use', 409],
  ['style.not-own', 404],
  ['glossary.exists', 409],
  ['glossary.concept-exists', 409],
  ['glossary.term-exists', 409],
  ['glossary.changed', 412],
  ['person.exists', 409],
  ['person.last-administrator', 409],
  ['publish.', 409],
  ['destination.exists', 409],
  ['destination.same', 409],
  ['destination.live', 409],
  ['destination.moves', 409],
  ['desk.budget', 402],
  ['internal', 500],
];

function statusOf(error: InterlinearError): number {
  if (error instanceof TransientError) return 503;
  return (
    statuses.find(
      ([prefix]) => error.code === prefix || (/[.-]$/.test(prefix) && error.code.startsWith(prefix)),
    )?.[1] ?? 400
  );
}

/** The interface language that a request asks for (RFC 9110, Accept-Language), English where it asks for none that there is. */
export function requestLanguage(request: FastifyRequest): LanguageTag {
  const wished = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part, order) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = Number(parameters.map((text) => text.trim().match(/^q=([\d.]+)$/)?.[1]).find(Boolean) ?? 1);
      return { language: baseLanguage(tag).toLowerCase(), quality, order };
    })
    .filter(({ language, quality }) => quality > 0 && interfaceLanguages.includes(language))
    .sort((a, b) => b.quality - a.quality || a.order - b.order);
  return wished[0]?.language ?? DEFAULT_INTERFACE_LANGUAGE;
}

/**
 * SQLSTATE of values that no column takes: a null character or half a surrogate pair in a text or in JSON, a date or number out of range.
 * They come from the request: rows are made of nothing else.
 */
const refusedValues = new Set(['22021', '22P05', '22P02', '22003', '22007', '22008']);

/** Anything thrown by a route as an error that we have words for. */
function known(thrown: unknown): InterlinearError {
  const error = asDatabaseError(thrown);
  if (error instanceof InterlinearError) return error;
  const { statusCode, code, message, validation, validationContext } = thrown as FastifyError;
  if (validation) {
    const [first] = validation;
    const place = `${validationContext ?? 'body'}${(first?.instancePath ?? '').replaceAll('/', '.')}`;
    return new InterlinearError('request.invalid', { place, reason: first?.message ?? message });
  }
  if (refusedValues.has(code)) return new InterlinearError('request.value', {}, { cause: thrown });
  if (statusCode === 413) return new InterlinearError('request.too-large');
  if (statusCode === 415) return new InterlinearError('request.media-type');
  if (statusCode === 429) return new InterlinearError('request.too-many');
  if (statusCode !== undefined && statusCode < 500)
    return new InterlinearError('request.invalid', { place: 'body', reason: message });
  return new InterlinearError('internal', { message: code ?? 'error' }, { cause: thrown });
}

/** Makes the problem document of anything thrown, in the request's language. */
export function problemOf(thrown: unknown, request: FastifyRequest): Problem {
  const error = known(thrown);
  const { what, todo } = errorWords(error, messagesIn(requestLanguage(request)));
  return {
    type: `urn:interlinear:problem:${error.code}`,
    title: what,
    status: statusOf(error),
    ...(todo !== undefined ? { detail: todo } : {}),
    code: error.code,
    parameters: error.parameters,
    instance: request.url.split('?')[0] as string,
  };
}

/** Answers with a problem document; faults of ours go to the log with their stack. */
export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(thrown, request);
  if (problem.status === 500) request.log.error({ err: thrown }, 'request failed');
  const seconds = Number(problem.parameters.seconds);
  if ((problem.status === 503 || problem.status === 429) && !reply.hasHeader('retry-after'))
    reply.header('retry-after', String(seconds > 0 ? Math.ceil(seconds) : 5));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="interlinear"');
  return reply.code(problem.status).type(PROBLEM_MEDIA_TYPE).send(JSON.stringify(problem));
}
