import { readFileSync, writeFileSync } from 'node:fs';
import { settings } from '../src/config.ts';

const page = new URL('../docs/configuration.md', import.meta.url);

/** The page that describes the settings, made from the one table that defines them. */
export function configurationPage(): string {
  const rows = Object.entries(settings).map(([name, setting]) => {
    const fallback =
      typeof setting.fallback === 'function' || setting.fallback === undefined ? '' : String(setting.fallback);
    const flag = setting.flag ? `\`--${setting.flag}\`` : '';
    return `| \`${name}\` | \`${setting.environment}\` | ${flag} | ${fallback} | ${setting.about} |`;
  });
  return [
    '# Settings',
    '',
    'A flag beats an environment variable, a variable beats `interlinear.json` in the folder where the command is run, and that beats the',
    'default. Not every command takes every flag: see `interlinear COMMAND --help`. `INTERLINEAR_LANG` (else `LC_ALL`, `LC_MESSAGES`, `LANG`)',
    'chooses the language of messages: en, fr, es or ar. `INTERLINEAR_DEBUG=1` prints the stack of an unexpected error.',
    '',
    'This page is made by `node scripts/configuration-page.ts`.',
    '',
    '| in interlinear.json | environment | flag | default | what it does |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** The page as it stands in docs/. */
export function writtenPage(): string {
  return readFileSync(page, 'utf8');
}

if (import.meta.main) writeFileSync(page, configurationPage());
