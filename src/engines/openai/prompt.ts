import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type LanguageTag, languageName } from '../../model/language.ts';
import type { EngineRequest, EngineSegment } from '../../model/ports.ts';
import { marked, xmlDialect } from '../markup.ts';

/** The instructions. A change of them is a new file with the next number, so that old replies are not taken for new ones. */
const file = 'prompt-1.md';

export const instructions: string = readFileSync(new URL(`./${file}`, import.meta.url), 'utf8').trim();

/** Part of the engine's version, and so of the ledger's key. */
export const promptVersion = `${file.replace('.md', '')}#${createHash('sha256').update(instructions).digest('hex').slice(0, 8)}`;

/**
 * What the model is asked: one JSON object, so that no text of an article can be taken for a part of the question. Context that is itself
 * one of the segments is left out.
 */
export function question({ from, to, segments, style }: EngineRequest): string {
  return JSON.stringify({
    from: nameOf(from),
    to: nameOf(to),
    ...(style ? { style } : {}),
    segments: segments.map((segment, id) => ({
      id,
      ...(segment.previous && segment.previous !== segments[id - 1]?.text ? { before: segment.previous } : {}),
      text: written(segment),
      ...(segment.next && segment.next !== segments[id + 1]?.text ? { after: segment.next } : {}),
      ...(segment.terms.length > 0 ? { terms: segment.terms.map(({ source, target }) => ({ source, target })) } : {}),
      ...(segment.matches?.length
        ? { examples: segment.matches.map(({ source, target }) => ({ source, target })) }
        : {}),
    })),
  });
}

/** A segment as the model sees it. */
export function written(segment: EngineSegment): string {
  return marked({ ...segment, terms: [] }, xmlDialect).text;
}

function nameOf(tag: LanguageTag): string {
  return `${languageName(tag, 'en')} (${tag})`;
}

/** The shape of the answer, for servers that hold the model to a JSON Schema. */
export const answerSchema = {
  type: 'object',
  properties: {
    translations: {
      type: 'array',
      items: {
        type: 'object',
        properties: { id: { type: 'integer' }, text: { type: 'string' } },
        required: ['id', 'text'],
        additionalProperties: false,
      },
    },
  },
  required: ['translations'],
  additionalProperties: false,
};
