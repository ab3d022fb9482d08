import { UsageError } from '../model/errors.ts';
import type { OutputKind } from './context.ts';

/** Every kind of output, in the order in which they are told. */
export const outputKinds = [
  'article',
  'page',
  'tmx',
  'xliff21',
  'xliff12',
  'jsonl',
  'report',
] as const satisfies OutputKind[];

/** The kinds that somebody names, or all of them where nobody names one. @throws UsageError `format.unknown` {name, known} */
export function wishedKinds(names: readonly string[]): OutputKind[] {
  for (const name of names)
    if (!(outputKinds as readonly string[]).includes(name))
      throw new UsageError('format.unknown', { name, known: outputKinds.join(', ') });
  return names.length > 0 ? ([...new Set(names)] as OutputKind[]) : [...outputKinds];
}
