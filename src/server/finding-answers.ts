import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { messagesIn } from '../i18n.ts';
import type { PlacedFinding } from '../model/finding.ts';
import { requestLanguage } from './problem.ts';
import { orNull } from './shapes.ts';

/** A finding as programs and people get it. */
export const finding = Type.Object({
  id: Type.String(),
  check: Type.String(),
  type: Type.String({ description: 'ITS 2.0 locQualityIssueType.' }),
  severity: Type.Enum(['error', 'warning', 'info'] as const),
  document: Type.Enum(['delivered', 'original', 'translation'] as const),
  language: orNull(Type.String({ description: 'The version that it was found in; null for the text as delivered.' })),
  segment: Type.Integer(),
  side: Type.Enum(['source', 'target'] as const),
  start: Type.Integer({ description: 'UTF-16 offset in the text of its side.' }),
  end: Type.Integer(),
  text: Type.String(),
  suggestions: Type.Array(Type.String()),
  certain: Type.Boolean(),
  title: Type.String({ description: 'What the check is called.' }),
  detail: Type.String({ description: 'What was found, in the caller’s language.' }),
});

/** @param version the language that it was found in */
export function findingAnswer(found: PlacedFinding, version: string | null, request: FastifyRequest) {
  const messages = messagesIn(requestLanguage(request));
  const { check, type, severity, document, segment, side, start, end, text, suggestions, certain, message } = found;
  return {
    id: found.id ?? '',
    ...{ check, type, severity, document, segment, side, start, end, text, suggestions },
    language: version,
    certain: certain ?? false,
    title: messages(`findings:check.${check}`),
    detail: messages(`findings:${message.key}`, message.parameters),
  };
}
