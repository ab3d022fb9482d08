import type { Role } from '../../model/article.ts';
import type { Messages } from '../../model/ports.ts';
import type { Target } from '../../model/translation.ts';
import type { OutputContext } from '../context.ts';
import { escapeHtml } from './escape.ts';

/** A small label; `tone` is a class of the style sheet. */
export function badge(text: string, tone = ''): string {
  return `<span class="badge${tone ? ` ${tone}` : ''}">${escapeHtml(text)}</span>`;
}

/** The languages a text went through. Always left to right, for it is read as an arrow. */
export function routeBadge(route: string): string {
  return `<span class="badge route" dir="ltr">${escapeHtml(route.split('>').join(' \u203a '))}</span>`;
}

/** Where a target comes from and how far it has come; its route where that is not the one that the page names already. */
export function targetBadges(target: Target, named: string[], context: OutputContext): string {
  const { messages } = context;
  if (target.text === null) return badge(messages('outputs:badge.missing'), 'missing');
  const parts: string[] = [];
  if (target.state !== 'initial' && target.subState !== 'interlinear:given') {
    parts.push(badge(messages(`outputs:state.${target.state}`), 'confirmed'));
  }
  if (target.subState === 'interlinear:rejected') parts.push(badge(messages('outputs:badge.rejected'), 'missing'));
  if (target.origin) parts.push(badge(originLabel(target, context), target.origin));
  if (target.route !== '' && !named.includes(target.route)) parts.push(routeBadge(target.route));
  return parts.join('');
}

/** What a block is in the article; nothing for body text, which is the rule. */
export function roleBadge(role: Role | undefined, messages: Messages): string {
  return role && role !== 'body' ? badge(messages(`outputs:role.${role}`), 'role') : '';
}

function originLabel(target: Target, { messages, interfaceLanguage }: OutputContext): string {
  const label = messages(`outputs:origin.${target.origin}`);
  if (target.origin === 'mt' && target.engine) return `${label} \u00b7 ${target.engine}`;
  if (target.origin === 'memory' && target.score !== undefined) {
    const percent = new Intl.NumberFormat(interfaceLanguage, { style: 'percent' });
    return `${label} ${percent.format(target.score / 100)}`;
  }
  return label;
}
