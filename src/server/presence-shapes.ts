import { Type } from 'typebox';
import type { Present } from '../storage/presence.ts';
import { id, instant, orNull } from './shapes.ts';

/** Somebody who has an article open. */
export const present = Type.Object({
  window: id,
  actor: Type.String(),
  name: Type.String(),
  language: orNull(Type.String()),
  segment: orNull(id),
  since: instant,
});

export function presenceAnswer(found: Present) {
  return { ...found, since: found.since.toISOString() };
}
