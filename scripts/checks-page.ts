import { readFileSync, writeFileSync } from 'node:fs';
import { type Description, describeCheck } from '../src/checks/describe.ts';
import { checks } from '../src/checks/registry.ts';
import { messagesIn } from '../src/i18n.ts';

const page = new URL('../docs/checks.md', import.meta.url);
const messages = messagesIn('en');

const needs: Record<Description['needs'], string> = {
  text: 'one text',
  pair: 'a source and its translation',
  alignment: 'two aligned texts',
  article: 'all pairs of an article',
};

/** The page that describes the checks, made from the checks and their examples. */
export function checksPage(): string {
  return [
    '# Checks',
    '',
    'What the checks look for. An error blocks approval, a warning asks, info shows. A check is one file of `src/checks` with the examples',
    'below, which are its tests; words of a language are tables in `src/checks/data`, each with its columns explained at its head.',
    '`interlinear checks list` and `interlinear checks show ID` print the same. How to run them, switch them and let a finding stand:',
    '[checks-profile.md](checks-profile.md).',
    '',
    'This page is made by `node scripts/checks-page.ts`.',
    '',
    '| check | what | severity (ITS) | ITS 2.0 type | MQM | needs |',
    '| --- | --- | --- | --- | --- | --- |',
    ...checks
      .map(describeCheck)
      .map(
        (one) =>
          `| [${one.id}](#${one.id}) | ${nameOf(one.id)} | ${one.severity} (${one.its}) | ${one.type} | ${one.mqm} | ${needs[one.needs]} |`,
      ),
    '',
    ...checks.map(describeCheck).flatMap(section),
  ].join('\n');
}

/** The page as it stands in docs/. */
export function writtenChecksPage(): string {
  return readFileSync(page, 'utf8');
}

function nameOf(id: string): string {
  return messages(`findings:check.${id}`);
}

function section({ id, languages, valid, invalid }: Description): string[] {
  return [
    `## ${id}`,
    '',
    `${nameOf(id)}.${languages ? ` Languages: ${languages.join(', ')}.` : ''}`,
    '',
    ...invalid.flatMap(({ texts, remarks }) => [
      ...texts.map(({ language, text }) => `- ${language}: ${code(text)}`),
      ...remarks.map(({ text, suggestions, key, parameters }) => {
        const better = suggestions.length > 0 ? `, better ${suggestions.map(code).join(' or ')}` : '';
        return `  - ${text === '' ? 'here' : code(text)}${better}: ${messages(`findings:${key}`, parameters)}`;
      }),
    ]),
    '',
    'Nothing is said of:',
    '',
    ...valid.map((texts) => `- ${texts.map(({ language, text }) => `${language}: ${code(text)}`).join(' / ')}`),
    '',
  ];
}

/** A text as code, with what cannot be seen written out. */
function code(text: string): string {
  const visible = text.replaceAll(
    /[\p{Cc}\u00A0\u00AD\u200B-\u200F\u202A-\u202F\u2060-\u2069\uFEFF\uFFFD]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
  return visible.includes('`') ? `\`\` ${visible} \`\`` : `\`${visible}\``;
}

if (import.meta.main) writeFileSync(page, checksPage());
