import { direction } from '../../model/language.ts';
import type { Pair } from '../../model/translation.ts';
import type { OutputContext } from '../context.ts';
import { badge } from './badges.ts';
import { escapeHtml } from './escape.ts';

/** What the memory offered for a pair and was not taken, folded into one line; nothing where it offered nothing. */
export function matchesLine(pair: Pair, { messages, interfaceLanguage }: OutputContext): string {
  const matches = pair.target.matches ?? [];
  if (matches.length === 0) return '';
  const percent = new Intl.NumberFormat(interfaceLanguage, { style: 'percent' });
  const items = matches.map(({ source, target, score, origin }) => {
    const label = badge(`${messages(`outputs:origin.${origin}`)} ${percent.format(score / 100)}`);
    return `<li>${label}${text(source, pair.sourceLanguage, 'from')}${text(target, pair.targetLanguage, 'to')}</li>`;
  });
  const own = `lang="${escapeHtml(interfaceLanguage)}" dir="${direction(interfaceLanguage)}"`;
  const summary = escapeHtml(messages('outputs:count.matches', { count: matches.length }));
  return `<details class="matches" ${own}><summary>${summary}</summary><ul>${items.join('')}</ul></details>`;
}

function text(content: string, language: string, side: 'from' | 'to'): string {
  return `<bdi class="${side}" lang="${escapeHtml(language)}" dir="${direction(language)}">${escapeHtml(content)}</bdi>`;
}
