import type { OutputKind } from '../outputs/context.ts';

/** What `--format` takes. */
export const outputKinds = [
  'article',
  'page',
  'tmx',
  'xliff21',
  'xliff12',
  'jsonl',
  'report',
] as const satisfies OutputKind[];
