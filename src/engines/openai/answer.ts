import type { EngineSegment } from '../../model/ports.ts';
import { unmarked } from '../markup.ts';
import { listOf, property } from '../reply.ts';

/**
 * The texts of an answer by id. Models put fences around JSON and thoughts before it; both are cut off. An id that comes twice is no
 * answer to anything.
 *
 * @returns undefined where there is no JSON object with translations
 */
export function translationsIn(content: string, asked: number): Map<number, string> | undefined {
  const spoken = content.replace(/^\s*<think>[\s\S]*?<\/think>/i, '');
  const start = spoken.indexOf('{');
  const end = spoken.lastIndexOf('}');
  if (start < 0 || end < start) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(spoken.slice(start, end + 1));
  } catch {
    return undefined;
  }
  const entries = listOf(property(parsed, 'translations'));
  if (!entries) return undefined;
  const texts = new Map<number, string>();
  const doubled = new Set<number>();
  for (const entry of entries) {
    const id = Number(property(entry, 'id'));
    const text = property(entry, 'text');
    if (!Number.isInteger(id) || id < 0 || id >= asked || typeof text !== 'string') continue;
    if (texts.has(id)) doubled.add(id);
    texts.set(id, text);
  }
  for (const id of doubled) texts.delete(id);
  return texts;
}

/** What is wrong with the translation of one segment. */
export type Fault = 'missing' | 'empty' | 'codes' | 'commentary' | 'length';

/** How models begin when they talk about a translation instead of giving it. */
const talk =
  /^\s*(?:```|(?:sure|certainly|of course|okay)[,!. ]|here(?:'s| is| are)\b.{0,40}\btranslat|(?:the )?translat(?:ion|ed text)\b.{0,30}:|voici (?:la|ma|une) traduction|aquí (?:está|tiene) la traducción|(?:as|i am|i'm) an? (?:ai|language model)\b|i(?:'m sorry| cannot| can't)\b.{0,60}\b(?:translat|request|assist))/i;

/** A translation is seldom more than twice as long as its source; short texts may grow more. */
const longest = (length: number) => 3 * length + 80;

export function faultOf(segment: EngineSegment, answer: string | undefined): Fault | undefined {
  if (answer === undefined) return 'missing';
  const { text, strayed } = unmarked(answer, segment);
  if (text.trim() === '') return 'empty';
  if (talk.test(text) && !talk.test(segment.text)) return 'commentary';
  // Notes behind a translation stand in a paragraph of their own.
  if (/\n\s*\n/.test(text) && !/\n\s*\n/.test(segment.text)) return 'commentary';
  if (text.length > longest(segment.text.length)) return 'length';
  return strayed.length > 0 ? 'codes' : undefined;
}
