import { direction } from '../../model/language.ts';
import type { OutputContext } from '../context.ts';
import { escapeHtml } from './escape.ts';

/**
 * The arrow from a wording to a better one, in the direction in which the reader reads: browsers mirror brackets, but no arrows. It
 * stays on the line of the better wording.
 */
export function towards({ interfaceLanguage }: OutputContext): string {
  return `<span class="arrow">${direction(interfaceLanguage) === 'rtl' ? '\u2190' : '\u2192'}</span>&nbsp;`;
}

/** The name of a check, as a label above what it says, and the language version that it speaks of, where that must be said. */
export function checkLabel(check: string, { messages }: OutputContext, version?: string): string {
  const name = messages(`findings:check.${check}`);
  return `<span class="check">${escapeHtml(version ? `${name} \u00b7 ${version}` : name)}</span>`;
}
