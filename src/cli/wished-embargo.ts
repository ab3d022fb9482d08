import { instantOf } from '../model/embargo.ts';
import { UsageError } from '../model/errors.ts';
import type { Call } from './command.ts';

/**
 * The embargo that `--embargo` states, as written; null for `none`.
 *
 * @throws UsageError `config.value` {name, value}
 */
export function wishedEmbargo(call: Pick<Call, 'values'>): string | null | undefined {
  const written = call.values.embargo as string | undefined;
  if (written === undefined) return undefined;
  if (written.trim().toLowerCase() === 'none') return null;
  if (instantOf(written, 'UTC') === undefined)
    throw new UsageError('config.value', { name: '--embargo', value: written });
  return written;
}

/** When it ends: what names no zone is a time of the desk's. */
export function embargoEnd(written: string | null, timeZone: string): string | null {
  return written === null ? null : (instantOf(written, timeZone) ?? null);
}
