import type { Messages } from '../model/ports.ts';
import { version } from '../version.ts';
import { displayWidth, PLAIN_COLUMNS, pad, wrap } from './columns.ts';
import { type Command, keyOf, type Option } from './command.ts';

/** What `interlinear` alone and `interlinear --help` print, for a terminal of so many columns. */
export function overview(names: string[], messages: Messages, columns = terminalColumns()): string {
  return [
    `interlinear ${version} - ${messages('cli:help.tagline')}`,
    '',
    `${messages('cli:help.usage')} interlinear COMMAND [...]`,
    '',
    ...described(
      names.map((name) => [name, messages(`cli:${name}.summary`)]),
      columns,
    ),
    '',
    ...wrap(messages('cli:help.more'), columns),
    ...wrap(messages('cli:help.statuses'), columns),
  ].join('\n');
}

/** What `interlinear COMMAND --help` prints. Examples are not wrapped, so that they can be copied. */
export function commandHelp(command: Command, messages: Messages, columns = terminalColumns()): string {
  const options = Object.entries(command.options).map(
    ([name, option]) => [`--${name}${placeholderOf(option)}`, optionText(command, name, messages)] as const,
  );
  return [
    ...wrap(messages(`cli:${keyOf(command)}.summary`), columns),
    '',
    `${messages('cli:help.usage')} interlinear ${command.name}${command.usage ? ` ${command.usage}` : ''}`,
    ...(command.subcommands
      ? [
          '',
          ...described(
            Object.keys(command.subcommands).map((name) => [name, messages(`cli:${command.name}.${name}.summary`)]),
            columns,
          ),
        ]
      : []),
    ...(options.length > 0 ? ['', messages('cli:help.options')] : []),
    ...described(options, columns),
    ...(command.examples.length > 0 ? ['', messages('cli:help.examples')] : []),
    ...command.examples.map((example) => `  ${example}`),
    '',
    ...wrap(messages('cli:help.statuses'), columns),
  ].join('\n');
}

function terminalColumns(): number {
  return process.stdout.columns ?? PLAIN_COLUMNS;
}

/** The least that a description needs beside its name; where less is left, the line is the terminal's to break. */
const DESCRIPTION = 24;

/** Names with what they mean beside them, further lines indented. */
function described(entries: (readonly [string, string])[], columns: number): string[] {
  const width = Math.max(0, ...entries.map(([name]) => displayWidth(name)));
  const left = columns - width - 4;
  return entries.flatMap(([name, text]) =>
    (left < DESCRIPTION ? [text] : wrap(text, left)).map(
      (line, index) => `  ${pad(index === 0 ? name : '', width)}  ${line}`,
    ),
  );
}

function placeholderOf(option: Option): string {
  return option.type === 'string' ? ` ${option.value ?? 'VALUE'}` : '';
}

function optionText(command: Command, name: string, messages: Messages): string {
  const key = `${keyOf(command)}.option.${name}`;
  const own = messages(`cli:${key}`);
  return own === key ? messages(`cli:option.${name}`) : own;
}
