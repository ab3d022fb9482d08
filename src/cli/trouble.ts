import { storedError } from '../model/errors.ts';
import { asOutage } from '../queue/failures.ts';
import type { Call } from './command.ts';
import { sentence } from './sentence.ts';

/** How long a sentence that was said counts as known. */
const KNOWN_MS = 60_000;

/**
 * Says what goes wrong while work goes on. Whatever is tried again fails again, many times a second: the same sentence is said at most
 * once a minute.
 *
 * @param say where a sentence goes
 * @param now milliseconds
 */
export function troubleTeller(
  { messages }: Pick<Call, 'messages'>,
  say: (text: string) => void,
  now: () => number = Date.now,
): (error: unknown) => void {
  const said = new Map<string, number>();
  return (error) => {
    const text = sentence(storedError(asOutage(error)), messages);
    const time = now();
    for (const [known, at] of said) if (time - at >= KNOWN_MS) said.delete(known);
    if (said.has(text)) return;
    said.set(text, time);
    say(text);
  };
}
