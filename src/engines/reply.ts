import { TransientError } from '../model/errors.ts';

/**
 * The texts of a reply, one a segment.
 *
 * @param texts what stands where the service's documentation promises texts; undefined where that is not even a list
 * @throws TransientError `engine.malformed` where they are no texts, `engine.count` where they are fewer or more than asked for
 */
export function textsOf(engine: string, texts: unknown[] | undefined, asked: number): string[] {
  if (!texts?.every((text): text is string => typeof text === 'string'))
    throw new TransientError('engine.malformed', { engine, reason: 'texts' });
  if (texts.length !== asked) throw new TransientError('engine.count', { engine, asked, got: texts.length });
  return texts;
}

/** A property of something that may be anything. */
export function property(value: unknown, ...path: (string | number)[]): unknown {
  let found = value;
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string | number, unknown>)[name];
  }
  return found;
}

/** A list where there is one. */
export function listOf(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}
