import type { TermRefusal } from '../model/term.ts';
import type { GlossaryFinding } from '../terminology/lint.ts';
import { clip } from './columns.ts';
import type { Call } from './command.ts';

/** Why a row of a glossary was refused, or what of it was left out, as a sentence. */
export function refusalText(call: Call, { reason, value, ignored }: TermRefusal): string {
  const text = call.messages(`errors:${reason}`, { value });
  return ignored ? call.messages('cli:glossary.import.ignored', { reason: text }) : text;
}

/** What is remarkable about a row of a glossary, as a sentence. */
export function lintLine(call: Call, { kind, first = 0, concept, language, text }: GlossaryFinding): string {
  const parameters = { first, concept: clip(concept, 40), language, text: clip(text, 60) };
  return call.messages(`cli:glossary.lint.${kind}`, parameters);
}
