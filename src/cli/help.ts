import type { Messages } from '../model/ports.ts';
import { version } from '../version.ts';
import type { Command, Option } from './command.ts';

/** What `interlinear` alone and `interlinear --help` print. */
export function overview(commands: Command[], messages: Messages): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    `interlinear ${version} - ${messages('cli:help.tagline')}`,
    '',
    `${messages('cli:help.usage')}: interlinear COMMAND [...]`,
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${messages(`cli:${command.name}.summary`)}`),
    '',
    messages('cli:help.more'),
    messages('cli:help.statuses'),
  ].join('\n');
}

/** What `interlinear COMMAND --help` prints. */
export function commandHelp(command: Command, messages: Messages): string {
  const names = Object.entries(command.options).map(
    ([name, option]) => [`--${name}${placeholderOf(option)}`, name] as const,
  );
  const width = Math.max(0, ...names.map(([shown]) => shown.length));
  return [
    messages(`cli:${command.name}.summary`),
    '',
    `${messages('cli:help.usage')}: interlinear ${command.name}${command.usage ? ` ${command.usage}` : ''}`,
    ...(names.length > 0 ? ['', messages('cli:help.options')] : []),
    ...names.map(([shown, name]) => `  ${shown.padEnd(width)}  ${optionText(command, name, messages)}`),
    ...(command.examples.length > 0 ? ['', messages('cli:help.examples')] : []),
    ...command.examples.map((example) => `  ${example}`),
    '',
    messages('cli:help.statuses'),
  ].join('\n');
}

function placeholderOf(option: Option): string {
  return option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : '';
}

function optionText(command: Command, name: string, messages: Messages): string {
  const own = messages(`cli:${command.name}.option.${name}`);
  return own === `${command.name}.option.${name}` ? messages(`cli:option.${name}`) : own;
}
